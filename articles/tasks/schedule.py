"""What is due regularly -> a job, once for all machines; one that was missed is made up for, once.

    @every_day(at=time(3, 15))
    @task()
    def purge_trash() -> None: ...

stands in the module `work` of a chapter, where workers find it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task

from articles.models.job import Job, ScheduledTask

AnyTask = TypeVar("AnyTask", bound=Task[Any, Any])
# The module of a chapter that has its tasks.
WORK: Final = "work"


@dataclass(frozen=True, slots=True)
class Daily:
    at: time
    every: ClassVar = timedelta(days=1)

    def latest(self, now: datetime) -> datetime:
        """Return the last moment it was due, by the site's clock."""
        today = timezone.localtime(now)
        due = datetime.combine(today.date(), self.at, today.tzinfo)
        if due <= now:
            return due
        return datetime.combine(today.date() - timedelta(days=1), self.at, today.tzinfo)


@dataclass(frozen=True, slots=True)
class Hourly:
    minute: int
    every: ClassVar = timedelta(hours=1)

    def latest(self, now: datetime) -> datetime:
        """Return the last moment it was due."""
        due = now.replace(minute=self.minute, second=0, microsecond=0)
        return due if due <= now else due - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Regular:
    task: Task[Any, Any]
    rhythm: Daily | Hourly


_entries: Final[dict[str, Regular]] = {}


def every_day(*, at: time) -> Callable[[AnyTask], AnyTask]:
    """Have a task done once a day, by the site's clock."""
    return _entered(Daily(at))


def every_hour(*, minute: int = 0) -> Callable[[AnyTask], AnyTask]:
    """Have a task done once an hour."""
    return _entered(Hourly(minute))


def _entered(rhythm: Daily | Hourly) -> Callable[[AnyTask], AnyTask]:
    def enter(task: AnyTask) -> AnyTask:
        _entries[task.module_path] = Regular(task, rhythm)
        return task

    return enter


def load_work() -> None:
    """Import the work of every chapter, which enters what is regular."""
    app = apps.get_app_config(Job._meta.app_label)
    for path in sorted(Path(app.path).glob(f"*/{WORK}.py")):
        import_module(f"{app.name}.{path.parent.name}.{WORK}")


def enqueue_due(now: datetime | None = None) -> list[str]:
    """Enqueue what has become due since it was last asked for; return the names."""
    now = now or timezone.now()
    asked = _asked(now)
    return [
        path
        for path, entry in _entries.items()
        if _is_due(path, entry.rhythm.latest(now), asked.get(path), now)
        and _is_enqueued(path, entry, asked[path], now)
    ]


def _asked(now: datetime) -> dict[str, datetime]:
    """Return until when each was asked for.

    What a clock that was ahead has written, nothing would be due after until that time has come.
    """
    asked = dict(ScheduledTask.objects.values_list("path", "asked_until"))
    for path, until in asked.items():
        if path in _entries and until > now + _entries[path].rhythm.every:
            ScheduledTask.objects.filter(path=path, asked_until=until).update(asked_until=now)
            asked[path] = now
    return asked


def _is_due(path: str, due: datetime, asked_until: datetime | None, now: datetime) -> bool:
    if asked_until is None:
        # A task that is new here begins with its next turn.
        ScheduledTask.objects.get_or_create(path=path, defaults={"asked_until": now})
        return False
    return asked_until < due


@transaction.atomic
def _is_enqueued(path: str, entry: Regular, asked_until: datetime, now: datetime) -> bool:
    """Enqueue a task unless another machine has, or one that was asked for earlier still waits."""
    mine = ScheduledTask.objects.filter(path=path, asked_until=asked_until).update(asked_until=now)
    if not mine or Job.objects.waiting().of_task(path).exists():
        return False
    entry.task.enqueue()
    return True
