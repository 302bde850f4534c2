"""What is published is listed under its authors, topics and publisher, and no longer than that."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.article.metadata import Metadata
from articles.documents.source import SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.listings.make import listings_of
from articles.models import Article, Edition, ListedEdition, Listing, ListingSpelling
from articles.models.version import Reason
from articles.publishing.publish import publish, withdraw
from tests.documents.make import make_document, make_source
from tests.make import make_article
from tests.site.make import hours

pytestmark = pytest.mark.django_db


def make_named(**fields: Any) -> Article:
    values = {"topics": ("Coast", "Ferries"), "publisher": "The Hesk Post", **fields}
    bylines = values.pop("bylines", ("Nell Ashby",))
    metadata = Metadata(**values)
    return make_article(make_document(bylines=bylines, metadata=metadata))


def listed() -> set[tuple[str, str, str]]:
    rows = ListedEdition.objects.values_list("listing__kind", "listing__name", "edition__slug")
    return set(rows)


def test_an_edition_is_listed_under_all_that_it_names() -> None:
    article = make_named(agencies=("dpa",))
    edition = publish(article)
    names = [("author", "Nell Ashby"), ("author", "dpa"), ("topic", "Coast"), ("topic", "Ferries")]
    names.append(("publisher", "The Hesk Post"))
    assert listed() == {(*name, article.slug) for name in names}
    edition.refresh_from_db()
    assert edition.listings == [
        ["author", "Nell Ashby", "nell-ashby"],
        ["author", "dpa", "dpa"],
        ["topic", "Coast", "coast"],
        ["topic", "Ferries", "ferries"],
        ["publisher", "The Hesk Post", "the-hesk-post"],
    ]


def test_other_spellings_are_listed_under_the_same() -> None:
    publish(make_named())
    edition = publish(make_named(bylines=("NELL ASHBY",), topics=("coast",)))
    edition.refresh_from_db()
    assert edition.listings[:2] == [
        ["author", "NELL ASHBY", "nell-ashby"],
        ["topic", "coast", "coast"],
    ]
    assert Listing.objects.count() == 4


def test_a_topic_and_an_author_of_the_same_name_are_two() -> None:
    publish(make_named(bylines=("Coast",)))
    found = Listing.objects.filter(name="Coast").values_list("kind", "slug").order_by("kind")
    assert list(found) == [("author", "coast"), ("topic", "coast")]


def test_names_with_the_same_slug_get_one_each() -> None:
    found = listings_of([("topic", "C"), ("topic", "C++"), ("topic", "C#")])
    assert len({each.slug for each in found.values()}) == 3
    assert found["topic", "C"].slug == "c"


def test_a_name_without_letters_for_a_slug_is_listed_all_the_same() -> None:
    assert listings_of([("topic", "²⁄₃ ¹")])["topic", "²⁄₃ ¹"].slug


def test_the_next_edition_of_an_article_takes_the_place_of_the_last() -> None:
    article = make_named()
    publish(article)
    document = make_document(bylines=("Tom Rook",), metadata=Metadata(topics=("Coast",)))
    store.save(article.pk, document, base=1, reason=Reason.EDIT)
    publish(Article.objects.get(pk=article.pk))
    assert {name for _, name, _ in listed()} == {"Tom Rook", "Coast"}
    assert ListedEdition.objects.count() == 2


def test_while_the_next_is_scheduled_both_are_listed() -> None:
    article = make_named()
    publish(article)
    store.save(article.pk, make_document(bylines=("Tom Rook",)), base=1, reason=Reason.EDIT)
    publish(Article.objects.get(pk=article.pk), live_from=hours(1))
    assert {name for _, name, _ in listed()} >= {"Tom Rook", "Nell Ashby"}


def test_what_is_withdrawn_is_listed_no_more() -> None:
    article = make_named()
    publish(article)
    withdraw(article)
    assert not listed()
    assert Listing.objects.count() == 4


def test_an_import_that_publishes_finds_authors_under_their_spellings() -> None:
    documents = [
        make_source(
            f"{number} ferries crossed to Hesk, and nobody on the quay was surprised by that.",
            external_id=f"{number}.json",
            metadata=SourceMetadata(authors=(author,), topics=("Ferries",), title=f"No. {number}"),
        )
        for number, author in enumerate(("Nell Ashby", "By NELL ASHBY", "Tom Rook"))
    ]
    list(import_documents(documents, Options(publish=True)))
    authors = Listing.objects.filter(kind="author").order_by("name")
    assert [(each.name, each.listed.count()) for each in authors] == [
        ("Nell Ashby", 2),
        ("Tom Rook", 1),
    ]


def test_names_that_are_known_take_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    names = [("topic", f"Topic {number}") for number in range(500)]
    made = listings_of(names)
    with django_assert_num_queries(1):
        assert listings_of(names) == made


def test_a_spelling_is_that_of_one_listing_of_a_kind() -> None:
    listings_of([("topic", "Coast"), ("author", "Coast")])
    assert list(ListingSpelling.objects.values_list("kind", "key").order_by("kind")) == [
        ("author", "coast"),
        ("topic", "coast"),
    ]


def test_editions_order_by_when_they_were_first_published() -> None:
    edition = publish(make_named(published="2014-03-01T12:00:00+00:00"))
    assert {each.first_published_at for each in ListedEdition.objects.all()} == {
        Edition.objects.get(pk=edition.pk).first_published_at
    }
