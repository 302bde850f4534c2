"""Feeds of the site: what they have, and that they are right at any moment."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition, Policy
from articles.publishing.policies import refresh_policies
from articles.publishing.publish import publish, withdraw
from tests.make import make_article
from tests.pictures.make import make_file, make_picture
from tests.rich_article import rich_document
from tests.site.feeds.make import NAMES, read_feed
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db
each_format = pytest.mark.parametrize("name", NAMES)


def json_feed_at(client: Client, address: str = "/feeds/feed.json") -> Any:
    return json.loads(client.get(address).content)


def by_slug(client: Client, address: str) -> dict[str, Any]:
    return {each.link.rsplit("/", 2)[-2]: each for each in read_feed(client, address).entries}


def titles(client: Client, address: str = "/feeds/feed.json") -> list[str]:
    return [item["title"] for item in json_feed_at(client, address)["items"]]


def test_the_newest_thirty_come_first(client: Client) -> None:
    for number in range(32):
        make_edition(f"n{number}", headline=f"N{number}", first_published_at=hours(-1 - number))
    assert titles(client) == [f"N{number}" for number in range(30)]


def test_what_is_scheduled_or_ended_is_not_there(client: Client) -> None:
    make_edition("now", headline="Now")
    make_edition("later", live_from=hours(1))
    make_edition("over", live_from=hours(-2), live_until=hours(-1))
    assert titles(client) == ["Now"]


def test_what_a_policy_keeps_out_of_feeds_is_in_none(client: Client) -> None:
    make_edition("ours", headline="Ours")
    edition = make_edition("wire", headline="Wire", publisher="The Wire")
    assert titles(client) == ["Ours", "Wire"] or titles(client) == ["Wire", "Ours"]
    Edition.objects.filter(pk=edition.pk).update(feeds="none")
    assert titles(client) == ["Ours"]


@pytest.mark.parametrize(
    ("publisher", "feeds", "is_full"),
    [
        ("", "", True), ("Newsroom", "", True), ("The Wire", "", False),
        ("The Wire", "full", True), ("", "summary", False),
    ],
)  # fmt: skip
def test_all_of_ones_own_and_the_summary_of_others(
    client: Client, publisher: str, feeds: str, *, is_full: bool
) -> None:
    edition = make_edition(publisher=publisher, standfirst="A short one.")
    Edition.objects.filter(pk=edition.pk).update(feeds=feeds)
    [item] = json_feed_at(client)["items"]
    assert ("Hundreds came" in item.get("content_html", "")) is is_full
    assert item["summary"] == "A short one."
    for name in NAMES[:2]:
        text = client.get(f"/feeds/{name}").content.decode()
        assert ("Hundreds came" in text) is is_full


def test_a_changed_policy_shows_at_once(client: Client) -> None:
    edition = make_edition(publisher="The Wire", standfirst="A short one.")
    assert "content_html" not in json_feed_at(client)["items"][0]
    Edition.objects.filter(pk=edition.pk).update(feeds="full")
    assert "content_html" in json_feed_at(client)["items"][0]
    assert refresh_policies() == 1
    assert "content_html" not in json_feed_at(client)["items"][0]


@each_format
def test_who_has_it_gets_no_body_and_it_costs_one_query(
    client: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_edition()
    first = client.get(f"/feeds/{name}")
    with django_assert_num_queries(1):
        again = client.get(f"/feeds/{name}")
    assert again.content == first.content
    with django_assert_num_queries(1):
        same = client.get(f"/feeds/{name}", headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert same["Cache-Control"] == "public, no-cache"
    since = {"if-modified-since": first["Last-Modified"]}
    assert client.get(f"/feeds/{name}", headers=since).status_code == 304


@each_format
def test_only_a_new_entry_is_written_anew(
    client: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_edition("first")
    first = client.get(f"/feeds/{name}")
    make_edition("second", headline="The second", first_published_at=hours(-0.5))
    with django_assert_num_queries(2):
        second = client.get(f"/feeds/{name}", headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    assert b"The second" in second.content


def test_what_is_withdrawn_changes_it_even_by_the_date(client: Client) -> None:
    make_edition("first", live_from=hours(-3))
    gone = make_edition("second", live_from=hours(-2))
    before = client.get("/feeds/rss.xml")
    Edition.objects.filter(pk=gone.pk).update(live_until=hours(-0.5))
    since = {"if-modified-since": before["Last-Modified"]}
    after = client.get("/feeds/rss.xml", headers=since)
    assert after.status_code == 200
    assert b"/second/" not in after.content


@each_format
def test_an_empty_site_has_an_empty_feed(client: Client, name: str) -> None:
    if name == "feed.json":
        assert json_feed_at(client)["items"] == []
    else:
        assert read_feed(client, f"/feeds/{name}").entries == []


@pytest.mark.parametrize("name", NAMES[:2])
def test_entries_are_known_for_ever_and_updated_each_by_itself(client: Client, name: str) -> None:
    article = make_article(rich_document(), slug="rich")
    publish(article)
    make_edition("other", live_from=hours(-5))
    entries = {
        each.link.rsplit("/", 2)[-2]: each for each in read_feed(client, f"/feeds/{name}").entries
    }
    assert len({each.id for each in entries.values()}) == 2
    assert entries["rich"].id.startswith("tag:")
    if name == "rss.xml":
        assert not entries["rich"].guidislink
    withdraw(article)
    article.refresh_from_db()
    article.slug = "richer"
    article.save(update_fields=["slug"])
    publish(article)
    again = {
        each.link.rsplit("/", 2)[-2]: each for each in read_feed(client, f"/feeds/{name}").entries
    }
    assert again["richer"].id == entries["rich"].id


def test_atom_tells_when_each_entry_was_updated(client: Client) -> None:
    moments = (datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 4, 9, tzinfo=UTC))
    make_edition("old", first_published_at=moments[0])
    make_edition("new", first_published_at=moments[0], updated_at=moments[1], language="de")
    entries = {
        each.link.rsplit("/", 2)[-2]: each for each in read_feed(client, "/feeds/atom.xml").entries
    }
    assert entries["old"].updated == "2026-03-01T09:00:00+00:00"
    assert entries["new"].updated == "2026-03-04T09:00:00+00:00"
    assert entries["new"].published == "2026-03-01T09:00:00+00:00"
    assert entries["new"].title_detail.language == "de"


def test_names_topics_and_picture_go_with_it(client: Client) -> None:
    picture = make_picture(make_file(1500, 1000), alt="A lighthouse")
    publish(make_article(rich_document([picture.sha256]), slug="rich"))
    [entry] = read_feed(client, "/feeds/rss.xml").entries
    [enclosure] = entry.enclosures
    answer = client.get(enclosure.href)
    assert int(enclosure.length) == len(answer.content) > 0
    assert enclosure.type == answer["Content-Type"] == "image/jpeg"
    assert entry.media_content[0]["url"] == enclosure.href
    [item] = json_feed_at(client)["items"]
    assert item["image"] == enclosure.href


@each_format
def test_no_address_is_relative_and_nothing_runs(client: Client, name: str) -> None:
    picture = make_picture(make_file(1500, 1000))
    Policy.objects.create(feeds="full")
    publish(make_article(rich_document([picture.sha256]), slug="rich"))
    [entry] = (
        json_feed_at(client)["items"]
        if name == "feed.json"
        else read_feed(client, f"/feeds/{name}").entries
    )
    html = entry["content_html"] if name == "feed.json" else entry.content[0].value
    assert "https://" in html
    for bad in ('="/', '="#', "<script", "<iframe", "data-player", "permalink", "class="):
        assert bad not in html
    assert "http://testserver/pictures/" in html


def test_characters_that_xml_has_not_are_left_out(client: Client) -> None:
    make_edition(headline='A\x0b <b>"C"</b> & D…', body="<p>One\x08 two.</p>")
    for name in NAMES[:2]:
        [entry] = read_feed(client, f"/feeds/{name}").entries
        assert entry.title.startswith("A ")
        assert entry.title.endswith("& D…")
    assert titles(client) == ['A\x0b <b>"C"</b> & D…']


def test_a_search_has_feeds(client: Client) -> None:
    publish(make_article(rich_document(), slug="rich"))
    found = titles(client, "/search/feed.json?q=governing")
    assert len(found) == 1
    assert titles(client, "/search/feed.json?q=nonesuch") == []
    feed = read_feed(client, "/search/atom.xml?q=governing").feed
    assert feed.title == "governing · Newsroom"
    assert feed.link == "http://testserver/search/?q=governing"
    assert client.get("/search/rss.xml")["Location"] == "/feeds/rss.xml"


def test_pages_lead_to_their_feeds(client: Client) -> None:
    make_edition("one")
    for page in ("/", "/articles/one/", "/feeds/"):
        assert b'type="application/rss+xml" title="Newsroom (RSS)" href="/feeds/rss.xml"' in (
            client.get(page).content
        )
    found = client.get("/search/?q=a+b&order=newest").content.decode()
    assert 'href="/search/atom.xml?q=a+b"' in found
    assert client.get("/feeds/").status_code == 200
