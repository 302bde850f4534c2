from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, Final

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import store
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.models import Article, ArticleWords, Edition, EditionWords
from articles.models.version import Reason
from articles.publishing.publish import publish, withdraw
from articles.search import find
from articles.search.find import best_matching, matching, matching_counted
from articles.search.query import parse_query
from articles.search.texts import LONGEST
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

pytestmark = pytest.mark.django_db

# What is a word, a sign or an order to FTS5, to a tsquery or to our own form of a query.
PIECES: Final = (
    "harbour", "harbour*", "ferries", "café", "政府", "政", "รัฐบาล", "гавань", "-harbour", "AND",
    "OR", "NOT", "NEAR(", "NEAR/2", "author:", "author:lowen", "topic:", "headline:", "publisher:x",
    "on:2026", "after:2020-01", "before:9999-12-31", "on:0000", "words:", "rank", "headline=x",
    '"', "'", "“", "»", "(", ")", ":*", "*", "^", "+", "-", "--", "&", "|", "!", "<->", "<2>",
    "\\", "{", "}", ";", "%", "%s", "_", "=", "\0", "\t", "\u200f", "\ufeff", "\U0010ffff",
    "\u0301", "ﬁ", "ß", "١٢",
)  # fmt: skip


def headlines(typed: str) -> list[str]:
    found = matching(Edition.objects.live(), parse_query(typed))
    return list(found.values_list("headline", flat=True))


def titles(typed: str) -> list[str]:
    found = matching(Article.objects.all(), parse_query(typed))
    return list(found.values_list("headline", flat=True))


def live(headline: str, *texts: str, published: str = "", **fields: Any) -> Article:
    """An article that readers see, with these paragraphs."""
    paragraphs = [
        make_paragraph(f"p{number}", text) for number, text in enumerate(texts or ("X.",))
    ]
    metadata = Metadata(published=published, **fields.pop("metadata", {}))
    section = make_section("s1", *paragraphs, **fields.pop("section", {}))
    document = make_document(section, headline=Line(headline), metadata=metadata, **fields)
    article = make_article(document)
    publish(article)
    return article


def test_it_finds_what_an_article_says_wherever() -> None:
    live(
        "Pier closed",
        "The <em>café</em> stays open.",
        standfirst=Line("For a week."),
        bylines=("Pia Lowen",),
        section={"heading": Line("What is closed")},
        metadata={"topics": ("Harbour",), "publisher": "Coastal Mail", "kicker": "Storm"},
    )
    live("Another", "Nothing of that.")

    for typed in (
        "pier", "PIER", "cafe", "week", "lowen", '"what is closed"', "harbour", "mail", "storm",
        "pi*", "author:pia", 'author:"pia lowen"', "topic:harbour", "publisher:coastal",
        "headline:pier", "pier closed week", "pier -nothing", "-nothing",
    ):  # fmt: skip
        assert headlines(typed) == titles(typed) == ["Pier closed"], typed
    for typed in (
        "pierr",
        '"closed pier"',
        "author:pier",
        "topic:pia",
        "pier -cafe",
        '"lowen for"',
    ):
        assert headlines(typed) == titles(typed) == [], typed


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("政府工作報告二〇二四", "工作"),
        ("政府工作報告", "政"),
        ("政府工作報告", "告"),
        ("รัฐบาลไทย", "รัฐบาล"),
        ("정부는 오늘", "정부"),
        ("أحمد في المدرسة", "احمد"),
        ("Ærø og Łódź", "lodz aero"),
        ("हिन्दी में", "हिन्दी"),
    ],
)
def test_it_finds_words_of_every_script(text: str, typed: str) -> None:
    live("Found", text)
    live("Not found", "府金 作工 สวัสดี 부정 محمد दिन")

    assert headlines(typed) == ["Found"]


def test_what_is_published_last_comes_first_and_days_bound_it() -> None:
    live("Old", "A ferry.", published="2009-05-03T10:00:00+00:00")
    live("New", "A ferry.", published="2019-05-03T10:00:00+00:00")
    live("Middle", "A ferry.", published="2014-05-03T10:00:00+00:00")
    live("Before the epoch", "A ferry.", published="1912-04-15T02:20:00+00:00")

    assert headlines("ferry") == ["New", "Middle", "Old", "Before the epoch"]
    assert headlines("ferry after:2010 before:2015") == ["Middle"]
    assert headlines("on:2019-05-03") == ["New"]
    assert headlines("before:1950") == ["Before the epoch"]


def test_the_best_match_says_it_in_its_headline() -> None:
    in_text = live("A long day", "The storm came. " + "Other things happened, too. " * 30)
    in_headline = live("Storm over Holm", "It came at night. " + "Other things happened. " * 30)
    often = live("A night", "Storm after storm after storm. " + "Other things happened. " * 5)

    keys = best_matching(Edition.objects.live(), parse_query("storm"))

    found = [Edition.objects.get(pk=key).article_id for key in keys]
    assert found[-1] == in_text.pk
    assert set(found) == {in_text.pk, in_headline.pk, often.pk}


@pytest.mark.parametrize("typed", ["pier", "piers", "PIERS", "closing pier", "pier -ferry"])
def test_it_finds_other_forms_of_words(typed: str) -> None:
    live("Two piers closed", "For ferries.", language="en")

    assert headlines(typed) == titles(typed) == ["Two piers closed"]
    assert len(best_matching(Edition.objects.live(), parse_query(typed))) == 1


@pytest.mark.parametrize(
    "typed",
    [
        '"pier"', '"two pier"', "pie*", "headline:pier", "author:lowens", "pier -piers",
        "pier close two for ferry", "Piere",
    ],
)  # fmt: skip
def test_it_finds_what_is_asked_for_exactly_as_it_stands(typed: str) -> None:
    live("Two piers closed", "For ferries.", bylines=("Pia Lowen",), language="en")

    found = headlines(typed)

    assert found == titles(typed) == (["Two piers closed"] if typed == "pie*" else [])


def test_a_form_is_found_in_its_own_language_and_where_none_is_known() -> None:
    live("Les portes", language="fr")
    live("Le porte", language="it")
    live("Porte, in no language")
    live("Portes, in no language")

    assert headlines("portes") == ["Portes, in no language", "Porte, in no language", "Les portes"]
    assert headlines("porta") == ["Porte, in no language", "Le porte"]


def test_words_as_they_were_typed_come_before_their_forms() -> None:
    typed = live("A day", "The storm came. " + "Other things happened, too. " * 30, language="en")
    live("Storms", "Storms after storms after storms.", language="en")
    in_headline = live("Storming", "It came.", language="en")
    in_text = live("A night", "Storming. " + "Other things happened. " * 30, language="en")

    keys = best_matching(Edition.objects.live(), parse_query("storm"))

    found = [Edition.objects.get(pk=key).article_id for key in keys]
    assert len(found) == 4
    assert found[0] == typed.pk
    assert found.index(in_headline.pk) < found.index(in_text.pk)


def test_readers_find_what_they_may_see_alone() -> None:
    make_article(make_document(headline=Line("A ferry draft")))
    withdrawn = live("A ferry withdrawn")
    withdraw(withdrawn)
    scheduled = make_article(make_document(headline=Line("A ferry to come")))
    publish(scheduled, live_from=timezone.now() + timedelta(days=1))
    live("A ferry, live", "Text.")

    assert headlines("ferry") == ["A ferry, live"]
    assert len(titles("ferry")) == 4


def test_noise_is_found_by_editors_alone() -> None:
    noise = make_paragraph("p2", "Subscribe to our letter", noise=True)
    publish(make_article(make_document(make_section("s1", make_paragraph(), noise))))

    assert titles("subscribe")
    assert not headlines("subscribe")


def test_a_changed_article_is_found_by_what_it_says_now() -> None:
    article = live("Pier closed", "It is shut.")
    document = store.load(article)
    changed = replace(document, headline=Line("Pier opened"))

    store.save(article.pk, changed, base=1, reason=Reason.EDIT)

    assert titles("opened") == ["Pier opened"]
    assert titles("closed") == []
    assert headlines("opened") == []
    assert headlines("closed") == ["Pier closed"]
    article.refresh_from_db()
    publish(article)
    assert headlines("opened") == ["Pier opened"]
    assert headlines("closed") == []
    assert EditionWords.objects.count() == 1


def test_what_is_deleted_for_good_leaves_no_words() -> None:
    article = live("Pier closed", "It is shut.")
    store.delete([article.pk])
    assert titles("pier") == []
    store.undelete(article.pk)
    assert titles("pier") == ["Pier closed"]

    store.delete([article.pk])
    store.purge([article.pk])

    assert not ArticleWords.objects.exists()
    assert not EditionWords.objects.exists()
    assert titles("pier") == []


def test_an_article_is_found_by_its_slug_and_no_longer_by_that_of_before() -> None:
    article = make_article(slug="low-tide")
    assert titles("tide")

    store.rename(article.pk, "high-water")

    assert titles("high-water")
    assert not titles("tide")


@pytest.mark.parametrize("cap", [1, 1_000])
@pytest.mark.parametrize("typed", ["pier", "pier -closed", "-closed", "before:1990", "nobody"])
def test_what_is_found_is_counted_at_once(
    typed: str, cap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("counts", "search.find"):
        monkeypatch.setattr(f"articles.{name}.CAP", cap)
    for headline in ("Pier closed", "Pier open", "A new pier"):
        live(headline)
    query = parse_query(typed)

    found, number = matching_counted(Edition.objects.live(), query)

    assert list(found) == list(matching(Edition.objects.live(), query))
    assert number == min(len(found), cap + 1)


@pytest.mark.parametrize("cap", [1, 1_000])
def test_few_rows_are_looked_at_one_by_one(cap: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "CAP", cap)
    pier, _harbour, _ferry = live("The pier"), live("The harbour"), live("The ferry")
    rows = Article.objects.filter(headline__in=("The pier", "The harbour"))

    for typed, expected in (("pier", [pier]), ("ferry", []), ("-harbour", [pier])):
        assert list(matching(rows, parse_query(typed), may_be_few=True)) == expected


def test_a_text_too_long_for_a_database_is_found_by_its_beginning() -> None:
    words = " ".join(f"w{number}x" for number in range(LONGEST // 5))

    live("Long", words)

    assert headlines("w5x") == ["Long"]
    assert headlines('"w70000x w70001x"') == []
    assert headlines(f"w{LONGEST // 5 - 1}x") == []


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.text(max_size=60) | st.text("\"'*-:()<>&|!^{}=\\\0 aAé政and OR NOT NEAR", max_size=40)
)
def test_whatever_is_typed_is_answered(db: None, typed: str) -> None:
    query = parse_query(typed)

    assert list(matching(Edition.objects.live(), query)[:2]) == []
    assert best_matching(Edition.objects.live(), query) == []


# Ten times a thousand.
@pytest.mark.parametrize("seed", range(10))
def test_any_of_ten_thousand_strings_is_answered(seed: int) -> None:
    for text in (
        "The harbour and its ferries",
        "Café 政府工作報告",
        "รัฐบาล гавань and or not near",
    ):
        live(text, f"By the way: {text}.")
    rows, random = Edition.objects.live(), Random(seed)

    lengths = []
    for _ in range(1_000):
        query = parse_query(hostile(random))
        found = set(matching(rows, query).values_list("pk", flat=True)) if query else set()
        if query.terms:
            assert set(best_matching(rows, query)) == found, query
        lengths.append(len(found))

    assert set(lengths) == {0, 1, 2, 3}


def hostile(random: Random) -> str:
    """Pieces of queries with and without spaces, and characters of any kind."""
    pieces = [
        random.choice(PIECES) if random.random() < 0.8 else chr(random.randrange(0xD800))
        for _ in range(random.randint(0, 7))
    ]
    return random.choice(("", " ")).join(pieces)
