"""What a reader finds at an article's address."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition
from tests.site.make import hours, make_article, make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/"


def page(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_it_shows_the_edition(client: Client) -> None:
    make_edition(headline="Lit again", standfirst="After forty years.", bylines=("Oda", "Bo"))
    html = page(client)
    assert "<h1>Lit again</h1>" in html
    assert '<p class="standfirst">After forty years.</p>' in html
    assert 'By <b lang=""><bdi>Oda</bdi></b> and <b lang=""><bdi>Bo</bdi></b>' in html
    assert "Hundreds came to the quay." in html


def test_it_has_one_h1_and_one_main(client: Client) -> None:
    make_edition()
    html = page(client)
    assert html.count("<h1") == html.count("<main") == html.count("<article") == 1


def test_it_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_edition()
    with django_assert_num_queries(1):
        client.get(ADDRESS)


def test_its_title_and_description_tell_what_it_is(client: Client) -> None:
    make_edition(headline="Lit again", standfirst="After forty years.")
    html = page(client)
    assert f"<title>Lit again · {settings.SITE_NAME}</title>" in html
    assert '<meta name="description" content="After forty years.">' in html
    assert '<meta property="og:title" content="Lit again">' in html


def test_it_has_no_description_without_a_standfirst(client: Client) -> None:
    make_edition(standfirst="")
    assert "description" not in page(client)


def test_its_canonical_address_has_no_query_string(client: Client) -> None:
    make_edition()
    html = page(client, f"{ADDRESS}?utm_source=elsewhere")
    assert f'<link rel="canonical" href="http://testserver{ADDRESS}">' in html


def test_it_escapes_what_is_not_markup(client: Client) -> None:
    hostile = "\"><i>'&"
    make_edition(headline=hostile, standfirst=hostile, language=hostile, bylines=(hostile,))
    html = page(client)
    assert "<i>" not in html
    assert html.count("&quot;&gt;&lt;i&gt;&#x27;&amp;") == 9


def test_it_names_topics_and_where_it_was_published_first(client: Client) -> None:
    make_edition(publisher="The <Harbour>", address="https://news.example/a?b&c", topics=("Sea",))
    html = page(client)
    assert '<li dir="auto">Sea</li>' in html
    assert '<meta property="article:tag" content="Sea">' in html
    assert '<a href="https://news.example/a?b&amp;c"><bdi>The &lt;Harbour&gt;</bdi></a>' in html


def test_it_shows_the_lines_around_the_text(client: Client) -> None:
    edition = make_edition()
    Edition.objects.filter(pk=edition.pk).update(
        kicker="Ferries <&>", dateline="HOLM, May 3", sign_off="Ann Lee"
    )
    html = page(client)
    assert html.index('<p class="kicker">Ferries &lt;&amp;&gt;</p>') < html.index("<h1>")
    # Of an edition of a release that wrote it before the body.
    assert html.index('<p class="dateline">HOLM, May 3</p>') < html.index("<p id=")
    assert html.index('<p class="sign-off">Ann Lee</p>') > html.rindex("<p id=")


def test_it_says_nothing_of_what_is_not_known(client: Client) -> None:
    make_edition()
    assert "First published" not in page(client)
    assert "topics" not in page(client)


def test_it_tells_when_it_was_published(client: Client) -> None:
    edition = make_edition()
    html = page(client)
    assert f'<time datetime="{edition.first_published_at.isoformat(timespec="seconds")}">' in html
    assert "Updated" not in html


def test_it_tells_when_it_was_updated(client: Client) -> None:
    edition = make_edition(first_published_at=hours(-48), updated_at=hours(-2))
    assert edition.updated_at
    assert f'Updated <time datetime="{edition.updated_at.isoformat(timespec="seconds")}">' in page(
        client
    )


@pytest.mark.parametrize(
    ("language", "attributes"),
    [
        ("ar", 'lang="ar" dir="rtl"'),
        ("en-GB", 'lang="en-GB" dir="ltr"'),
        ("zh-Hans", 'lang="zh-Hans" dir="ltr"'),
        ("az-Arab", 'lang="az-Arab" dir="rtl"'),
        ("x-verrow", 'lang="x-verrow" dir="auto"'),
        ("", 'lang="" dir="auto"'),
    ],
)
def test_it_names_language_and_direction(client: Client, language: str, attributes: str) -> None:
    make_edition(language=language)
    assert f'<article class="story" {attributes}>' in page(client)


@pytest.mark.parametrize("slug", ["أضاءت-بلدة-مرسى-النوارس", "灯塔重新点亮", "café_1876"])
def test_its_slug_may_be_in_any_script(client: Client, slug: str) -> None:
    edition = make_edition(slug)
    address = edition.get_absolute_url()
    assert address.isascii()
    assert page(client, f"/articles/{slug}/") == page(client, address)


@pytest.mark.parametrize("address", ["/articles/a%20b/", "/articles/a%27b/"])
def test_an_address_that_no_slug_can_have_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_it_loads_nothing_inline_and_runs_nothing(client: Client) -> None:
    make_edition()
    # Facts for machines are no script that a browser runs.
    runs = r'<script(?! type="application/ld\+json">)|<style|\sstyle=|\son\w+='
    assert not re.search(runs, page(client))


def test_it_sets_no_cookie_and_is_the_same_for_everyone(client: Client) -> None:
    make_edition()
    client.cookies["sessionid"] = "a-reader-who-is-logged-in"
    response = client.get(ADDRESS)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_it_is_served_under_the_content_security_policy(client: Client) -> None:
    make_edition()
    assert "default-src 'none'" in client.get(ADDRESS).headers["Content-Security-Policy"]


def test_head_answers_as_get_does_without_the_text(client: Client) -> None:
    make_edition()
    get, head = client.get(ADDRESS), client.head(ADDRESS)
    assert head.status_code == 200
    assert head.content == b""
    # Each request has one of its own.
    del get.headers["X-Request-ID"], head.headers["X-Request-ID"]
    assert head.headers == get.headers


def test_it_takes_no_post(client: Client) -> None:
    make_edition()
    assert client.post(ADDRESS).status_code == 405


def test_a_draft_is_not_found(client: Client) -> None:
    make_article("the-lighthouse")
    assert client.get(ADDRESS).status_code == 404


def test_a_scheduled_edition_is_not_found(client: Client) -> None:
    make_edition(live_from=hours(1))
    assert client.get(ADDRESS).status_code == 404


def test_an_edition_with_its_end_ahead_is_shown(client: Client) -> None:
    make_edition(live_until=hours(1))
    assert client.get(ADDRESS).status_code == 200


def test_the_edition_that_is_live_is_shown_and_not_the_last_nor_the_next(client: Client) -> None:
    edition = make_edition(headline="Last", live_from=hours(-9), live_until=hours(-3))
    make_edition(headline="Now", article=edition.article, live_from=hours(-3), live_until=hours(3))
    make_edition(headline="Next", article=edition.article, live_from=hours(3))
    assert "<h1>Now</h1>" in page(client)
