"""Sitemaps: every address that search engines may show is there once, and true to its schema."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.documents.article.metadata import Metadata
from articles.listings.change import save_listing
from articles.models import Edition, Listing, Policy, StaticPage
from articles.publishing.policies import refresh_policies
from articles.publishing.publish import erase, publish
from articles.site.sitemaps.addresses import A_PART
from articles.site.sitemaps.news import news_language
from tests.documents.make import make_document
from tests.make import make_article as make_whole_article
from tests.make import make_imported
from tests.site.make import hours, make_edition
from tests.site.sitemaps.make import MAP, NEWS, addresses, read_sitemap

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def part_of(edition: Edition) -> str:
    return f"/sitemaps/articles-{edition.article_id // A_PART}.xml"


def test_the_index_leads_to_parts_and_they_to_all_pages(client: Client) -> None:
    editions = [make_edition(f"slug-{number}") for number in range(3)]
    editions.append(make_edition("mañana"))
    index = addresses(read_sitemap(client, "/sitemap.xml", "siteindex.xsd"))
    assert index[0] == f"{HOST}/sitemaps/pages.xml"
    assert f"{HOST}{part_of(editions[0])}" in index
    found = [
        address
        for part in index
        if "articles" in part
        for address in addresses(read_sitemap(client, part.removeprefix(HOST)))
    ]
    assert sorted(found) == sorted(f"{HOST}{each.get_absolute_url()}" for each in editions)


def test_only_parts_with_a_live_edition_are_listed(client: Client) -> None:
    make_edition("later", live_from=hours(1))
    assert addresses(read_sitemap(client, "/sitemap.xml", "siteindex.xsd")) == [
        f"{HOST}/sitemaps/pages.xml"
    ]
    assert client.get("/sitemaps/articles-123456.xml").status_code == 404


def test_it_tells_when_a_page_was_last_changed(client: Client) -> None:
    first, then = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 4, 9, tzinfo=UTC)
    edition = make_edition("old", first_published_at=first)
    other = make_edition("new", first_published_at=first, updated_at=then)
    root = read_sitemap(client, part_of(edition))
    told = dict(zip(addresses(root), [e.text for e in root.iter(f"{MAP}lastmod")], strict=True))
    assert told[f"{HOST}{edition.get_absolute_url()}"] == "2026-03-01T09:00:00+00:00"
    assert told[f"{HOST}{other.get_absolute_url()}"] == "2026-03-04T09:00:00+00:00"


def test_a_page_whose_canonical_is_elsewhere_is_in_none(client: Client) -> None:
    edition = make_edition("ours")
    make_edition("theirs", address="https://wire.example/a")
    make_edition("unknown")
    Edition.objects.filter(slug__in=("theirs", "unknown")).update(canonical="source")
    found = addresses(read_sitemap(client, part_of(edition)))
    assert [each.rsplit("/", 2)[-2] for each in found] == ["ours", "unknown"]


def test_pages_and_listings_have_parts_of_their_own(client: Client) -> None:
    StaticPage.objects.create(slug="about", title="About", markup="<p>Us.</p>", is_public=True)
    StaticPage.objects.create(slug="secret", title="Secret", markup="<p>Us.</p>")
    found = addresses(read_sitemap(client, "/sitemaps/pages.xml"))
    assert {f"{HOST}/", f"{HOST}/pages/about/"} <= set(found)
    assert not [each for each in found if "secret" in each]
    metadata = Metadata(topics=("Ferries",), publisher="The Harbour")
    publish(make_whole_article(make_document(metadata=metadata)))
    index = addresses(read_sitemap(client, "/sitemap.xml", "siteindex.xsd"))
    [part] = [each for each in index if "listings" in each]
    listed = addresses(read_sitemap(client, part.removeprefix(HOST)))
    assert sorted(listed) == [f"{HOST}/publishers/the-harbour/", f"{HOST}/topics/ferries/"]


def test_it_is_remembered_and_right_when_an_edition_begins_ends_or_is_erased(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stays, goes = make_edition("stays"), make_edition("goes", live_from=hours(-3))
    part = part_of(stays)
    first = client.get(part)
    assert b"/goes/" in first.content
    with django_assert_num_queries(1):
        assert client.get(part).content == first.content
    with django_assert_num_queries(1):
        same = client.get(part, headers={"if-none-match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    Edition.objects.filter(pk=goes.pk).update(live_until=hours(-0.1))
    assert b"/goes/" not in client.get(part).content
    make_edition("comes")
    assert b"/comes/" in client.get(part).content
    erase(Edition.objects.filter(slug="comes"))
    assert b"/comes/" not in client.get(part).content


def test_a_listing_that_moved_and_another_policy_show_in_it_at_once(client: Client) -> None:
    metadata = Metadata(topics=("Ferries",), publisher="The Harbour", url="https://wire.example/a")
    edition = publish(make_whole_article(make_document(metadata=metadata)))
    publish(make_whole_article())
    topic = Listing.objects.get(kind="topic")
    listings, articles = f"/sitemaps/listings-{topic.pk // A_PART}.xml", part_of(edition)
    assert b"/topics/ferries/" in client.get(listings).content
    assert edition.get_absolute_url().encode() in client.get(articles).content
    topic.slug = "boats"
    save_listing(topic)
    assert b"/topics/boats/" in client.get(listings).content
    Policy.objects.create(publisher="The Harbour", canonical="source")
    refresh_policies()
    assert edition.get_absolute_url().encode() not in client.get(articles).content


def test_news_is_of_two_days_and_never_by_the_time_of_an_import(client: Client) -> None:
    make_edition("today", headline="A & B", language="pt-BR")
    make_edition("older", first_published_at=hours(-49))
    publish(make_imported("One sentence that is long enough to be an article."))
    root = read_sitemap(client, "/news-sitemap.xml", "news.xsd")
    assert addresses(root) == [f"{HOST}/articles/today/"]
    assert [each.text for each in root.iter(f"{NEWS}title")] == ["A & B"]
    assert [each.text for each in root.iter(f"{NEWS}language")] == ["pt"]
    assert [each.text for each in root.iter(f"{NEWS}name")] == ["Newsroom"]


def test_a_sitemap_without_news_is_true_to_its_schema(client: Client) -> None:
    make_edition("older", first_published_at=hours(-49))
    root = read_sitemap(client, "/news-sitemap.xml", "news.xsd")
    assert addresses(root) == [f"{HOST}/"]
    assert not list(root.iter(f"{NEWS}news"))
    make_edition("today")
    root = read_sitemap(client, "/news-sitemap.xml", "news.xsd")
    assert addresses(root) == [f"{HOST}/articles/today/"]


@pytest.mark.parametrize(
    ("tag", "language"),
    [("zh", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh-TW", "zh-tw"), ("de-AT", "de"), ("gsw", "gsw")],
)
def test_a_language_of_news_is_as_google_wants_it(tag: str, language: str) -> None:
    assert news_language(tag) == language
