"""What imports have workers do: parts of shared runs, and runs that a request has no time for."""

from __future__ import annotations

from contextlib import suppress
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.utils import get_module_path

from articles.importing.chunks import take
from articles.importing.pictures.bring_in import NotStarted, begin_pictures, go_on_with_pictures
from articles.importing.pictures.wanted import wanted_pictures
from articles.importing.pipeline import UndoneMeanwhile
from articles.importing.plan import Options
from articles.importing.reparse import REPARSES, go_on_with
from articles.models import ImportRun, Job, RunChunk
from articles.models.import_run import RunKind
from articles.models.job import JobState
from articles.models.run_chunk import OWN
from articles.tasks.current import tell_progress
from articles.tasks.queue import GiveUp, NotHere
from articles.tasks.schedule import every_hour

_GOING: Final = (JobState.WAITING, JobState.RUNNING)


@task(attempts=6, pause=5)
def import_chunk(chunk: int) -> None:
    """Import a part of a run that machines share."""
    # A name of its own: who takes a chunk up anew under an old one would be taken for that.
    try:
        take.do_chunk(chunk, uuid4().hex)
    except take.NotOnThisMachine as error:
        raise NotHere(str(error)) from error


def close_lost(run: ImportRun) -> None:
    """Give up the parts of a shared run whose jobs have ended without them, and say why.

    What no machine can do stops the run: with the other parts it would be the same.
    """
    for chunk in run.chunks.open().exclude(number=OWN):
        jobs = list(_jobs_of(chunk))
        if any(job.state in _GOING for job in jobs):
            continue
        if jobs and jobs[-1].exception_class_path == get_module_path(NotHere):
            take.stop_chunks(run, jobs[-1].error)
            return
        take.give_up(chunk, _why_lost(jobs))


def why_left(run: ImportRun) -> str:
    """Return why the last worker that came across a part of a shared run left it; or ""."""
    for chunk in run.chunks.open().exclude(number=OWN):
        for job in _jobs_of(chunk):
            if job.state is JobState.WAITING and job.error:
                return job.error
    return ""


def _jobs_of(chunk: RunChunk) -> QuerySet[Job]:
    of_task = Job.objects.of_task(import_chunk.module_path)
    return of_task.filter(args_kwargs__args__0=chunk.pk).order_by("enqueued_at")


def _why_lost(jobs: list[Job]) -> str:
    if not jobs:
        return "Its job is gone."
    if jobs[-1].state is JobState.CANCELLED:
        return "Its job was cancelled."
    return f"Its job has ended: {jobs[-1].error}"


@task()
def parse_again(run: int) -> None:
    """Do a re-parse that was begun, or its preview, from where it has got to."""
    begun = begin_waiting(run)
    if begun.kind not in REPARSES or begun.finished_at:
        return
    try:
        for number, _result in enumerate(go_on_with(begun), start=begun.done + 1):
            tell_progress(number, begun.total)
    except UndoneMeanwhile as error:
        raise GiveUp(str(error)) from error


def hand_over(run: ImportRun) -> None:
    """Leave a re-parse that was begun, or its preview, to a worker."""
    wait_for_worker(run)
    parse_again.enqueue(run=run.pk)


@task()
def bring_in_pictures(run: int) -> None:
    """Fetch the pictures that articles want, in a run that was begun, from where it has got to."""
    begun = begin_waiting(run)
    if begun.kind != RunKind.PICTURES or begun.finished_at:
        return
    try:
        for number, _result in enumerate(go_on_with_pictures(begun), start=begun.done + 1):
            tell_progress(number, begun.total)
    except (UndoneMeanwhile, NotStarted) as error:
        raise GiveUp(str(error)) from error


@every_hour(minute=40)
@task()
def look_for_pictures() -> None:
    """Begin a run where articles want pictures that may be fetched now, unless one is at work."""
    if not settings.CONTACT or next(wanted_pictures(), None) is None:
        return
    with suppress(NotStarted):
        hand_over_pictures(begin_pictures(Options()))


def hand_over_pictures(run: ImportRun) -> None:
    """Leave a run that fetches pictures to a worker."""
    wait_for_worker(run)
    bring_in_pictures.enqueue(run=run.pk)


def wait_for_worker(run: ImportRun) -> None:
    """Let a run wait, for any time, for a worker that begins it."""
    run.is_waiting = True
    run.save(update_fields=["is_waiting"])


def begin_waiting(run: int) -> ImportRun:
    """Return a run that a worker begins, or goes on with. Raises `GiveUp`."""
    now = timezone.now()
    ImportRun.objects.filter(pk=run, finished_at=None).update(
        is_waiting=False, stopped_at=None, seen_at=now
    )
    begun = ImportRun.objects.filter(pk=run).first()
    if begun is None:
        raise GiveUp("There is no such run any more.")
    return begun


def stop_waiting(run: int) -> None:
    """Let a run that no worker will begin any more read as stopped."""
    waiting = ImportRun.objects.filter(pk=run, is_waiting=True)
    waiting.update(is_waiting=False, stopped_at=timezone.now())
