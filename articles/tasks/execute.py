"""One job -> claimed by a worker, done, and its end written down, wherever it came from.

Claims are what keeps a job from being done by two: a worker that was taken for dead has lost its
claim, and whatever it writes of the job's end after that is not taken.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from traceback import format_exception
from typing import Any, Final, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskContext, TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import get_module_path, normalize_json

from articles.models.job import Job, JobQuerySet
from articles.tasks.current import Interrupted, doing
from articles.tasks.elsewhere import left_alone, turn_down
from articles.tasks.patience import patiently
from articles.tasks.queue import BackgroundTask, GiveUp, NotHere, put_back, queue, task_of

_logger: Final = logging.getLogger(__name__)


def take_next(worker: str) -> Job | None:
    """Return the job that is due first, now the worker's; None where none is."""
    return _take(Job.objects.due(), worker)


def take(key: UUID, worker: str) -> Job | None:
    """Return this job, now the worker's; None if it is not due: another has it, or it has ended."""
    return _take(Job.objects.due().filter(pk=key), worker)


def _take(due: JobQuerySet, worker: str) -> Job | None:
    due = due.exclude(task_path__in=left_alone())
    # A look takes no lock; most of the time there is nothing.
    if not due.exists():
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        if job:
            job.claim(worker)
    return job


def execute(job: Job) -> None:
    """Do a job that was claimed, and write down what became of it."""
    task = task_of(job)
    if task is None:
        _leave_to_others(job, None, NotHere(f"This release has no task {job.task_path}."))
        return
    task_started.send(type(queue()), task_result=job.task_result)
    try:
        with doing(job):
            value = normalize_json(_call(job, task))
    except Interrupted:
        # No failure of the work: the same attempt is made again by another worker. A job that is
        # not this worker's any more stays as it is.
        patiently(partial(put_back, job, counts=False))
    except NotHere as error:
        _leave_to_others(job, task, error)
    except BaseException as error:
        _fail(job, task, error)
    else:
        _succeed(job, value)


def _call(job: Job, task: BackgroundTask[Any, Any]) -> Any:
    result = job.task_result
    first = (TaskContext(task_result=cast(Any, result)),) if task.takes_context else ()
    return task.call(*first, *result.args, **result.kwargs)


def _succeed(job: Job, value: Any) -> None:
    job.status, job.finished_at, job.return_value = (
        TaskResultStatus.SUCCESSFUL,
        timezone.now(),
        value,
    )
    job.exception_class_path = job.traceback = ""
    if _is_written(job, "status", "finished_at", "return_value"):
        task_finished.send(type(queue()), task_result=job.task_result)


def _fail(job: Job, task: BackgroundTask[Any, Any] | None, error: BaseException) -> None:
    """Write down a failure: to be tried again after a while, or for good."""
    is_told = isinstance(error, GiveUp | NotHere)
    again = None if is_told or task is None else task.next_attempt(job.attempts)
    job.exception_class_path = get_module_path(type(error))
    # What work says itself is for people.
    job.traceback = str(error) if is_told else "".join(format_exception(error))
    if again is None:
        job.status, job.finished_at = TaskResultStatus.FAILED, timezone.now()
        if _is_written(job, "status", "finished_at") and task:
            task_finished.send(type(queue()), task_result=job.task_result)
        return
    job.status, job.run_after = TaskResultStatus.READY, again
    if _is_written(job, "status", "run_after"):
        _logger.warning("Job %s (%s) failed and is tried again: %r", job.pk, job.name, error)
        if again <= timezone.now():
            queue().announce([job.pk])


def _leave_to_others(job: Job, task: BackgroundTask[Any, Any] | None, error: NotHere) -> None:
    """Put back what another worker may be able to do, unless none has come for it in a while."""
    if not turn_down(job):
        _fail(job, task, error)
        return
    _logger.warning("Job %s (%s) is left to another worker: %s", job.pk, job.name, error)
    patiently(partial(put_back, job, counts=False, why=str(error)))


def _is_written(job: Job, *names: str) -> bool:
    """Write the end of an attempt, unless the job is not this worker's any more."""
    values = {name: getattr(job, name) for name in (*names, "exception_class_path", "traceback")}
    write: Callable[[], int] = partial(Job.objects.held(job).update, **values)
    return bool(patiently(write))
