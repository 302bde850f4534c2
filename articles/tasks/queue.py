"""The queue of jobs in the site's own database: a job waits once its transaction has ended.

A task may say how it is tried: `@task(attempts=4, pause=10)` is so many attempts, with so many
seconds before the second, four times as many before each after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import get_date_max

from articles.models.job import CANCELLED, Job

P = ParamSpec("P")
T = TypeVar("T")

ATTEMPTS: Final = 4
_GROWTH: Final = 4


class GiveUp(Exception):
    """Raised by work that no further attempt would help; its words say why, to people."""


class NotHere(Exception):
    """Raised by work that this machine cannot do, though another may; its words say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundTask(Task[P, T]):
    """Add to a task how often it is attempted, and how long it rests after its first failure."""

    attempts: int = ATTEMPTS
    pause: float = 10

    def next_attempt(self, made: int) -> datetime | None:
        """Return when to try again after so many attempts; None if those were all."""
        if made >= self.attempts:
            return None
        return timezone.now() + timedelta(seconds=self.pause * _GROWTH ** (made - 1))


class Queue(DatabaseBackend):
    """Keep jobs as rows, which workers look for."""

    task_class: Any = BackgroundTask

    def announce(self, jobs: Iterable[UUID]) -> None:
        """Tell workers of jobs that are due now. Those of this queue look for themselves."""

    def announce_lost(self) -> None:
        """Tell them again of those that are due, and of which they cannot know."""


def queue() -> Queue:
    return cast(Queue, default_task_backend)


def task_of(job: Job) -> BackgroundTask[Any, Any] | None:
    """Return the task of a job; None where this release has none of its name."""
    try:
        return cast(BackgroundTask[Any, Any], job.task)
    except (ImportError, SuspiciousOperation):
        return None


def try_again(job: Job) -> bool:
    """Let a job that failed or was cancelled wait anew; return False if it did neither."""
    again = Job.objects.failed().filter(pk=job.pk)
    if not again.update(
        status=TaskResultStatus.READY,
        run_after=get_date_max(),
        finished_at=None,
        worker_ids=[],
    ):
        return False
    queue().announce([job.pk])
    return True


def cancel(job: Job, *, by: str = "") -> bool:
    """Take a job out of the queue; return False if it has ended.

    One that is running is stopped by its worker, which hears of it within seconds.
    """
    going = Job.objects.filter(
        pk=job.pk, status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING)
    )
    values = {"exception_class_path": CANCELLED, "traceback": by, "return_value": None}
    return bool(going.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), **values))


def put_back(job: Job, *, counts: bool = True, why: str | None = None) -> bool:
    """Let a running job wait again; return False if it is not running any more.

    Unless it `counts`, the attempt is taken as not made.
    """
    values: dict[str, Any] = {} if why is None else {"traceback": why}
    values["worker_ids"] = job.worker_ids if counts else job.worker_ids[:-1]
    held = Job.objects.held(job)
    if not held.update(status=TaskResultStatus.READY, run_after=get_date_max(), **values):
        return False
    queue().announce([job.pk])
    return True
