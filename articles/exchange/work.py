"""An import of more documents than a request has time for."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from articles.exchange.documents import FileGone, import_confirmed
from articles.importing.pipeline import UndoneMeanwhile
from articles.importing.work import begin_waiting
from articles.models import ImportRun
from articles.tasks.queue import GiveUp


@task()
def import_documents_of_upload(run: int) -> None:
    """Import a file that was confirmed on the desk, from where its run has got to."""
    begun = begin_waiting(run)
    try:
        import_confirmed(begun)
    except FileGone as error:
        ImportRun.objects.filter(pk=run).update(stopped_at=timezone.now())
        raise GiveUp(str(error)) from error
    except UndoneMeanwhile as error:
        raise GiveUp(str(error)) from error
