"""An undo of more articles than a request has time for."""

from __future__ import annotations

from django.contrib.auth.models import User
from django_tasks import task

from articles.models import ImportRun
from articles.tasks.current import tell_progress
from articles.tasks.queue import GiveUp
from articles.undo.undo import StillRunning, Undo


@task()
def undo_run(run: int, by: int | None = None, force: bool = False) -> str:
    """Undo a run, or what is left of it; return what it came to, in words."""
    undone = ImportRun.objects.filter(pk=run).first()
    if undone is None:
        raise GiveUp("There is no such run any more.")
    undo = Undo(undone, force=force, by=User.objects.filter(pk=by).first() if by else None)
    total = undo.total
    try:
        for number, _result in enumerate(undo, start=1):
            tell_progress(number, total)
    except StillRunning as error:
        raise GiveUp(str(error)) from error
    return str(undo.summary)
