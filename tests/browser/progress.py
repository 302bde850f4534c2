"""Runs inside the served site: an import as another process makes it go on and end."""

from __future__ import annotations

from django.utils import timezone

from articles.models import ImportRun
from articles.models.import_run import Outcome
from tests.make import make_item, make_running


def begin(total: int) -> None:
    """Print the number of the run."""
    print(make_running(total=total).pk)


def go_on(pk: int, created: int) -> None:
    run = ImportRun.objects.get(pk=pk)
    run.created, run.seen_at = created, timezone.now()
    run.save()


def end(pk: int) -> None:
    run = ImportRun.objects.get(pk=pk)
    make_item(run, Outcome.REJECTED, external_id="the last one")
    run.finished_at = timezone.now()
    run.save()
