"""Feeds of topics, authors and publishers."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.documents.article.metadata import Metadata
from articles.models import Edition, Masthead
from articles.models.listing import FormerSlug, Listing
from articles.publishing.publish import publish, withdraw
from tests.documents.make import make_document
from tests.make import make_article
from tests.site.feeds.make import NAMES, read_feed

pytestmark = pytest.mark.django_db


def published(**fields: tuple[str, ...]) -> Edition:
    metadata = Metadata(topics=fields.get("topics", ()), publisher="The Harbour")
    document = make_document(metadata=metadata, bylines=fields.get("bylines", ()))
    return publish(make_article(document))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "page", ["/topics/ferries/", "/authors/ana-lee/", "/publishers/the-harbour/"]
)
def test_each_has_feeds_of_its_own_to_which_its_page_leads(
    client: Client, page: str, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = published(topics=("Ferries",), bylines=("Ana Lee",))
    other = Metadata(publisher="Another")
    publish(make_article(make_document(metadata=other)))
    assert f'href="{page}{name}"' in client.get(page).content.decode()
    response = client.get(f"{page}{name}")
    assert response.content.decode().count(edition.get_absolute_url()) > 0
    with django_assert_num_queries(1):
        assert client.get(f"{page}{name}").content == response.content
    if name != "feed.json":
        [entry] = read_feed(client, f"{page}{name}").entries
        assert entry.link.endswith(edition.get_absolute_url())


def test_it_is_called_as_its_page_and_leads_there(client: Client) -> None:
    published(topics=("Ferries",))
    feed = json.loads(client.get("/topics/ferries/feed.json").content)
    assert feed["title"] == "Ferries · Newsroom"
    assert feed["home_page_url"] == "http://testserver/topics/ferries/"


def test_a_former_slug_leads_on_and_an_unknown_one_nowhere(client: Client) -> None:
    published(topics=("Ferries",))
    listing = Listing.objects.get(slug="ferries")
    FormerSlug.objects.create(listing=listing, kind="topic", slug="boats")
    moved = client.get("/topics/boats/rss.xml")
    assert (moved.status_code, moved["Location"]) == (301, "/topics/ferries/rss.xml")
    assert client.get("/topics/nothing/rss.xml").status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_nothing_live_has_is_told_by_no_feed(client: Client, name: str) -> None:
    article = make_article(make_document(metadata=Metadata(topics=("Secret merger",))))
    publish(article, live_from=timezone.now() + timedelta(hours=1))
    listing = Listing.objects.get()
    address = f"/topics/{listing.slug}/{name}"
    assert client.get(address).status_code == 404
    listing.about = "What we know of it."
    listing.save()
    assert client.get(address).status_code == 200


def test_a_feed_that_has_become_empty_is_sent(client: Client) -> None:
    edition = published(topics=("Ferries",))
    Listing.objects.update(about="Boats.")
    since = client.get("/topics/ferries/rss.xml").headers["Last-Modified"]
    withdraw(edition.article)
    again = client.get("/topics/ferries/rss.xml", headers={"if-modified-since": since})
    assert again.status_code == 200


def test_another_name_of_the_site_is_news_to_who_knows_only_since_when(client: Client) -> None:
    published(topics=("Ferries",))
    Edition.objects.update(live_from=timezone.now() - timedelta(hours=1))
    since = client.get("/feeds/rss.xml").headers["Last-Modified"]
    Masthead(pk=1, name="The Harbour").save()
    again = client.get("/feeds/rss.xml", headers={"if-modified-since": since})
    assert "The Harbour" in again.content.decode()
