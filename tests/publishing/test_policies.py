"""What editions carry of the policies that hold for them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.documents.article.metadata import Metadata
from articles.documents.source import SourceMetadata
from articles.models import Edition, Policy
from articles.publishing.policies import refresh_policies
from articles.publishing.publish import publish
from tests.documents.make import make_document
from tests.make import make_article, make_editor, make_imported
from tests.worked import work_off

pytestmark = pytest.mark.django_db


def published(publisher: str = "The Wire") -> Edition:
    metadata = Metadata(publisher=publisher)
    return publish(make_article(make_document(metadata=metadata)))


def said(edition: Edition) -> tuple[str, str]:
    edition.refresh_from_db()
    return edition.feeds, edition.canonical


def test_an_edition_carries_what_its_policy_says() -> None:
    Policy.objects.create(publisher="The Wire", feeds="none", canonical="source")
    assert said(published()) == ("none", "source")
    assert said(published("The Harbour")) == ("", "")


def test_a_policy_by_keys_is_closer() -> None:
    Policy.objects.create(publisher="The Wire", feeds="none")
    Policy.objects.create(external_ids="wire-*", feeds="full")
    article = make_imported(
        "One.", external_id="wire-7", metadata=SourceMetadata(publisher="The Wire")
    )
    assert publish(article).feeds == "full"


def test_a_changed_policy_holds_for_what_is_live_and_scheduled() -> None:
    edition, other = published(), published("The Harbour")
    Policy.objects.create(publisher="The Wire", feeds="summary", canonical="source")
    assert refresh_policies() == 1
    assert said(edition) == ("summary", "source")
    assert edition.linked_at
    assert said(other) == ("", "")
    assert other.linked_at is None


def test_nothing_is_written_where_nothing_changes() -> None:
    Policy.objects.create(publisher="The Wire", feeds="summary")
    published()
    assert refresh_policies() == 0


def test_refreshing_is_done_for_many_at_once(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        published()
    Policy.objects.create(publisher="The Wire", feeds="summary")
    with django_assert_max_num_queries(20):
        assert refresh_policies() == 5


def test_saving_a_policy_on_the_desk_refreshes(client: Client) -> None:
    edition = published()
    client.force_login(make_editor("view_policy", "add_policy", "delete_policy"))
    asked = dict.fromkeys(("headline", "standfirst", "bylines", "text", "metadata"), "ask")
    client.post("/admin/articles/policy/add/", {**asked, "publisher": "The Wire", "feeds": "none"})
    work_off()
    assert said(edition) == ("none", "")
    policy = Policy.objects.get()
    client.post(f"/admin/articles/policy/{policy.pk}/delete/", {"post": "yes"})
    work_off()
    assert said(edition) == ("", "")


def test_what_was_imported_without_a_date_has_none() -> None:
    assert published().is_dated
    assert not publish(make_imported("One.")).is_dated
    assert publish(
        make_imported("Two.", metadata=SourceMetadata(published=datetime(2026, 11, 28, tzinfo=UTC)))
    ).is_dated
