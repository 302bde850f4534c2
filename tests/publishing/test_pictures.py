"""An edition records the pictures that readers see in it, however it comes about."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import store
from articles.documents.article.kinds import Kind
from articles.models import Edition
from articles.models.version import Reason
from articles.publishing.publish import (
    bring_back_withdrawn,
    carry_over,
    publish,
    publish_new,
    withdraw,
)
from tests.make import make_article
from tests.store.pictured import ONE, OTHER, pictured

pytestmark = pytest.mark.django_db


def shown(edition: Edition | None) -> set[str]:
    assert edition
    return set(edition.pictures.values_list("sha256", flat=True))


def test_an_edition_has_the_pictures_of_its_version() -> None:
    article = make_article(pictured(ONE))
    first = publish(article)
    store.save(article.pk, pictured(OTHER), base=1, reason=Reason.EDIT)
    article.refresh_from_db()
    assert shown(first) == {ONE}
    assert shown(publish(article)) == {OTHER}
    assert shown(first) == {ONE}


def test_a_picture_that_is_noise_is_not_shown() -> None:
    assert shown(publish(make_article(pictured(ONE, noise=True)))) == set()


def test_what_imports_publish_has_its_pictures() -> None:
    articles = [make_article(pictured(sha256), reason=Reason.IMPORT) for sha256 in (ONE, OTHER)]
    with CaptureQueriesContext(connection) as queries:
        publish_new([article.pk for article in articles])
    assert [shown(article.editions.get()) for article in articles] == [{ONE}, {OTHER}]
    assert sum("articles_editionpicture" in each["sql"] for each in queries) == 1


def test_without_pictures_publishing_pays_no_query() -> None:
    article = make_article(pictured(), reason=Reason.IMPORT)
    with CaptureQueriesContext(connection) as queries:
        publish_new([article.pk])
    tables = ("articles_picture", "articles_editionpicture")
    assert not any(table in each["sql"] for each in queries for table in tables)


def test_an_edition_that_comes_back_has_its_pictures() -> None:
    article = make_article(pictured(ONE))
    edition = publish(article)
    withdraw(article)
    again = bring_back_withdrawn(edition)
    assert again.pk != edition.pk
    assert shown(again) == {ONE}


def test_an_edition_that_is_carried_over_has_its_pictures() -> None:
    article = make_article(pictured(ONE))
    publish(article)
    changed = pictured(ONE).with_paragraph("p1", Kind.BODY, "Other.")
    for number, document in enumerate((changed, pictured(ONE)), 1):
        store.save(article.pk, document, base=number, reason=Reason.EDIT)
    carry_over([article.pk])
    assert shown(article.editions.live().get()) == {ONE}
