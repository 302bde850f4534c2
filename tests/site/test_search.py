"""Readers find what is live."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.models import Article
from articles.publishing.publish import publish
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

pytestmark = pytest.mark.django_db


def make_live(headline: str, text: str = "The sea was calm.", **fields: object) -> Article:
    metadata = Metadata(**fields.pop("metadata", {}))  # type: ignore[arg-type]
    section = make_section("s1", make_paragraph("p1", text))
    document = make_document(section, headline=Line(headline), metadata=metadata, **fields)
    article = make_article(document)
    publish(article)
    return article


def html_of(client: Client, parameters: str) -> str:
    response = client.get(f"/search/?{parameters}")
    assert response.status_code == 200
    return response.content.decode()


def headlines(html: str) -> list[str]:
    found = re.findall(r"<h2.*?><a .*?>(.*?)</a></h2>", html)
    return [unescape(re.sub(r"<.*?>", "", each)) for each in found]


def link(html: str, name: str) -> str:
    [address] = re.findall(rf'<a [^>]*href="([^"]*)"[^>]*>{name}</a>', html)
    return unescape(address).removeprefix("/search/?")


def test_it_asks_before_it_answers(client: Client) -> None:
    html = html_of(client, "")

    assert 'name="q"' in html
    assert "author:" in html
    assert "Nothing was found" not in html


def test_every_page_leads_to_it(client: Client) -> None:
    make_live("Pier closed")

    for address in ("/", "/nowhere/"):
        assert 'href="/search/"' in client.get(address).content.decode()


def test_it_shows_what_was_found_and_marks_it(client: Client) -> None:
    make_live("Pier <closed>", "All of the <em>café</em> at the pier &amp; the mole is shut.")
    make_live("Another")

    html = html_of(client, "q=cafe")

    assert headlines(html) == ["Pier <closed>"]
    assert "<mark>café</mark> at the pier &amp; the mole" in html
    assert "1 article, the best matches first" in " ".join(html.split())
    assert "<mark>Pier</mark> &lt;closed&gt;" in html_of(client, "q=pier")


def test_what_is_typed_is_shown_and_does_nothing_else(client: Client) -> None:
    html = html_of(client, f"q={quote('<script>alert(1)</script>')}")

    assert "<script" not in html
    assert "Nothing was found" in html


def test_a_filter_narrows_down(client: Client) -> None:
    make_live(
        "One", bylines=("Pia Lowen",), metadata={"topics": ("Old Harbour",), "publisher": "Mail"}
    )
    make_live("Two", bylines=("Nell Ashby",), metadata={"published": "2019-05-03T10:00:00+00:00"})

    html = html_of(client, "q=sea")
    assert sorted(headlines(html)) == ["One", "Two"]
    assert '<option value="Old Harbour">' in html
    for parameters, found in (
        ("topic=old+harbour", ["One"]),
        ("author=Nell+Ashby", ["Two"]),
        ("publisher=mail", ["One"]),
        ("until=2019-05-03", ["Two"]),
        ("since=2019-05-04", ["One"]),
        ("since=nonsense", ["One", "Two"]),
        ("topic=harbour+old", []),
    ):
        assert sorted(headlines(html_of(client, f"q=sea&{parameters}"))) == found, parameters
    assert headlines(html_of(client, "topic=old+harbour")) == ["One"]


def test_the_newest_or_the_best_come_first(client: Client) -> None:
    make_live("Storm", "Storm.", metadata={"published": "2009-05-03T10:00:00+00:00"})
    make_live("A long day", "It was dry, but a storm came. " + "Other things happened. " * 40)

    best = html_of(client, "q=storm")
    newest = html_of(client, link(best, "Newest first"))

    assert headlines(best) == ["Storm", "A long day"]
    assert headlines(newest) == ["A long day", "Storm"]
    assert headlines(html_of(client, link(newest, "Best matches first"))) == headlines(best)


@pytest.mark.parametrize("order", ["", "newest"])
def test_it_goes_on_from_page_to_page_and_back(client: Client, order: str) -> None:
    for number in range(43):
        make_live(f"Ferry {number}")

    pages = [html_of(client, f"q=ferry&order={order}")]
    for _ in range(2):
        pages.append(html_of(client, link(pages[-1], "More results")))

    assert [len(headlines(page)) for page in pages] == [20, 20, 3]
    assert len({each for page in pages for each in headlines(page)}) == 43
    assert "More results" not in pages[-1]
    back = html_of(client, link(pages[-1], "Results before these"))
    assert headlines(back) == headlines(pages[1])


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 400, "9" * 5_000, "99"])
def test_a_page_that_there_is_not_is_no_error(client: Client, page: str) -> None:
    make_live("Ferry")

    html_of(client, f"q=ferry&page={quote(page)}")
    html_of(client, f"q=ferry&order=newest&after={quote(page)}")


def test_it_asks_what_was_meant(client: Client) -> None:
    make_live("Harbour closed")

    html = html_of(client, "q=harbuor")

    assert "Did you mean" in html
    [address] = re.findall(r'Did you mean <a href="/search/\?(.*?)"', html)
    assert headlines(html_of(client, unescape(address))) == ["Harbour closed"]


def test_readers_find_no_draft(client: Client) -> None:
    make_article(make_document(headline=Line("Ferry draft")))
    publish(
        make_article(make_document(headline=Line("Ferry to come"))),
        live_from=timezone.now() + timedelta(hours=1),
    )

    assert headlines(html_of(client, "q=ferry")) == []


@pytest.mark.parametrize(
    ("order", "typed", "on_sqlite", "on_postgresql"),
    # PostgreSQL is asked before each that has an order whether few have the words.
    [("", "ferry", 4, 6), ("", "ferries", 5, 6), ("", '"ferry"', 3, 4), ("newest", "ferry", 3, 3)],
)
def test_a_page_of_results_takes_few_queries(
    client: Client,
    order: str,
    typed: str,
    on_sqlite: int,
    on_postgresql: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(25):
        make_live(f"Ferry {number}")
    queries = on_sqlite if connection.vendor == "sqlite" else on_postgresql

    with django_assert_num_queries(queries):
        html_of(client, f"q={quote(typed)}&order={order}")


@pytest.mark.parametrize(
    "typed", ["%00", "'", '"', "a" * 5_000, "(", "NEAR(a b)", "a:*", "-", "%ed%a0%80", "%ff"]
)  # fmt: skip
def test_nothing_typed_is_an_error(client: Client, typed: str) -> None:
    for name in ("q", "topic", "since", "order", "page", "after"):
        html_of(client, f"{name}={quote(typed, safe='%')}&q=x")
        html_of(client, f"q=x&{name}={quote(typed, safe='%')}")
