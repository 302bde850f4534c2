"""Lines that recur in a publisher's articles are proposed by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.documents.article.rows import article_rows
from articles.documents.source import Source, SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, Options, Plan
from articles.models import Article, NoiseRule
from articles.models.noise_rule import NoiseState
from articles.review.noise_proposals import propose as proposing
from articles.review.noise_proposals import recurrence
from articles.review.noise_proposals.propose import propose
from articles.review.noise_proposals.recurrence import Recurrence
from tests.documents.make import SENTENCE, make_document, make_paragraph, make_section, make_source
from tests.make import make_noise_line

pytestmark = pytest.mark.django_db

PROMO = "The harbour bell rings for you each morning, in seven minutes and in your letter box."


def own(number: int) -> str:
    return f"Ship number {number} came in with the tide, and nobody on board had a word to say."


def document(number: int, *strings: str, publisher: str = "Verrow") -> Source:
    texts = (own(number), *(strings or (PROMO,)), f"{SENTENCE} That was on day {number}.")
    return make_source(
        *texts, external_id=f"{number}", metadata=SourceMetadata(publisher=publisher)
    )


def imported(sources: Iterable[Source], plan: Plan = IMPORT) -> None:
    list(import_documents(sources, Options(), plan))


def proposed() -> list[str]:
    return list(NoiseRule.objects.proposed().values_list("text", flat=True))


def test_a_line_of_five_articles_is_proposed() -> None:
    imported(document(number) for number in range(5))
    line = NoiseRule.objects.get()
    assert (line.publisher, line.text, line.state) == ("Verrow", PROMO, "proposed")
    # They came in together, so it was noise in all of them already.
    assert (line.documents, line.as_text, line.created_by) == (5, 0, None)


def test_articles_that_come_one_by_one_count_as_well() -> None:
    for number in range(4):
        imported([document(number)])
    assert proposed() == []
    imported([document(4)])
    line = NoiseRule.objects.get()
    assert (line.documents, line.as_text) == (5, 5)


def test_other_markup_is_the_same_line() -> None:
    marked = PROMO.replace("harbour bell", "<b>harbour bell</b>")
    imported(document(number, PROMO if number % 2 else marked) for number in range(6))
    assert (NoiseRule.objects.get().text, NoiseRule.objects.get().documents) == (PROMO, 6)


def test_each_publisher_is_asked_for_itself_and_none_that_has_no_name() -> None:
    for name in ("Verrow", "Hesk", ""):
        imported(
            make_source(
                own(n), PROMO, external_id=f"{name}{n}", metadata=SourceMetadata(publisher=name)
            )
            for n in range(5)
        )
    assert set(NoiseRule.objects.values_list("publisher", flat=True)) == {"Verrow", "Hesk"}


def test_short_lines_recur_in_articles_too() -> None:
    imported(document(number, "What happens next?") for number in range(6))
    assert proposed() == []


def test_one_article_that_came_many_times_is_no_repetition() -> None:
    texts = (own(1), own(2), PROMO)
    metadata = SourceMetadata(publisher="Verrow")
    imported(make_source(*texts, external_id=str(n), metadata=metadata) for n in range(12))
    assert proposed() == []


def test_an_article_that_came_twice_counts_once() -> None:
    sources = [document(n, PROMO, own(n + 10), own(n + 20)) for n in (1, 1, 2, 2, 3, 4)]
    for number, source in enumerate(sources):
        imported([replace(source, external_id=f"again-{number}")])
    assert proposed() == []


def test_pages_that_repeat_more_than_they_say_are_different_articles_all_the_same() -> None:
    promos = [f"{PROMO} Number {number} of the seven bells." for number in range(7)]
    imported(document(number, *promos) for number in range(6))
    assert sorted(proposed()) == promos


def test_nothing_is_proposed_twice_or_once_it_is_decided() -> None:
    refused, everywhere = f"{PROMO} Refused.", f"{PROMO} Everywhere."
    make_noise_line(refused, "Verrow", state=NoiseState.TEXT)
    make_noise_line(everywhere)
    for start in (0, 10):
        imported(document(n, PROMO, refused, everywhere) for n in range(start, start + 6))
    assert proposed() == [PROMO]
    assert NoiseRule.objects.get(text=PROMO).documents == 6


def test_lines_that_recur_less_than_many_that_are_decided_are_proposed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(proposing, "MOST", 1)
    monkeypatch.setattr(proposing, "_TOGETHER", 4)
    decided = [f"{PROMO} Number {number}." for number in range(12)]
    for line in decided:
        make_noise_line(line, "Verrow")
    rare = [() if number == 0 else (PROMO,) for number in range(6)]
    imported(document(n, *decided, *more) for n, more in enumerate(rare))
    assert proposed() == [PROMO]


def test_headings_are_proposed_too() -> None:
    heading = "<h2>More from the harbour and its ships</h2>"
    imported(document(n, own(n + 50), heading, own(n + 100)) for n in range(6))
    assert proposed() == ["More from the harbour and its ships"]


def test_a_dry_run_proposes_nothing() -> None:
    imported((document(number) for number in range(6)), IMPORT.dry())
    assert proposed() == []
    assert not Article.objects.exists()


def test_it_asks_the_database_as_often_for_any_number_of_lines() -> None:
    assert queries(1) == queries(12)


def queries(lines: int) -> int:
    promos = tuple(f"{PROMO} Number {number}." for number in range(lines))
    publisher = f"Of {lines}"
    sources = [document(n, *promos, publisher=publisher) for n in range(6)]
    imported(replace(source, external_id=f"{publisher} {source.external_id}") for source in sources)
    NoiseRule.objects.all().delete()
    counting = counted(*[promos] * 6, publisher=publisher)
    with CaptureQueriesContext(connection) as asked:
        assert propose(counting) == lines
    return len(asked)


def counted(*documents: tuple[str, ...], publisher: str = "Verrow") -> Recurrence:
    counting = Recurrence()
    for texts in documents:
        section = make_section("s", *(make_paragraph(f"p{n}", t) for n, t in enumerate(texts)))
        counting.add(publisher, article_rows(make_document(section)))
    return counting


def test_what_is_held_is_bounded_and_a_frequent_line_is_found_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recurrence, "MOST_HELD", 50)
    counting = counted(*[(own(n), PROMO, own(n + 10_000)) for n in range(500)])
    assert counting.candidates(10)[0] == ("Verrow", PROMO)
    assert len(counting.candidates(1_000)) <= 50


def test_of_few_documents_each_line_is_looked_up_and_of_many_those_that_recur() -> None:
    assert len(counted((own(1), PROMO)).candidates(10)) == 2
    many = counted(*[(own(n), PROMO) for n in range(60)])
    assert many.candidates(10) == [("Verrow", PROMO)]
