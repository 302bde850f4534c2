"""Jobs whose workers are silent -> back into the queue, and rows that nobody needs any more."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import TaskResultStatus

from articles.models.job import Job, Worker
from articles.tasks.queue import ATTEMPTS, put_back, queue, task_of

# For so long one can look at what became of a job.
KEPT: Final = timedelta(days=14)
_LOST: Final = "Its worker ended in the middle of it, or fell silent, {attempts} times."
_logger: Final = logging.getLogger(__name__)


def sweep_jobs() -> None:
    """Give the jobs of silent workers to others; tell workers of those that got lost."""
    alive = set(Worker.objects.alive().values_list("name", flat=True))
    for job in Job.objects.running():
        if job.worker not in alive:
            release(job)
    queue().announce_lost()


def release_jobs_of(worker: str) -> None:
    """Give away what a worker of this name was doing when it ended."""
    for job in Job.objects.running():
        if job.worker == worker:
            release(job)


def release(job: Job) -> None:
    """Take a running job from its worker: for the next, unless it has cost too many of them."""
    task = task_of(job)
    # Another release may have one that this has not.
    if job.attempts < (task.attempts if task else ATTEMPTS):
        if put_back(job):
            _logger.warning(
                "Worker %s is gone; its job %s (%s) goes to another.", job.worker, job.pk, job.name
            )
        return
    Job.objects.held(job).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path="",
        traceback=_LOST.format(attempts=job.attempts),
    )


def prune() -> int:
    """Delete the rows of jobs that ended long ago, and of workers; return how many jobs."""
    Worker.objects.abandoned().delete()
    ended = Job.objects.ended_before(timezone.now() - KEPT)
    return ended.delete()[0]
