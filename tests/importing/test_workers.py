"""Many documents are prepared in worker processes; what comes of them is the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from multiprocessing import active_children

import pytest

from articles import store
from articles.documents.article.model import ArticleDocument
from articles.documents.prepare import PreparedDocument
from articles.documents.source import Source
from articles.importing import workers
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.workers import WorkerLost, Workers, answer_of
from articles.models import Article, RunItem
from tests.documents.make import SENTENCE, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are started for the second batch already."""
    monkeypatch.setattr(workers, "WORTH_STARTING", 3)
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 3)


def documents() -> Iterator[Source]:
    for number in range(14):
        texts = ["", ""] if number == 8 else [f"{number}. {SENTENCE}", f"<b>Noted</b> {number}"]
        yield make_source(*texts, external_id=f"{number}.txt")


def imported(processes: int) -> dict[str, ArticleDocument]:
    list(import_documents(documents(), Options(processes=processes, total=14)))
    return {article.external_id: store.load(article) for article in Article.objects.all()}


def test_workers_make_the_same_articles_in_the_same_order() -> None:
    apart = imported(processes=2)
    order = list(RunItem.objects.order_by("pk").values_list("external_id", "outcome"))
    Article.objects.all().delete()
    RunItem.objects.all().delete()
    assert imported(processes=1) == apart
    assert list(RunItem.objects.order_by("pk").values_list("external_id", "outcome")) == order
    assert order[8] == ("8.txt", "rejected")


def test_they_step_back_for_who_answers_people() -> None:
    with Workers(2, expected=1_000) as many:
        assert many._started().submit(os.nice, 0).result() > os.nice(0)


def test_few_documents_start_no_process() -> None:
    with Workers(2, expected=2) as few:
        [prepared] = answer_of(few.submit([make_source(SENTENCE)]))
        assert isinstance(prepared, PreparedDocument)
        assert few.ahead == 0


def test_unasked_for_they_are_started_where_there_are_thousands() -> None:
    with Workers(2, expected=workers.WORTH_UNASKED - 1, are_asked_for=False) as fewer:
        for number in range(3):
            answer_of(fewer.submit([make_source(SENTENCE, external_id=f"{number}")]))
        assert fewer.ahead == 0


def test_a_worker_that_is_killed_stops_the_import_with_words() -> None:
    with Workers(2, expected=100) as many:
        many.submit([make_source(SENTENCE)] * 3)
        waiting = many.submit([make_source(SENTENCE)])
        answer_of(waiting)
        for process in active_children():
            process.kill()
        with pytest.raises(WorkerLost, match="What was stored stays"):
            answer_of(many.submit([make_source(SENTENCE)]))
