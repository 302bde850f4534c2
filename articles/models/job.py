"""Background work: the jobs that wait and run, the workers that do them, what is due regularly.

A task is work that the program knows, by the name of its function; a job is one call of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

# What a cancelled job has in the place of an error.
CANCELLED: Final = "cancelled"


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobQuerySet(models.QuerySet["Job"]):
    def waiting(self) -> Self:
        """Return those that no worker has taken, also those that wait for their time."""
        return self.filter(status=TaskResultStatus.READY)

    def due(self) -> Self:
        """Return those that a worker may take now, the first one first."""
        now = Q(run_after=get_date_max()) | Q(run_after__lte=timezone.now())
        return self.waiting().filter(now)

    def due_since(self) -> datetime | None:
        """Return the moment since which the job is due that has waited longest."""
        at_once = Q(run_after=get_date_max())
        since = self.due().aggregate(
            enqueued=Min("enqueued_at", filter=at_once), timed=Min("run_after", filter=~at_once)
        )
        return min((moment for moment in since.values() if moment), default=None)

    def running(self) -> Self:
        return self.filter(status=TaskResultStatus.RUNNING)

    def of_task(self, path: str) -> Self:
        return self.filter(task_path=path)

    def ended_before(self, moment: datetime) -> Self:
        return self.filter(finished_at__lt=moment)

    def failed(self) -> Self:
        """Return those that failed for good, or were cancelled."""
        return self.filter(status=TaskResultStatus.FAILED)

    def in_state(self, state: JobState) -> Self:
        if state is JobState.CANCELLED:
            return self.failed().filter(exception_class_path=CANCELLED)
        if state is JobState.FAILED:
            return self.failed().exclude(exception_class_path=CANCELLED)
        return self.filter(status=next(each for each, shown in _STATES.items() if shown is state))

    def held(self, job: Job) -> Self:
        """Return the job while it is running under the claim that `job` was loaded with."""
        return self.running().filter(pk=job.pk, started_at=job.started_at)


class Job(DBTaskResult[Any, Any]):
    """Record one call of a task: its arguments, and what became of it.

    The row is the record of truth wherever the call is delivered, by the database or by a broker.
    """

    # Theirs gives rows without what is added here.
    objects = JobQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        proxy = True
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return its task's name as words: "purge trash"."""
        return self.task_path.rpartition(".")[2].replace("_", " ")

    @property
    def state(self) -> JobState:
        if self.status == TaskResultStatus.FAILED:
            is_cancelled = self.exception_class_path == CANCELLED
            return JobState.CANCELLED if is_cancelled else JobState.FAILED
        return _STATES[TaskResultStatus(self.status)]

    @property
    def attempts(self) -> int:
        """Return how often a worker has taken it."""
        return len(self.worker_ids)

    @property
    def is_put_off(self) -> bool:
        """Return whether it waits for a time that is to come."""
        return timezone.now() < self.run_after < get_date_max()

    @property
    def worker(self) -> str:
        """Return the name of the worker that took it last, or ""."""
        return self.worker_ids[-1] if self.worker_ids else ""

    @property
    def error(self) -> str:
        """Return in one line what its last attempt failed of, or ""."""
        lines = self.traceback.strip().splitlines()
        return lines[-1] if lines else ""


_STATES: Final = {
    TaskResultStatus.READY: JobState.WAITING,
    TaskResultStatus.RUNNING: JobState.RUNNING,
    TaskResultStatus.SUCCESSFUL: JobState.FINISHED,
}


class WorkerQuerySet(models.QuerySet["Worker"]):
    def alive(self) -> Self:
        """Return those that were heard of lately; a clock may have been ahead, and set right."""
        return self.filter(seen_at__range=_around(timezone.now(), silence()))

    def abandoned(self) -> Self:
        """Return those that have been silent for so long that nobody asks for them any more."""
        return self.exclude(seen_at__range=_around(timezone.now(), 10 * silence()))


def _around(moment: datetime, duration: timedelta) -> tuple[datetime, datetime]:
    return moment - duration, moment + duration


class Worker(models.Model):
    """Record that a worker lives, and how far it is with the job that it does."""

    name = models.CharField(max_length=200, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    job = models.UUIDField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.name


def silence() -> timedelta:
    """Return after how long without a word a worker is taken for dead."""
    return timedelta(seconds=settings.WORKER_SILENCE)


class ScheduledTask(models.Model):
    """Record up to which moment a regular task was asked for, once for all machines."""

    path = models.CharField(max_length=200, unique=True)
    asked_until = models.DateTimeField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.path
