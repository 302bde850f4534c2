"""What imports have workers do: parts of shared runs, and runs that a request has no time for."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone
from django_tasks import task

from articles.importing.chunks import take
from articles.importing.pipeline import UndoneMeanwhile
from articles.importing.reparse import REPARSES, go_on_with
from articles.models import ImportRun
from articles.tasks.current import tell_progress
from articles.tasks.queue import GiveUp


@task(attempts=6, pause=5)
def import_chunk(chunk: int) -> None:
    """Import a part of a run that machines share."""
    # A name of its own: who takes a chunk up anew under an old one would be taken for that.
    take.do_chunk(chunk, uuid4().hex)


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
