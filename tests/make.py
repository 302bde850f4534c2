"""Rows for tests, with defaults: articles as the store writes them, and people of the desk."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User

from articles import store
from articles.documents.article import ArticleDocument
from articles.documents.source import Piece
from articles.importing.run import Import, Options
from articles.models import Article, Doubt, ImportRun, SourceDocument, Version
from articles.models.version import Reason
from tests.documents.make import make_document, make_source

EDITOR = ("view_article", "add_article", "change_article", "publish_article")

_numbers = count(1)


def make_article(
    document: ArticleDocument | None = None, *, slug: str = "", reason: Reason = Reason.EDIT
) -> Article:
    new = store.NewArticle(document or make_document(), slug or f"article-{next(_numbers)}")
    return store.create(new, reason=reason)


def make_source_document(**fields: Any) -> SourceDocument:
    run = ImportRun.objects.create(parser_version=1)
    defaults = {"key": f"source-{next(_numbers)}", "digest": "0", "format": "literal"}
    return SourceDocument.objects.create(run=run, **{"content": b"['One.']", **defaults, **fields})


def make_imported(*strings: str | Piece, **fields: Any) -> Article:
    """An article as an import of these strings makes it."""
    source = make_source(*strings, **{"key": f"source-{next(_numbers)}.txt", **fields})
    [result] = Import([source], Options())
    assert result.article
    article = Article.objects.get(pk=result.article)
    article.versions.update(source=article.source)
    return article


def follow(article: Article, document: ArticleDocument, **fields: Any) -> SourceDocument:
    """Let the article follow a newer source from now on, as this document."""
    source = make_source_document(**fields)
    saved = store.save(
        article.pk,
        document,
        base=article.version,
        reason=Reason.IMPORT,
        run=source.run,
        source_id=source.pk,
    )
    Version.objects.filter(article=article, number=saved.version).update(source=source)
    article.refresh_from_db()
    return source


def make_doubt(article: Article, origin: int = 0, **fields: Any) -> Doubt:
    """A doubt of the article's source, which it gets if it has none."""
    if article.source is None:
        article.source = make_source_document()
        Article.objects.filter(pk=article.pk).update(source=article.source)
    defaults = {"label": "body", "alternative": "noise", "reason": "Reads so", "confidence": 0.6}
    doubt = {"article": article, "source": article.source, "origin": origin}
    return Doubt.objects.create(**{**defaults, **doubt, **fields})


def make_editor(*permissions: str) -> User:
    """A member of staff with these permissions of the articles app; without any: none."""
    user = User.objects.create_user(f"editor-{next(_numbers)}", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__in=permissions)
    )
    return user
