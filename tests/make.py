"""Rows for tests, with defaults."""

from __future__ import annotations

from articles import store
from articles.documents.article import ArticleDocument
from articles.models import Article
from articles.models.version import Reason
from articles.slugs import slug_from
from tests.documents.make import make_document


def make_article(document: ArticleDocument | None = None, *, slug: str = "") -> Article:
    document = document or make_document()
    slug = slug or slug_from(document.headline.text)
    return store.create(store.NewArticle(document, slug), reason=Reason.EDIT)
