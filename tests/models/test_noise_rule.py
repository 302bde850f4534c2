"""Noise lines: what the database holds them to, and that imports go by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.documents.source import Source, SourceMetadata
from articles.importing import workers
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.reparse import reparse_documents
from articles.importing.sources.selection import Selection
from articles.models import Article, NoiseRule, Paragraph
from articles.models.noise_rule import NoiseState
from articles.noise.decide import NoiseDecision, decide
from tests.documents.make import SENTENCE, make_source
from tests.make import make_imported, make_noise_line

pytestmark = pytest.mark.django_db

PROMO = "The harbour bell rings for you each morning, in seven minutes and in your letter box."
VERROW = SourceMetadata(publisher="The Verrow Courier")


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"state": "sure"},
        {"decided_at": None},
        {"state": NoiseState.PROPOSED, "decided_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"state": NoiseState.PROPOSED, "publisher": ""},
        {"documents": 2, "as_text": 3},
    ],
    ids=lambda wrong: " ".join(wrong),
)
def test_the_database_refuses_a_line_that_makes_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_noise_line(**{"text": PROMO, "publisher": "Verrow", **wrong})
    assert not NoiseRule.objects.exists()


def test_a_line_is_there_once_for_each_publisher_and_once_for_all() -> None:
    for publisher in ("Verrow", "Hesk", ""):
        make_noise_line(PROMO, publisher)
    for publisher in ("Verrow", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_noise_line(PROMO, publisher)


def test_a_line_may_be_longer_than_an_index_row() -> None:
    long = "A very long line indeed. " * 2_000
    make_noise_line(long)
    assert NoiseRule.objects.of("", long).exists()
    assert not NoiseRule.objects.of("", f"{long}.").exists()


def test_an_import_goes_by_them() -> None:
    make_noise_line(PROMO, VERROW.publisher)
    ours, others = (
        make_imported(SENTENCE, PROMO, SENTENCE[::-1], metadata=metadata)
        for metadata in (VERROW, SourceMetadata(publisher="The Hesk Post"))
    )
    assert kinds(ours) == ["body", "noise", "body"]
    assert kinds(others) == ["body", "body", "body"]


def test_a_proposed_line_changes_nothing() -> None:
    make_noise_line(PROMO, VERROW.publisher, state=NoiseState.PROPOSED)
    assert kinds(make_imported(SENTENCE, PROMO, SENTENCE[::-1], metadata=VERROW))[1] == "body"


def test_worker_processes_go_by_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WORTH_STARTING", 3)
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 2)
    make_noise_line(PROMO)
    list(import_documents(documents(), Options(processes=2, total=8)))
    noise = Paragraph.objects.filter(noise=True, article__in=Article.objects.all())
    assert noise.filter(unmarked="", markup=PROMO).count() == 8


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_decided_while_an_import_runs_holds_for_all_of_it(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "WORTH_STARTING", 3)
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 2)
    running = iter(import_documents(documents(), Options(processes=processes, total=8)))
    for _ in range(4):
        next(running)
    decide(NoiseDecision("", PROMO, NoiseState.NOISE), by=None)
    list(running)
    assert Paragraph.objects.filter(noise=True, markup=PROMO).count() == 8


def test_what_is_forgotten_while_a_re_parse_runs_is_forgotten_in_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    list(import_documents(documents(), Options()))
    assert not Paragraph.objects.filter(noise=True).exists()
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 2)
    make_noise_line(PROMO)
    running = iter(reparse_documents(Selection(), Options()))
    for _ in range(4):
        next(running)
    decide(NoiseDecision("", PROMO, None), by=None)
    list(running)
    assert not Paragraph.objects.filter(noise=True).exists()


def documents() -> Iterator[Source]:
    for number in range(8):
        yield make_source(
            f"{number}. {SENTENCE}", PROMO, f"{SENTENCE} {number}", external_id=str(number)
        )


def kinds(article: Article) -> list[str]:
    return ["noise" if p.noise else p.kind for p in article.paragraphs.all()]
