"""A run that a worker does: it goes on where it was stopped, and counts no document twice."""

from __future__ import annotations

from typing import Any

import pytest

from articles.importing import pipeline
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.record import begin_run
from articles.importing.sources.selection import Selection
from articles.importing.work import hand_over, stop_waiting
from articles.models import ImportRun, Job, SourceDocument
from articles.models.import_run import RunKind, RunState
from articles.models.job import JobState
from tests.documents.make import SENTENCE, make_source
from tests.worked import work_off

pytestmark = pytest.mark.django_db


def begun(kind: RunKind = RunKind.REPARSE, *, outdated: bool = False) -> ImportRun:
    """A re-parse of three documents, of which the second cannot be read."""
    sources = [make_source(SENTENCE, external_id=f"{key}") for key in "abc"]
    list(import_documents(sources, Options()))
    SourceDocument.objects.update(parser_version=0)
    SourceDocument.objects.filter(external_id="b").update(format="papyrus")
    arguments = Selection(outdated=outdated).to_json()
    run = begin_run(kind, Options(total=3, arguments=arguments))
    hand_over(run)
    return run


@pytest.mark.parametrize("outdated", [False, True])
@pytest.mark.parametrize("kind", [RunKind.REPARSE, RunKind.PREVIEW])
def test_it_goes_on_where_it_was_stopped(
    monkeypatch: pytest.MonkeyPatch, kind: RunKind, outdated: bool
) -> None:
    run = begun(kind, outdated=outdated)
    monkeypatch.setattr(pipeline, "BATCH", 1)
    written = iter(range(2))

    def store(*args: Any) -> None:
        if next(written, None) is None:
            raise KeyboardInterrupt
        keep(*args)

    keep = pipeline.Pipeline._keep
    with monkeypatch.context() as stopping:
        stopping.setattr(pipeline.Pipeline, "_keep", lambda *args: store(*args))
        work_off()
    run.refresh_from_db()
    assert (run.state, run.done, run.rejected) == (RunState.STOPPED, 2, 1)
    Job.objects.update(run_after=run.started_at)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.done, run.rejected) == (RunState.FINISHED, 3, 1)
    assert run.items.count() == len(set(run.items.values_list("external_id")))


def test_a_run_that_is_gone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    begun().delete()
    work_off()
    job = Job.objects.get()
    assert job.state is JobState.FAILED
    assert "no such run" in job.error


def test_one_that_no_worker_will_begin_reads_as_stopped() -> None:
    run = begun()
    stop_waiting(run.pk)
    run.refresh_from_db()
    assert run.state is RunState.STOPPED
