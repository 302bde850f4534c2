"""Articles -> the same without what was erased, in every version: the one change of the past."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from articles.bulk import json_value, update
from articles.documents.article.metadata import METADATA_COLUMNS
from articles.documents.article.model import ArticleDocument
from articles.documents.article.rows import article_rows, packed_json
from articles.documents.copies import shown_texts
from articles.models import Article, Version
from articles.pictures.use import pictures_of_rows, set_article_pictures
from articles.review.duplicates import look_for_duplicates
from articles.search.rebuild import index_again
from articles.store.create import metadata_values
from articles.store.sync import sync_rows

_FIELDS = ("headline", "standfirst", "bylines", *METADATA_COLUMNS)

Rewrite = Callable[[ArticleDocument], ArticleDocument]


@transaction.atomic
def rewrite_versions(article_id: int, rewrite: Rewrite) -> list[int]:
    """Rewrite every version of an article, in place, and its rows as the current one reads then.

    Return the primary keys of the versions that were changed. No version is added, since that would
    tell what is gone. Parts keep their identifiers.
    """
    article = Article.with_deleted.for_change().get(pk=article_id)
    changed = []
    for version in Version.objects.filter(article=article).order_by("number"):
        content, imported = _rewritten(version.content, rewrite), None
        if version.imported is not None:
            imported = _rewritten(version.imported, rewrite)
        if content is None and imported is None:
            continue
        old = None if version.imported is None else packed_json(version.imported)
        changed.append((content or packed_json(version.content), imported or old, version.pk))
    update(Version, ["content", "imported"], changed)
    if changed:
        current = Version.objects.get(article=article, number=article.version)
        _write_rows(article, current.document())
        index_again(article_id)
    return [pk for _, _, pk in changed]


def _rewritten(content: Any, rewrite: Rewrite) -> bytes | None:
    document = ArticleDocument.from_json(content)
    rewritten = rewrite(document)
    return None if rewritten == document else packed_json(rewritten.to_json())


def _write_rows(article: Article, document: ArticleDocument) -> None:
    rows = article_rows(document)
    sync_rows({article.pk: rows})
    set_article_pictures({article.pk: pictures_of_rows(rows)})
    look_for_duplicates({article.pk: shown_texts(rows)})
    values = (
        rows.headline,
        rows.standfirst,
        json_value(rows.bylines),
        *metadata_values(rows.metadata),
        article.pk,
    )
    update(Article, _FIELDS, [values])
