"""The upkeep of the queue itself."""

from __future__ import annotations

from datetime import time

from django_tasks import task

from articles.tasks.schedule import every_day
from articles.tasks.sweep import prune


@every_day(at=time(4, 15))
@task()
def forget_ended_jobs() -> int:
    """Delete what is kept of jobs that ended long ago; return how many."""
    return prune()
