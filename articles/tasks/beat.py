"""The heart of a worker: a thread that says it lives, and looks after what all workers share."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from articles.models.job import Job, Worker, silence
from articles.tasks import current
from articles.tasks.current import Standing
from articles.tasks.patience import patiently
from articles.tasks.schedule import enqueue_due, load_work
from articles.tasks.sweep import release_jobs_of, sweep_jobs

# Seconds: how soon a person sees progress, and a job hears that it was cancelled.
_TICK: Final = 2.0
_BEATS_BEFORE_SILENCE: Final = 6
_logger: Final = logging.getLogger(__name__)


class Beat:
    """Keep a worker's row fresh while the block lasts; stop its job if it has lost that."""

    def __init__(self, worker: str, *, each: Callable[[], object] = lambda: None) -> None:
        """Call `each` with every beat."""
        self._worker = worker
        self._each = each
        self._interval = silence().total_seconds() / _BEATS_BEFORE_SILENCE
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="beat", daemon=True)
        self._told: Standing | None = None
        self._told_at = 0.0
        self._ahead = _clock_ahead()
        self._trusts_at = 0.0

    def __enter__(self) -> Self:
        load_work()
        # One of this name that ended before its job did was this one's predecessor.
        patiently(lambda: release_jobs_of(self._worker))
        patiently(self._tell)
        patiently(_look_after_all)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ends.set()
        self._thread.join(self._interval)
        # Whoever cannot say so is silent soon.
        try:
            Worker.objects.filter(name=self._worker).delete()
        except (DatabaseError, InterfaceError) as gone:
            _logger.warning("The end of worker %s is not written down: %s", self._worker, gone)

    def _run(self) -> None:
        try:
            while not self._ends.wait(min(_TICK, self._interval)):
                self._each()
                self._beat()
                close_old_connections()
        finally:
            connection.close()

    def _beat(self) -> None:
        """Do what is due; what the database does not take is due again."""
        self._watch_clock()
        try:
            job = current.current_job()
            if job and not Job.objects.held(job).exists():
                current.interrupt(job)
            if time.monotonic() - self._told_at >= self._interval:
                self._tell()
                if time.monotonic() >= self._trusts_at:
                    _look_after_all()
            elif current.standing() != self._told:
                self._tell()
        except (DatabaseError, InterfaceError) as error:
            _logger.warning("A worker's beat was missed: %s", error)
        except Exception:
            _logger.exception("A worker's beat failed")

    def _watch_clock(self) -> None:
        """Judge nobody's silence until all have spoken since the clock was set."""
        before, self._ahead = self._ahead, _clock_ahead()
        if abs(self._ahead - before) > self._interval:
            self._trusts_at = time.monotonic() + 2 * self._interval

    def _tell(self) -> None:
        told = current.standing()
        values = {"seen_at": timezone.now(), **told._asdict()}
        Worker.objects.update_or_create(name=self._worker, defaults=values)
        self._told, self._told_at = told, time.monotonic()


def _clock_ahead() -> float:
    """Return by how many seconds the clock is ahead of one that nobody sets."""
    return time.time() - time.monotonic()


def _look_after_all() -> None:
    sweep_jobs()
    enqueue_due()
