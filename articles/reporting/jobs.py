"""What people do with a job: the run that it is about goes along."""

from __future__ import annotations

from articles.importing.work import stop_waiting, wait_for_worker
from articles.models import ImportRun, Job
from articles.tasks.queue import cancel, try_again


def run_about(job: Job) -> int | None:
    """Return the number of the run that a job is about."""
    found = job.args_kwargs.get("kwargs", {}).get("run")
    return found if isinstance(found, int) else None


def try_job_again(job: Job) -> bool:
    """Let a job that failed or was cancelled wait anew; return False if it did neither."""
    is_waiting = try_again(job)
    for run in ImportRun.objects.filter(pk__in=[run_about(job)], finished_at=None):
        if is_waiting:
            wait_for_worker(run)
    return is_waiting


def cancel_job(job: Job, *, by: str = "") -> bool:
    """Take a job out of the queue, or stop it; return False if it has ended."""
    is_cancelled = cancel(job, by=by)
    if is_cancelled and (run := run_about(job)):
        stop_waiting(run)
    return is_cancelled
