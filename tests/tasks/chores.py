"""Work for tests, as chapters have it in their module `work`."""

from __future__ import annotations

import time
from pathlib import Path

from django.utils import timezone
from django_tasks import TaskContext, task

from articles.models import Tombstone
from articles.tasks.current import tell_progress
from articles.tasks.queue import GiveUp


@task(pause=0)
def leave_a_mark(number: int, folder: str) -> int:
    """Do something once, however often it is called; the folder tells of each call.

    While the folder has a file `hold-NUMBER`, the job does not come to its end.
    """
    with (Path(folder) / "calls").open("a") as calls:
        calls.write(f"{number}\n")
    while (Path(folder) / f"hold-{number}").exists():
        time.sleep(0.02)
    Tombstone.objects.get_or_create(
        external_id=f"mark-{number}", defaults={"deleted_at": timezone.now()}
    )
    return number


@task(attempts=2, pause=0)
def stumble() -> None:
    raise ValueError("over a stone")


@task(attempts=3, pause=60)
def stumble_and_rest() -> None:
    raise ValueError("over a stone")


@task()
def refuse(why: str = "") -> None:
    raise GiveUp("There is no such article any more.")


@task(takes_context=True)
def count_attempts(context: TaskContext) -> int:
    tell_progress(1, 2)
    return context.attempt
