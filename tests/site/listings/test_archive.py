"""The archive by years, months and days."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles.models import Edition, Masthead
from articles.site.periods import ON_A_PAGE_OF_A_DAY
from tests.site.listings.make import headlines, html_of
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db


def make_on(*moments: str) -> None:
    for moment in moments:
        begins = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        make_edition(f"on-{begins:%Y%m%d%H%M}", headline=moment, live_from=begins)


def parts(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<li><a href="(/archive/\d.*?)">(.*?)</a></li>', html)


def test_it_begins_with_the_years_that_have_something(client: Client) -> None:
    make_on("2024-05-01T10:00", "2019-12-31T10:00", "2019-01-01T10:00")
    assert parts(html_of(client, "/archive/")) == [
        ("/archive/2024/", "2024"),
        ("/archive/2019/", "2019"),
    ]


def test_a_year_has_its_months_and_a_month_its_days(client: Client) -> None:
    make_on("2019-12-31T10:00", "2019-02-28T10:00", "2019-02-01T10:00", "2019-02-01T11:00")
    assert parts(html_of(client, "/archive/2019/")) == [
        ("/archive/2019/02/", "February"),
        ("/archive/2019/12/", "December"),
    ]
    assert [address for address, _ in parts(html_of(client, "/archive/2019/02/"))] == [
        "/archive/2019/02/01/",
        "/archive/2019/02/28/",
    ]


def test_a_day_has_its_articles_newest_first(client: Client) -> None:
    make_on("2019-02-01T10:00", "2019-02-01T11:00", "2019-02-02T00:00", "2019-01-31T23:59")
    html = html_of(client, "/archive/2019/02/01/")
    assert headlines(html) == ["2019-02-01T11:00", "2019-02-01T10:00"]


def test_it_leads_to_the_nearest_that_has_something(client: Client) -> None:
    make_on("2018-07-01T10:00", "2019-02-01T10:00", "2019-02-01T11:00", "2021-03-04T10:00")
    for address, before, after in (
        ("/archive/2019/", "/archive/2018/", "/archive/2021/"),
        ("/archive/2019/02/", "/archive/2018/07/", "/archive/2021/03/"),
        ("/archive/2019/02/01/", "/archive/2018/07/01/", "/archive/2021/03/04/"),
    ):
        html = html_of(client, address)
        assert f'<a rel="prev" href="{before}">' in html
        assert f'<a rel="next" href="{after}">' in html


def test_the_first_and_the_last_lead_no_further(client: Client) -> None:
    make_on("2019-02-01T10:00")
    assert 'class="turn"' not in html_of(client, "/archive/2019/02/01/")


def test_days_are_those_of_the_site(client: Client, settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    make_on("2019-12-31T20:00")
    assert parts(html_of(client, "/archive/")) == [("/archive/2020/", "2020")]
    assert headlines(html_of(client, "/archive/2020/01/01/")) == ["2019-12-31T20:00"]


def test_what_is_scheduled_or_over_is_nowhere(client: Client) -> None:
    make_edition("scheduled", live_from=hours(24 * 400))
    make_edition("over", live_from=hours(-24 * 400), live_until=hours(-1))
    assert parts(html_of(client, "/archive/")) == []
    for moment in (hours(24 * 400), hours(-24 * 400)):
        assert client.get(f"/archive/{moment:%Y}/").status_code == 404
        assert client.get(f"/archive/{moment:%Y/%m}/").status_code == 404
        assert client.get(f"/archive/{moment:%Y/%m/%d}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["0000/", "2019/13/", "2019/00/", "2019/02/30/", "2019/02/00/", "99999/", "2999/12/31/"]
)
def test_there_is_no_such_day(client: Client, path: str) -> None:
    make_on("2019-02-01T10:00")
    assert client.get(f"/archive/{path}").status_code == 404


def test_a_day_of_many_has_pages(client: Client) -> None:
    make_on(*(f"2019-02-01T10:{minute:02}" for minute in range(ON_A_PAGE_OF_A_DAY + 1)))
    html = html_of(client, "/archive/2019/02/01/")
    [older] = re.findall(r'<a rel="next" href="(\?[^"]*)">', html)
    second = html_of(client, f"/archive/2019/02/01/{older}")
    assert headlines(second) == ["2019-02-01T10:00"]
    Edition.objects.filter(headline="2019-02-01T10:00").update(live_until=hours(-1))
    assert client.get(f"/archive/2019/02/01/{older}").headers["Location"] == "/archive/2019/02/01/"
    assert "noindex, follow" in second
    assert "canonical" in html


def test_a_page_takes_two_queries_at_most(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_on("2019-02-01T10:00", "2019-02-02T11:00", "2012-02-02T11:00")
    client.get("/")
    for address, number in (
        ("/archive/", 2),
        ("/archive/2019/", 2),
        ("/archive/2019/02/", 2),
        ("/archive/2019/02/01/", 1),
    ):
        with django_assert_num_queries(2):
            etag = client.get(address).headers["ETag"]
        with django_assert_num_queries(number):
            assert client.get(address).status_code == 200
        with django_assert_num_queries(number):
            kept = client.get(address, headers={"if-none-match": etag})
        assert (kept.status_code, kept.content) == (304, b"")


def test_a_day_shows_at_once_what_has_changed(client: Client) -> None:
    make_on("2019-02-01T10:00", "2019-02-02T11:00")
    assert headlines(html_of(client, "/archive/2019/02/01/")) == ["2019-02-01T10:00"]
    make_on("2019-02-01T12:00")
    html = html_of(client, "/archive/2019/02/01/")
    assert headlines(html) == ["2019-02-01T12:00", "2019-02-01T10:00"]
    Edition.objects.filter(headline="2019-02-02T11:00").update(live_until=hours(-1))
    assert "next" not in html_of(client, "/archive/2019/02/01/").partition("<main")[2]
    Masthead.objects.update_or_create(pk=1, defaults={"name": "The Courier"})
    assert "The Courier" in html_of(client, "/archive/2019/02/01/")


def test_the_address_of_a_day_of_one_digit_is_written_out() -> None:
    assert reverse("archive_day", args=[2014, 3, 8]) == "/archive/2014/03/08/"
    assert reverse("archive_month", args=["2014", "03"]) == "/archive/2014/03/"
