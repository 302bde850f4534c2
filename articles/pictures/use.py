"""Which article and which edition has which picture: what readers may get, and what may not go.

Whoever writes an article or an edition tells it here, in the same transaction, for many at once.
Where no document among them has a picture, that costs no query.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.db.models import Q, QuerySet

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.article.rows import ArticleRows
from articles.models import Article, ArticlePicture, Edition, EditionPicture, Picture

# How many rows one statement carries.
_TOGETHER: Final = 500
# A plain string, as rows have it.
_PICTURE: Final = Kind.PICTURE.value
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def set_article_pictures(used: Mapping[int, Collection[str]], *, are_new: bool = False) -> None:
    """Record the pictures of articles, by their SHA-256, in the place of what is recorded of them.

    `used` has articles by their keys; of those that are new, nothing is recorded yet.
    """
    if used and not are_new:
        ArticlePicture.objects.filter(article__in=used).delete()
    rows = [ArticlePicture(article_id=key, sha256=sha) for key, sha in _pairs(used)]
    if rows:
        ArticlePicture.objects.bulk_create(rows, batch_size=_TOGETHER)


def add_edition_pictures(
    used: Mapping[int, Collection[str]], addresses: Mapping[int, Mapping[str, int | None]] = {}
) -> None:
    """Record the pictures of new editions, by the editions' keys.

    `addresses` has the numbers of the addresses that they had where the articles came from.
    """
    rows = [
        EditionPicture(edition_id=key, sha256=sha, url_hash=addresses.get(key, {}).get(sha))
        for key, sha in _pairs(used)
    ]
    if rows:
        EditionPicture.objects.bulk_create(rows, batch_size=_TOGETHER)


def pictures_of(article: Article) -> QuerySet[Picture]:
    """Return the pictures that an article has on the desk or has shown."""
    on_desk = ArticlePicture.objects.filter(article=article).values("sha256")
    shown = EditionPicture.objects.filter(edition__article=article).values("sha256")
    return Picture.objects.filter(Q(sha256__in=on_desk) | Q(sha256__in=shown))


def articles_with_picture(sha256: str) -> list[Article]:
    """Return the articles that have a picture on the desk or have shown it, newest first.

    Those in the trash are among them: they may come back.
    """
    on_desk = ArticlePicture.objects.filter(sha256=sha256).values("article")
    shown = EditionPicture.objects.filter(sha256=sha256).values("edition__article")
    found = Article.with_deleted.filter(Q(pk__in=on_desk) | Q(pk__in=shown))
    return list(found.order_by("-pk"))


def open_editions_with_picture(sha256: str) -> list[Edition]:
    """Return the editions with a picture that are live or to be."""
    editions = Edition.objects.live() | Edition.objects.scheduled()
    return list(editions.filter(pictures__sha256=sha256).newest_first())


def is_used(sha256: str) -> bool:
    """Return whether an article, the masthead or a page has a picture, or an edition to be seen."""
    on_desk = ArticlePicture.objects.filter(sha256=sha256)
    around = Picture.objects.filter(
        Q(mastheads__isnull=False) | Q(static_pages__isnull=False), sha256=sha256
    )
    return on_desk.exists() or around.exists() or bool(open_editions_with_picture(sha256))


def pictures_of_paragraphs(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """Return the pictures that paragraphs have, by their SHA-256."""
    return valid_sha256s(
        each.attributes.get("picture", "") for each in paragraphs if each.attributes
    )


def pictures_of_rows(rows: ArticleRows) -> frozenset[str]:
    """Return the pictures that an article has, noise included, by their SHA-256."""
    return valid_sha256s(
        json.loads(attributes).get("picture", "")
        for _, _, kind, _, _, _, attributes, _ in rows.paragraphs
        if kind == _PICTURE and attributes
    )


def valid_sha256s(texts: Iterable[str]) -> frozenset[str]:
    """Return those that can be keys of pictures: documents may hold any others."""
    return frozenset(filter(_SHA256.fullmatch, texts))


def _pairs(used: Mapping[int, Collection[str]]) -> Iterable[tuple[int, str]]:
    return ((key, sha) for key, shas in used.items() for sha in sorted(set(shas)))
