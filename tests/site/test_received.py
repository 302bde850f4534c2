"""What readers are told of how an article came to us, as far as a policy lets them know."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.source import SourceMetadata
from articles.models import Article, Edition, Policy
from articles.models.policy import Provenance
from articles.models.version import Reason
from articles.publishing.around.receipts import refresh_receipts
from articles.publishing.policies import refresh_policies
from articles.publishing.publish import publish, withdraw
from tests.make import make_imported

pytestmark = pytest.mark.django_db

FIRST = "The ferry to Hesk sails again from Saturday, the harbour office said on Monday."
SECOND = "It had been laid up since a storm in October tore it from its moorings at night."


def make_received(provenance: str = Provenance.FACTS) -> Edition:
    Policy.objects.create(publisher="The Wire", provenance=provenance)
    said = SourceMetadata(publisher="The Wire", url="https://wire.example/ferry")
    return publish(make_imported(FIRST, SECOND, metadata=said))


def page_of(client: Client, edition: Edition) -> tuple[int, str]:
    response = client.get(f"{edition.get_absolute_url()}received/")
    return response.status_code, response.content.decode()


def test_without_a_policy_nothing_is_told(client: Client) -> None:
    edition = publish(make_imported(FIRST, SECOND))
    article = client.get(edition.get_absolute_url()).content.decode()
    assert "How this article came to us" not in article
    assert page_of(client, edition)[0] == 404


def test_facts_are_told_without_the_text(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_received()
    article = client.get(edition.get_absolute_url()).content.decode()
    assert "How this article came to us" in article
    assert "Its text was not changed here." in article
    assert f'href="{edition.get_absolute_url()}received/">More about it</a>' in article
    with django_assert_num_queries(1):
        status, html = page_of(client, edition)
    assert status == 200
    for told in ("The Wire", "https://wire.example/ferry", "0 of 2 paragraphs"):
        assert told in html
    assert edition.article.source
    assert edition.article.source.digest in html
    assert FIRST not in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_text_is_shown_as_it_was_received_where_that_is_allowed(client: Client) -> None:
    edition = make_received(Provenance.TEXT)
    edited = "It had been laid up since the spring."
    article = Article.objects.get(pk=edition.article_id)
    document = store.load(article).with_each_paragraph(
        lambda each: replace(each, markup=edited) if each.markup == SECOND else each
    )
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    publish(Article.objects.get(pk=article.pk))
    status, html = page_of(client, edition)
    assert status == 200
    assert "1 of 2 paragraphs" in html
    assert f"<p>{SECOND}</p>" in html
    assert edited not in html
    shown = client.get(edition.get_absolute_url()).content.decode()
    assert edited in shown
    assert "1 of its 2 paragraphs were changed here." in shown
    assert "Read it as received" in shown


def test_another_policy_holds_at_once(client: Client) -> None:
    edition = make_received(Provenance.TEXT)
    before = client.get(edition.get_absolute_url()).headers["ETag"]
    Policy.objects.update(provenance=Provenance.HIDDEN)
    refresh_policies()
    assert refresh_receipts() == 1
    assert page_of(client, edition)[0] == 404
    assert client.get(edition.get_absolute_url()).headers["ETag"] != before
    assert refresh_receipts() == 0


def test_of_what_is_not_live_nothing_is_told(client: Client) -> None:
    edition = make_received(Provenance.TEXT)
    withdraw(edition.article)
    assert page_of(client, edition)[0] == 404
