"""What can be compared of an article: its versions, what is live, and what came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from articles.admin.numbers import integer
from articles.documents.article.model import ArticleDocument
from articles.models import Article, Edition, Version

LIVE: Final = "live"
PUBLISHED: Final = "published"
IMPORTED: Final = "imported"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: how its address calls it, and people."""

    value: str
    name: str
    document: ArticleDocument
    version: Version


def find_side(article: Article, value: str) -> Side | None:
    """Return a version by its number, or `live`, `published` or `imported`; None if there is none.

    Live is what readers see now, published what they saw last, and imported what the source says
    that the article follows.
    """
    if find := _NAMED.get(value):
        return find(article)
    version = article.versions.filter(number=integer(value) or 0).first()
    return _side_of(version) if version else None


def describe_version(version: Version) -> str:
    """Return the name of a version within a sentence."""
    if version.name:
        values = {"number": version.number, "name": version.name}
        return _("version %(number)d, “%(name)s”") % values
    return _("version %(number)d") % {"number": version.number}


def _side_of(version: Version) -> Side:
    return Side(str(version.number), describe_version(version), version.document(), version)


def _live(article: Article) -> Side | None:
    return _of_edition(article.editions.live().order_by("-live_from").first(), LIVE)


def _published(article: Article) -> Side | None:
    return _of_edition(article.editions.begun().order_by("-live_from", "-pk").first(), PUBLISHED)


def _of_edition(edition: Edition | None, value: str) -> Side | None:
    if edition is None:
        return None
    version = edition.version
    name = _("%(version)s, live") if value == LIVE else _("%(version)s, as published")
    values = {"version": describe_version(version)}
    return Side(value, name % values, version.document(), version)


def _imported(article: Article) -> Side | None:
    version = article.versions.filter(source__isnull=False).order_by("-number").first()
    if version is None:
        return None
    return Side(IMPORTED, _("its source, as imported"), version.imported_document(), version)


_NAMED: Final[Mapping[str, Callable[[Article], Side | None]]] = {
    LIVE: _live,
    PUBLISHED: _published,
    IMPORTED: _imported,
}
