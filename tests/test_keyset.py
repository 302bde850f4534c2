"""Pages by where they begin: each row once, whatever the order, and no row read in vain."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from articles.keyset import Keyset, KeysetPage
from articles.models import Article, Edition
from tests.plans import plan_as_for_many, slow_steps
from tests.site.make import make_article

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
ORDERS = [
    ("-changed_at", "-id"),
    ("changed_at", "id"),
    ("-changed_at", "id"),
    ("language", "-id"),
    ("-language", "changed_at", "id"),
    ("id",),
    ("-published_at", "-id"),
    ("published_at", "id"),
    ("published_at", "-id"),
]


def make_articles(number: int) -> None:
    """Articles of which many tie, and of which some have no date."""
    Article.objects.bulk_create(
        Article(
            headline=f"Headline {index}",
            slug=f"slug-{index}",
            language=["en", "de", ""][index % 3],
            changed_at=NEW_YEAR + timedelta(days=index % 4),
            published_at=NEW_YEAR + timedelta(days=index % 2) if index % 5 < 3 else None,
        )
        for index in range(number)
    )


def read(order: tuple[str, ...], address: str = "", size: int = 4) -> KeysetPage[Article]:
    return Keyset(*order).page(Article.objects.all(), QueryDict(address.removeprefix("?")), size)


def forwards(order: tuple[str, ...]) -> list[list[Article]]:
    page = read(order)
    pages = [list(page.rows)]
    while page.has_next:
        page = read(order, page.next_address())
        pages.append(list(page.rows))
    return pages


def backwards(order: tuple[str, ...]) -> list[list[Article]]:
    page = read(order, "before=")
    pages = [list(page.rows)]
    while page.has_previous:
        page = read(order, page.previous_address())
        pages.append(list(page.rows))
    return pages


def in_order(order: tuple[str, ...]) -> list[Article]:
    """All articles, sorted here: what has no value comes last."""
    rows = list(Article.objects.all())
    for column in reversed(order):
        name = column.removeprefix("-")
        filled = [row for row in rows if getattr(row, name) is not None]
        filled.sort(key=lambda row: getattr(row, name), reverse=column.startswith("-"))
        rows = filled + [row for row in rows if getattr(row, name) is None]
    return rows


@pytest.mark.parametrize("order", ORDERS)
def test_going_on_shows_each_row_once_and_in_order(order: tuple[str, ...]) -> None:
    make_articles(22)
    pages = forwards(order)
    assert [len(page) for page in pages] == [4, 4, 4, 4, 4, 2]
    assert list(chain.from_iterable(pages)) == in_order(order)


@pytest.mark.parametrize("order", ORDERS)
def test_going_back_from_the_end_shows_each_row_once(order: tuple[str, ...]) -> None:
    make_articles(24)
    pages = backwards(order)
    assert [len(page) for page in pages] == [4] * 6
    assert list(chain.from_iterable(reversed(pages))) == in_order(order)


@pytest.mark.parametrize("order", ORDERS)
def test_going_back_leads_to_the_page_that_one_came_from(order: tuple[str, ...]) -> None:
    make_articles(13)
    first = read(order)
    second = read(order, first.next_address())
    third = read(order, second.next_address())
    back = read(order, third.previous_address())
    assert (back.rows, back.next_cursor) == (second.rows, second.next_cursor)


def test_the_first_page_has_none_before_it_and_the_last_none_after() -> None:
    make_articles(8)
    first, last = read(("id",)), read(("id",), "before=")
    assert (first.has_previous, first.has_next) == (False, True)
    assert (last.has_previous, last.has_next) == (True, False)


def test_what_fits_on_one_page_has_no_other() -> None:
    make_articles(4)
    for page in (read(("id",)), read(("id",), "before=")):
        assert len(page.rows) == 4
        assert (page.has_previous, page.has_next) == (False, False)


def test_a_list_without_rows_is_a_page_without_rows() -> None:
    for address in ("", "before="):
        page = read(("-changed_at", "-id"), address)
        assert (page.rows, page.has_previous, page.has_next) == ([], False, False)


def test_going_back_to_less_than_a_page_shows_the_first_page_whole() -> None:
    make_articles(10)
    page = read(("id",), read(("id",), size=2).next_address())
    back = read(("id",), page.previous_address())
    assert [len(back.rows), back.has_previous, back.has_next] == [4, False, True]


def test_a_row_that_comes_first_moves_no_other_page() -> None:
    make_articles(9)
    address = read(("-id",)).next_address()
    before = read(("-id",), address)
    make_article("newer")
    assert read(("-id",), address).rows == before.rows


def test_where_all_that_followed_is_gone_the_way_back_is_the_last_page() -> None:
    make_articles(6)
    address = read(("id",)).next_address()
    Article.objects.filter(pk__in=[row.pk for row in read(("id",), address).rows]).delete()
    empty = read(("id",), address)
    assert (empty.rows, empty.has_next) == ([], False)
    assert len(read(("id",), empty.previous_address()).rows) == 4


def test_only_the_list_it_was_given_is_paged() -> None:
    make_articles(20)
    english = Article.objects.filter(language="en")
    page = Keyset("-id").page(english, QueryDict(), 3)
    page = Keyset("-id").page(english, QueryDict(page.next_address().removeprefix("?")), 3)
    assert [row.headline for row in page.rows] == ["Headline 9", "Headline 6", "Headline 3"]


def test_columns_of_other_tables_are_ordered_by_too() -> None:
    make_articles(6)
    editions = [article_edition(article) for article in Article.objects.order_by("id")]
    page = Keyset("-article__headline", "id").page(Edition.objects.all(), QueryDict(), 2)
    page = Keyset("-article__headline", "id").page(
        Edition.objects.all(), QueryDict(page.next_address().removeprefix("?")), 2
    )
    assert page.rows == [editions[3], editions[2]]


def article_edition(article: Article) -> Edition:
    version = article.versions.create(number=1, content={}, reason="edit")
    return Edition.objects.create(
        article=article, version=version, slug=article.slug, headline=article.headline, body="",
        first_published_at=NEW_YEAR, live_from=NEW_YEAR,
    )  # fmt: skip


def test_addresses_keep_what_else_was_asked_for() -> None:
    make_articles(9)
    page = read(("id",), "q=a+b&topic=x&topic=y&before=")
    parameters = QueryDict("q=a+b&topic=x&topic=y&after=old")
    assert page.previous_address(parameters).startswith("?q=a+b&topic=x&topic=y&before=")
    assert read(("id",)).next_address(parameters).count("after=") == 1


def test_an_address_is_short() -> None:
    make_articles(9)
    assert len(read(("-changed_at", "-id")).next_address()) < 50


def cursor(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "hostile",
    [
        "x", "%00", "é", "=", "0" * 5000, cursor(None), cursor({}), cursor([]), cursor([1]),
        cursor([1, 2, 3]), cursor([None, 1]), cursor([1, None]), cursor(["1; DROP", 1]),
        cursor([10**30, 1]), cursor([1, 10**30]), cursor([1, -(10**19)]), cursor([1.5, 1]),
        cursor([[1], 1]), cursor([1, "x"]), cursor([float("inf"), 1]), cursor([True, 1]),
        urlsafe_b64encode(b"[" * 9000).decode(), urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["after", "before"])
def test_a_cursor_that_names_no_place_shows_the_first_page(name: str, hostile: str) -> None:
    make_articles(9)
    page = read(("-changed_at", "-id"), f"{name}={hostile}")
    assert page.rows == read(("-changed_at", "-id")).rows
    assert not page.has_previous


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 5000, "'", "%s"])
def test_no_text_in_a_cursor_is_an_error(text: str) -> None:
    make_articles(9)
    assert read(("language", "id"), f"after={cursor([text, 1])}").has_next in (True, False)


class AnyCursor(TestCase):
    @settings(deadline=None)
    @given(st.text(), st.sampled_from(["after", "before"]), st.sampled_from(ORDERS))
    def test_no_cursor_is_an_error(self, text: str, name: str, order: tuple[str, ...]) -> None:
        parameters = QueryDict(mutable=True)
        parameters[name] = text
        assert Keyset(*order).page(Article.objects.all(), parameters, 4).rows == []

    @settings(deadline=None)
    @given(
        st.lists(st.none() | st.integers() | st.text() | st.floats() | st.booleans(), max_size=3),
        st.sampled_from(ORDERS),
    )
    def test_no_place_is_an_error(self, place: list[object], order: tuple[str, ...]) -> None:
        parameters = QueryDict(f"after={cursor(place)}")
        assert Keyset(*order).page(Article.objects.all(), parameters, 4).rows == []


def test_the_date_of_a_cursor_is_exact_to_the_microsecond() -> None:
    make_articles(3)
    for index, article in enumerate(Article.objects.all()):
        moment = NEW_YEAR + timedelta(microseconds=index)
        Article.objects.filter(pk=article.pk).update(changed_at=moment)
    seen = [page[0] for page in (list(read_one(index)) for index in range(3))]
    assert [article.changed_at.microsecond for article in seen] == [0, 1, 2]


def read_one(index: int) -> list[Article]:
    page = read(("changed_at", "id"), size=1)
    for _ in range(index):
        page = read(("changed_at", "id"), page.next_address(), size=1)
    return list(page.rows)


def test_a_second_column_that_may_be_empty_is_refused() -> None:
    with pytest.raises(ValueError, match="only the first column"):
        read(("changed_at", "published_at", "id"))


def test_a_page_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_articles(20)
    address = read(("-changed_at", "-id")).next_address()
    for each in ("", address, "before=", "page=7", "after=nonsense"):
        with django_assert_num_queries(1):
            read(("-changed_at", "-id"), each)


@pytest.mark.parametrize(
    ("index", "order"),
    [
        ("changed_at DESC, id DESC", ("-changed_at", "-id")),
        ("changed_at DESC, id DESC", ("changed_at", "id")),
        ("language, changed_at DESC, id DESC", ("language", "-changed_at", "-id")),
        ("published_at DESC, id DESC", ("-published_at", "-id")),
        ("published_at, id", ("published_at", "id")),
        ("published_at DESC, id DESC", ("published_at", "id")),
    ],
)
def test_an_index_leads_to_every_page(index: str, order: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX of_this_test ON articles_article ({index})")
    make_articles(3000)
    plan_as_for_many()
    middle = read(order, size=1200).next_address()
    end = read(order, size=2950).next_address()
    for address in ("", middle, end, middle.replace("after", "before"), "before="):
        assert slow_steps(partial(read, order, address)) == [], address
