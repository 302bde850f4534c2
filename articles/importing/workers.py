"""Documents are prepared in worker processes, where there are enough of them to be worth it.

Workers are started afresh, not forked: they share neither the database connection nor a thread of
this process, and load no Django.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Final, Self, TypedDict

from articles.documents.labels import model
from articles.documents.labels.site_rules import SiteRules
from articles.documents.prepare import PreparedDocument, RejectedDocument, prepare
from articles.documents.source import Source

# A worker takes a second to start: fewer documents are done sooner without.
WORTH_STARTING: Final = 600
# Of so many, workers cost no more than a fifth of the CPU time beside. Somebody who asks for
# processes wants it done soon, whatever it costs.
WORTH_UNASKED: Final = 5_000

# Enough that what answers people comes first where processors are scarce.
_NICENESS: Final = 10

Answer = list[PreparedDocument | RejectedDocument]


class WorkerLost(Exception):
    """A worker process ended in the midst of its work, as one does that takes too much memory."""

    def __init__(self) -> None:
        super().__init__(
            "A process that reads documents was ended from outside, perhaps for want of memory. "
            "What was stored stays; the same import again does the rest, with --processes 1 in "
            "this process alone."
        )


def answer_of(waiting: Future[Answer]) -> Answer:
    """Return the prepared documents of a batch; raise `WorkerLost`."""
    try:
        return waiting.result()
    except BrokenProcessPool as error:
        raise WorkerLost from error


class Workers:
    """Prepares batches; with one process, or few documents, at once and in this process."""

    def __init__(
        self,
        processes: int,
        expected: int | None,
        rules: SiteRules = SiteRules(),
        *,
        are_asked_for: bool = True,
    ) -> None:
        """Prepare with so many processes; `expected` is how many documents there are, if known.

        Where nobody has asked for them, it takes more documents for them to be started.
        """
        self._processes = processes
        self._worth_starting = WORTH_STARTING if are_asked_for else WORTH_UNASKED
        self._rules = rules
        self._pool: ProcessPoolExecutor | None = None
        # Where it is not known, it is taken to be as many as came until now.
        self._expected = expected or 0
        self._prepared = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def go_by(self, rules: SiteRules) -> None:
        """Prepare what is submitted from now on by these rules."""
        if rules is self._rules:
            return
        self._rules = rules
        if self._pool:
            # What it has begun with is still asked for.
            self._pool.shutdown(wait=False)
            self._pool = None

    @property
    def ahead(self) -> int:
        """Return how many batches may wait to be stored, so that no worker waits for work."""
        return self._processes + 1 if self._pool else 0

    def submit(self, sources: Sequence[Source]) -> Future[Answer]:
        """Begin with a batch. Raises `WorkerLost`."""
        if self._processes > 1 and self._is_worth_it and sources:
            return self._submitted(sources)
        self._prepared += len(sources)
        done: Future[Answer] = Future()
        done.set_result(prepare(sources, self._rules) if sources else [])
        return done

    def _submitted(self, sources: Sequence[Source]) -> Future[Answer]:
        try:
            if self._pool:
                return self._pool.submit(_prepare, sources)
            # The first batch starts the processes.
            with _ignoring_interrupts():
                return self._started().submit(_prepare, sources)
        except BrokenProcessPool as error:
            raise WorkerLost from error

    @property
    def _is_worth_it(self) -> bool:
        """Return whether many documents are left, and not because most are unchanged."""
        return (
            self._prepared >= self._worth_starting / 3
            and max(self._expected, self._prepared) >= self._worth_starting
        )

    def _started(self) -> ProcessPoolExecutor:
        self._pool = ProcessPoolExecutor(
            self._processes,
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=(model.path_in_use(), self._rules),
        )
        return self._pool


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """Let workers that are started here ignore an operator's Ctrl-C from their first moment.

    It is for their parent, which ends them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


# What a worker process goes by, from its start to its end.
_rules = SiteRules()


def _begin(label_model: Path, rules: SiteRules) -> None:
    """Set a worker up: it labels as its parent does, and ends with it.

    It steps back for whoever serves people, and for its parent, which others wait for while it
    stores.
    """
    global _rules
    os.nice(_NICENESS)
    model.use_model(label_model)
    _rules = rules
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _prepare(sources: Sequence[Source]) -> Answer:
    return prepare(sources, _rules)


def _end_with_parent() -> None:
    """End with a parent that was killed, which cannot tell its workers to stop."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


class ChosenProcesses(TypedDict):
    """The two of a run's `Options` that say how many processes prepare its documents."""

    processes: int
    asks_for_processes: bool


def chosen_processes(asked: int | None) -> ChosenProcesses:
    """Return the options of a run for so many processes, or for what this machine has."""
    return {"processes": asked or available_processes(), "asks_for_processes": asked is not None}


def available_processes() -> int:
    """Return how many processes this one may keep busy."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
