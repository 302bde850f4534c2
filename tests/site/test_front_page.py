"""The list of what is live."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition
from articles.site.front import EDITIONS_ON_A_PAGE
from tests.plans import queries_of
from tests.site.make import hours, make_article, make_edition

pytestmark = pytest.mark.django_db


def headlines(client: Client, address: str = "/") -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r"<h[23]><a .*?>(.*?)</a></h[23]>", response.content.decode())


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
    make_edition("lead", live_from=hours(-1))
    edition = make_edition(
        "live", headline="Lit & bright", standfirst="After <forty> years.", live_from=hours(-99)
    )
    html = client.get("/").content.decode()
    assert '<a href="/articles/live/">Lit &amp; bright</a>' in html
    assert "After &lt;forty&gt; years." in html
    assert f'datetime="{edition.first_published_at:%Y-%m-%d}"' in html


def link(client: Client, name: str, address: str = "/") -> str:
    """The address that a link at the end of a page leads to."""
    [found] = re.findall(
        rf'<a [^>]*href="([^"]*)">{name}</a>', client.get(address).content.decode()
    )
    return unescape(found)


def links(client: Client, address: str = "/") -> list[str]:
    foot = client.get(address).content.decode().partition('aria-label="Pages">')[2]
    return re.findall(r"<a [^>]*>(.*?)</a>", foot.partition("</nav>")[0])


def leads_to(client: Client, address: str) -> str:
    """Where an address of a page leads on to that is the first."""
    response = client.get(address)
    assert response.status_code == 302
    return response.headers["Location"]


def test_older_and_newer_lead_through_all_that_is_live(client: Client) -> None:
    make_editions(2 * EDITIONS_ON_A_PAGE + 1)
    second = link(client, "Older")
    third = link(client, "Older", second)
    assert headlines(client) == [f"Headline {index}" for index in range(40, 20, -1)]
    assert headlines(client, second) == [f"Headline {index}" for index in range(20, 0, -1)]
    assert headlines(client, third) == ["Headline 0"]
    assert headlines(client, link(client, "Newer", third)) == headlines(client, second)
    assert leads_to(client, link(client, "Newer", second)) == "/"


def test_a_page_leads_to_both_ends(client: Client) -> None:
    make_editions(2 * EDITIONS_ON_A_PAGE + 1)
    second = link(client, "Older")
    assert headlines(client, link(client, "Oldest", second))[-1] == "Headline 0"
    assert link(client, "Newest", second) == "/"


def test_the_ends_lead_no_further(client: Client) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    assert links(client)[-2:] == ["Archive", "Older"]
    assert links(client, link(client, "Older")) == ["Newest", "Newer"]
    assert links(client, "/?before=") == ["Newest", "Newer"]


def test_what_fits_on_one_page_has_no_other(client: Client) -> None:
    make_editions(EDITIONS_ON_A_PAGE)
    assert links(client)[-1] == "Archive"


def test_its_list_leads_to_the_last_days_in_the_archive(client: Client) -> None:
    for days in (0, 1, 2, 30):
        for number in range(2):
            make_edition(f"slug-{days}-{number}", live_from=hours(-24 * days - number / 60))
    today, yesterday = (hours(-24 * days) for days in (0, 1))
    assert links(client) == [f"All of {today:%A}", f"{yesterday:%A}", "Archive"]
    assert link(client, f"{yesterday:%A}") == f"/archive/{yesterday:%Y/%m/%d}/"
    assert client.get(link(client, f"All of {today:%A}")).status_code == 200


def test_where_all_that_was_older_is_gone_it_says_so(client: Client) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    older = link(client, "Older")
    Edition.objects.filter(headline="Headline 0").delete()
    html = client.get(older).content.decode()
    assert "There is nothing older." in html
    assert leads_to(client, link(client, "Newer", older)) == "/"


def test_only_the_first_page_is_one_to_be_found(client: Client) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    first, second = (client.get(each).content.decode() for each in ("/", link(client, "Older")))
    assert '<link rel="canonical" href="http://testserver/">' in first
    assert 'content="noindex, follow"' in second
    assert "canonical" not in second


def test_a_page_is_called_by_its_date(client: Client) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    html = client.get(link(client, "Older")).content.decode()
    assert f"<title>Articles up to {hours(-99):%-d %B %Y} · Newsroom</title>" in html


@pytest.mark.parametrize("number", ["1", "2", "-1", "last", "", "9" * 5000])
def test_an_address_by_number_leads_to_the_newest_without_a_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: str
) -> None:
    with django_assert_num_queries(0):
        response = client.get(f"/?page={number}")
    assert (response.status_code, response.headers["Location"]) == (301, "/")


def test_each_page_takes_one_query_once_it_is_known(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_editions(EDITIONS_ON_A_PAGE + 1)
    with django_assert_num_queries(2):
        client.get("/")
    for address in ("/", link(client, "Older"), "/?before=", "/?after=nonsense"):
        with django_assert_num_queries(1):
            client.get(address)


def test_what_is_not_shown_is_not_read(client: Client) -> None:
    make_editions(3)
    assert all("body" not in sql for sql, _ in queries_of(lambda: client.get("/")))


def test_without_an_arrangement_the_newest_leads_cards_and_rows(client: Client) -> None:
    make_editions(6)
    html = client.get("/").content.decode()
    lead, cards, rows = re.split(r'<section class="group"', html)
    assert '<article class="teaser lead"' in lead
    assert "<h2><a " in lead
    assert '<h2 class="label" id="g1">Newest</h2>\n<div class="cards">' in cards
    assert cards.count('<article class="teaser"') == 3
    assert '<h2 class="label" id="g2">Earlier</h2>\n<div class="list">' in rows
    assert rows.count('<article class="teaser row"') == 2


def test_an_entry_says_who_wrote_it_and_what_it_is_about(client: Client) -> None:
    make_edition("live", bylines=("Oda Ferring", "Pia Løwen"), kicker="Coast")
    html = client.get("/").content.decode()
    assert "<bdi>Oda Ferring, Pia Løwen</bdi>" in html
    assert '<p class="kicker">Coast</p>' in html


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
    assert "Cookie" not in response.headers.get("Vary", "")
