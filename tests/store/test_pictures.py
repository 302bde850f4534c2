"""Whatever writes an article records which pictures it has, and what has none pays nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument
from articles.models import Article, ArticlePicture
from articles.models.version import Reason
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article
from tests.store.pictured import ONE, OTHER, pictured

pytestmark = pytest.mark.django_db


def recorded(article: Article) -> set[str]:
    return set(ArticlePicture.objects.filter(article=article).values_list("sha256", flat=True))


def save(article: Article, document: ArticleDocument) -> None:
    article.refresh_from_db()
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)


def test_a_new_article_has_its_pictures() -> None:
    assert recorded(make_article(pictured(ONE, OTHER, ONE))) == {ONE, OTHER}


def test_a_picture_that_is_noise_is_one_of_the_article() -> None:
    assert recorded(make_article(pictured(ONE, noise=True))) == {ONE}


def test_a_save_records_what_came_and_went() -> None:
    article = make_article(pictured(ONE))
    save(article, pictured(OTHER))
    assert recorded(article) == {OTHER}
    save(article, pictured())
    assert recorded(article) == set()


def test_what_is_no_key_of_a_picture_is_not_recorded() -> None:
    assert recorded(make_article(pictured("img-7", "1" * 63, "G" * 64))) == set()


def test_an_article_without_pictures_pays_no_query() -> None:
    article = make_article(pictured())
    with CaptureQueriesContext(connection) as queries:
        make_article(pictured())
        save(article, make_document(make_section("s1", make_paragraph("p1", "Another text."))))
    assert [each["sql"] for each in queries if "articlepicture" in each["sql"]] == []


def test_a_change_of_the_text_leaves_the_record_alone() -> None:
    article = make_article(pictured(ONE))
    document = pictured(ONE).with_paragraph("p1", Kind.BODY, "Another text.")
    with CaptureQueriesContext(connection) as queries:
        save(article, document)
    assert [each["sql"] for each in queries if "articlepicture" in each["sql"]] == []
    assert recorded(article) == {ONE}
