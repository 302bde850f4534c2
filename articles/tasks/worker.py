"""A worker of the database's queue: it looks for a job, does it, and looks again, until stopped."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Final, Protocol

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.module_loading import import_string

from articles.models.job import Job
from articles.tasks import current
from articles.tasks.beat import Beat
from articles.tasks.execute import execute, take_next

# Seconds between two looks into an empty queue.
_LOOK: Final = 1.0
_logger: Final = logging.getLogger(__name__)


class Work(Protocol):
    """Do jobs under a worker's name until stopped, or with `once` until none is due."""

    def __call__(self, name: str, *, once: bool = False, parent: int | None = None) -> None: ...


def worker_of_site() -> Work:
    """Return the worker that takes jobs where this site's queue delivers them."""
    found: Work = import_string(settings.TASKS["default"]["OPTIONS"]["worker"])
    return found


def default_name() -> str:
    return f"{socket.gethostname()}-{os.getpid()}"


def work_on_database(name: str, *, once: bool = False, parent: int | None = None) -> None:
    """Do jobs of the database's queue; end with the process `parent`, if one is named."""
    with _until_stopped() as stop, Beat(name, each=partial(end_with, parent)):
        while not stop.is_set():
            job, is_answered = _looked(name)
            if job:
                execute(job)
            elif once and is_answered:
                break
            else:
                stop.wait(_LOOK)


def _looked(name: str) -> tuple[Job | None, bool]:
    """Return the next job, if any, and whether the database answered."""
    try:
        return take_next(name), True
    except (OperationalError, InterfaceError) as error:
        _logger.warning("The database does not answer; asked again soon: %s", error)
        return None, False
    finally:
        close_old_connections()


def end_with(parent: int | None) -> None:
    """Stop this process if the one that started it is gone."""
    if parent and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """Yield what is set when the process is told to stop; its job is interrupted then."""
    stop = threading.Event()

    def heed(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            # Asked a second time: whatever it is that it waits for.
            raise KeyboardInterrupt
        stop.set()
        current.interrupt_here()

    current.listen()
    before = {number: signal.signal(number, heed) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
