"""The page of a topic, an author, a publisher."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition, FormerSlug, Listing, Picture
from articles.site.listing import LISTED_ON_A_PAGE
from tests.pictures.make import make_picture
from tests.site.listings.make import headlines, html_of, make_listed
from tests.site.make import hours

pytestmark = pytest.mark.django_db

PAGES = ("/topics/coast/", "/authors/nell-ashby/", "/publishers/the-hesk-post/")


def link(html: str, name: str) -> str:
    [found] = re.findall(rf'<a [^>]*href="([^"]*)">{name}</a>', html)
    return unescape(found)


def make_many(number: int) -> None:
    for each in range(number):
        make_listed(f"slug-{each}", headline=f"No. {each}", live_from=hours(each - 99))


@pytest.mark.parametrize("address", PAGES)
def test_it_lists_what_is_live_under_its_name_newest_first(client: Client, address: str) -> None:
    make_listed("older", headline="Older", live_from=hours(-2))
    make_listed("newer", headline="Newer", live_from=hours(-1))
    make_listed("other", bylines=("Tom Rook",), topics=("Ferries",), publisher="The Ossel Mail")
    assert headlines(html_of(client, address)) == ["Newer", "Older"]


def test_it_lists_only_what_is_live(client: Client) -> None:
    make_listed("scheduled", headline="Scheduled", live_from=hours(1))
    make_listed("over", headline="Over", live_until=hours(-0.5))
    make_listed("live", headline="Live", live_until=hours(1))
    assert headlines(html_of(client, PAGES[0])) == ["Live"]


def test_it_is_headed_by_its_name_and_what_it_says_of_itself(client: Client) -> None:
    make_listed(topics=("Sea & <shore>",))
    Listing.objects.filter(kind="topic").update(about="The “sea” & more.", slug="coast")
    html = html_of(client, PAGES[0])
    assert '<h1 dir="auto">Sea &amp; &lt;shore&gt;</h1>' in html
    assert '<p class="standfirst" dir="auto">The “sea” &amp; more.</p>' in html
    assert "<title>Sea &amp; &lt;shore&gt; · Newsroom</title>" in html


def test_months_part_it(client: Client) -> None:
    for month in (12, 11, 11, 10):
        make_listed(
            f"m{month}-{hours(0).microsecond}", live_from=datetime(2019, month, 5, tzinfo=UTC)
        )
    html = html_of(client, PAGES[0])
    assert re.findall(r'<h2 class="label" id="m\d">(.*?)</h2>', html) == [
        "November 2019",
        "October 2019",
    ]


def test_older_and_newer_lead_through_all(client: Client) -> None:
    make_many(2 * LISTED_ON_A_PAGE + 1)
    first = html_of(client, PAGES[0])
    second_address = f"{PAGES[0]}{link(first, 'Older articles')}"
    second = html_of(client, second_address)
    third = html_of(client, f"{PAGES[0]}{link(second, 'Older articles')}")
    found = [each for html in (first, second, third) for each in headlines(html)]
    assert found == [f"No. {each}" for each in range(40, -1, -1)]
    again = html_of(client, f"{PAGES[0]}{link(third, 'Newer articles')}")
    assert headlines(again) == headlines(second)
    assert link(third, "The newest articles") == f"http://testserver{PAGES[0]}"


def test_later_pages_are_not_to_be_found_by_engines(client: Client) -> None:
    make_many(LISTED_ON_A_PAGE + 1)
    first = html_of(client, PAGES[0])
    second = html_of(client, f"{PAGES[0]}{link(first, 'Older articles')}")
    assert f'<link rel="canonical" href="http://testserver{PAGES[0]}">' in first
    assert '<meta name="robots" content="noindex, follow">' in second
    assert "canonical" not in second


def test_engines_are_told_what_it_is_about(client: Client) -> None:
    moment = datetime(2026, 3, 1, 9, tzinfo=UTC)
    make_listed(live_from=moment, first_published_at=moment)
    page = '<meta name="description" content="{}">'
    assert page.format("Coast: articles up to 1 March 2026") in html_of(client, PAGES[0])
    Listing.objects.filter(kind="topic").update(about="Where land ends.")
    assert page.format("Where land ends.") in html_of(client, PAGES[0])


def test_a_former_slug_leads_on_for_ever(client: Client) -> None:
    make_listed()
    topic = Listing.objects.get(kind="topic")
    FormerSlug.objects.create(listing=topic, kind="topic", slug="seaside")
    response = client.get("/topics/seaside/")
    assert (response.status_code, response.headers["Location"]) == (301, PAGES[0])


def test_a_former_slug_of_what_no_reader_may_know_leads_nowhere(client: Client) -> None:
    make_listed(live_from=hours(1))
    topic = Listing.objects.get(kind="topic")
    FormerSlug.objects.create(listing=topic, kind="topic", slug="seaside")
    assert client.get("/topics/seaside/").status_code == 404


def test_a_slug_of_another_kind_does_not_lead_here(client: Client) -> None:
    make_listed()
    assert client.get("/authors/coast/").status_code == 404


def test_where_nothing_is_live_there_is_no_page(client: Client) -> None:
    make_listed(live_from=hours(1))
    assert client.get(PAGES[0]).status_code == 404
    assert client.get("/topics/never/").status_code == 404


def test_what_says_something_of_itself_has_a_page_all_the_same(client: Client) -> None:
    make_listed(live_from=hours(1))
    Listing.objects.filter(kind="author").update(about="Writes on ferries.")
    html = html_of(client, PAGES[1])
    assert "Writes on ferries." in html
    assert "Nothing is published under this name at present." in html


def test_a_page_of_which_nothing_is_left_leads_to_the_first(client: Client) -> None:
    make_many(LISTED_ON_A_PAGE + 1)
    older = link(html_of(client, PAGES[0]), "Older articles")
    Listing.objects.get(kind="topic").listed.get(edition__slug="slug-0").delete()
    response = client.get(f"{PAGES[0]}{older}")
    assert (response.status_code, response.headers["Location"]) == (302, PAGES[0])


def test_an_author_has_a_portrait(client: Client) -> None:
    make_listed()
    picture = make_picture(alt="Nell Ashby at sea")
    Listing.objects.filter(kind="author").update(picture=picture)
    html = html_of(client, PAGES[1])
    assert 'alt="Nell Ashby at sea"' in html
    assert client.get(re.findall(r'<img src="([^"]*)"', html)[0]).status_code == 200


def test_a_new_page_takes_two_queries_and_a_known_one_takes_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_many(LISTED_ON_A_PAGE + 1)
    client.get("/")
    Listing.objects.filter(kind="author").update(picture=make_picture())
    for address in PAGES:
        for number in (2, 1):
            with django_assert_num_queries(number):
                assert client.get(address).status_code == 200
    older = f"{PAGES[0]}{link(html_of(client, PAGES[0]), 'Older articles')}"
    with django_assert_num_queries(1):
        client.get(older)


def test_a_page_that_is_known_is_right_at_any_moment(client: Client) -> None:
    edition = make_listed("one", headline="One")
    make_listed("two", headline="Two", live_from=hours(-2))
    etag = client.get(PAGES[0]).headers["ETag"]
    assert client.get(PAGES[0], headers={"if-none-match": etag}).status_code == 304
    Edition.objects.filter(pk=edition.pk).update(live_until=hours(-0.1))
    assert client.get(PAGES[0], headers={"if-none-match": etag}).status_code == 200
    assert headlines(html_of(client, PAGES[0])) == ["Two"]
    Listing.objects.filter(kind="topic").update(about="The sea.")
    assert "The sea." in html_of(client, PAGES[0])


def test_a_portrait_is_shown_as_long_as_its_rights_last(client: Client) -> None:
    make_listed()
    picture = make_picture(alt="Nell", rights_until=timezone.localdate())
    Listing.objects.filter(kind="author").update(picture=picture)
    assert 'alt="Nell"' in html_of(client, PAGES[1])
    Picture.objects.update(rights_until=timezone.localdate() - timedelta(days=1))
    assert 'alt="Nell"' not in html_of(client, PAGES[1])


def test_it_sets_no_cookie_and_is_the_same_for_everyone(client: Client) -> None:
    make_listed()
    response = client.get(PAGES[0])
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
