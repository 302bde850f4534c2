"""The list of what is live."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.site.views import EDITIONS_ON_A_PAGE
from tests.site.make import hours, make_article, make_edition

pytestmark = pytest.mark.django_db


def headlines(client: Client, address: str = "/") -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r"<h2.*?><a .*?>(.*?)</a></h2>", response.content.decode())


def make_editions(number: int) -> None:
    for index in range(number):
        make_edition(f"slug-{index}", headline=f"Headline {index}", live_from=hours(index - 99))


def test_it_lists_the_newest_first(client: Client) -> None:
    make_edition("b", headline="Newer", live_from=hours(-1))
    make_edition("c", headline="Older", live_from=hours(-2))
    assert headlines(client) == ["Newer", "Older"]


def test_an_update_does_not_move_an_article_up(client: Client) -> None:
    make_edition("b", headline="Newer", live_from=hours(-2))
    make_edition("c", headline="Updated", first_published_at=hours(-9), live_from=hours(-1))
    assert headlines(client) == ["Newer", "Updated"]


def test_it_lists_only_what_is_live(client: Client) -> None:
    make_article("draft")
    make_edition("scheduled", live_from=hours(1))
    make_edition("withdrawn", live_until=hours(-0.5))
    make_edition("live", headline="Live", live_until=hours(1))
    assert headlines(client) == ["Live"]


def test_an_entry_has_headline_standfirst_date_and_address(client: Client) -> None:
    edition = make_edition("live", headline="Lit & bright", standfirst="After <forty> years.")
    html = client.get("/").content.decode()
    assert '<a href="/articles/live/">Lit &amp; bright</a>' in html
    assert "After &lt;forty&gt; years." in html
    assert f'datetime="{edition.first_published_at:%Y-%m-%d}"' in html


def test_it_is_paged(client: Client) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    assert len(headlines(client)) == EDITIONS_ON_A_PAGE
    assert headlines(client, "/?page=2") == ["Headline 0"]
    assert 'rel="next" href="?page=2"' in client.get("/").content.decode()
    assert 'rel="prev" href="/"' in client.get("/?page=2").content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "2", "last", "", "9" * 5000])
def test_a_page_number_that_leads_nowhere_is_not_found(client: Client, number: str) -> None:
    make_edition()
    assert client.get(f"/?page={number}").status_code == 404


def test_it_takes_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    with django_assert_num_queries(2):
        client.get("/")


def test_an_empty_site_says_how_articles_get_here(client: Client) -> None:
    html = client.get("/").content.decode()
    assert "Nothing has been published here yet." in html
    assert "python manage.py import_articles" in html


def test_its_one_h1_is_the_name_of_the_site(client: Client) -> None:
    html = client.get("/").content.decode()
    assert re.findall(r'<h1 class="name"><a .*?>(.*?)</a></h1>', html) == [settings.SITE_NAME]


def test_it_sets_no_cookie_and_is_the_same_for_everyone(client: Client) -> None:
    client.cookies["sessionid"] = "a-reader-who-is-logged-in"
    response = client.get("/")
    assert not response.cookies
    assert "Vary" not in response.headers
