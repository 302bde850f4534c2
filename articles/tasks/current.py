"""The job that this process does at the moment: how far it is, and how to stop it.

A worker does one job at a time, in its main thread. Other threads of it look here.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final, NamedTuple
from uuid import UUID

from articles.models.job import Job

# Celery and granian have uses of their own for the others.
SIGNAL: Final = signal.SIGUSR2


class Interrupted(BaseException):
    """Raised inside a job that is to stop where it is, as Ctrl-C is in a command."""


class Standing(NamedTuple):
    """The key of the job that is being done, and how much of it is done."""

    job: UUID | None
    done: int
    total: int | None


@dataclass(slots=True)
class _Current:
    job: Job | None = None
    done: int = 0
    total: int | None = None
    may_be_interrupted: bool = False
    # The job that another thread wants to end, which may have ended meanwhile.
    unwanted: Job | None = None


_current: Final = _Current()


def tell_progress(done: int, total: int | None = None) -> None:
    """Say how far the work of the present job is; people see it within seconds."""
    _current.done, _current.total = done, total


def standing() -> Standing:
    return Standing(_current.job.pk if _current.job else None, _current.done, _current.total)


def current_job() -> Job | None:
    return _current.job


@contextmanager
def doing(job: Job) -> Iterator[None]:
    """Make a job the present one; inside, `Interrupted` may be raised."""
    _current.job, _current.done, _current.total = job, 0, None
    _current.may_be_interrupted = True
    try:
        yield
    finally:
        _current.may_be_interrupted = False
        _current.job = None


def interrupt_here() -> None:
    """Raise `Interrupted` if a job is being done; for handlers of signals."""
    if _current.may_be_interrupted:
        _current.may_be_interrupted = False
        raise Interrupted


def listen() -> None:
    """Let other threads interrupt what the main thread does; to be called there."""
    signal.signal(SIGNAL, _interrupted)


def interrupt(job: Job) -> None:
    """Interrupt a job from another thread, unless the next one is being done by now."""
    _current.unwanted = job
    if main := threading.main_thread().ident:
        # At the main thread, so that it leaves what it waits for.
        signal.pthread_kill(main, SIGNAL)


def _interrupted(number: int, frame: FrameType | None) -> None:
    unwanted, _current.unwanted = _current.unwanted, None
    # Another process that sends the signal means whatever is being done.
    if unwanted is None or unwanted is _current.job:
        interrupt_here()
