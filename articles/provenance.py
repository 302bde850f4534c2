"""A part of an article -> the block of the source document that it came from, or who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from articles.documents.editing.origins import parts_by_target
from articles.documents.labels import Label
from articles.models import Article, SourceDocument, Version

# Versions are large, and the first few tell as a rule.
_AT_ONCE: Final = 20
# These have no identifier of their own: other words in the same place are another line.
_KNOWN_BY_WORDS: Final = {Label.HEADLINE, Label.STANDFIRST, Label.BYLINE}


@dataclass(frozen=True, slots=True)
class FollowedSource:
    """A source, and the versions of the article that follow it; `since` is 0 if it is not known."""

    source: SourceDocument
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Origin:
    """`version` is the last in which the part came from a block; without a block, its first.

    `followed` is None where it is not known which source that version followed.
    """

    version: Version
    block: int | None = None
    followed: FollowedSource | None = None

    @property
    def source(self) -> SourceDocument | None:
        return self.followed.source if self.followed else None


def origin_of(article: Article, target: str) -> Origin | None:
    """Return where a part came from, by the identifier under which the editor's HTML names it.

    None if the article as it stands has no such part.
    """
    brought = None
    for version, block in _standing(article, target):
        if block is not None:
            return Origin(version, block, _followed_at(article, version.number))
        brought = version
    return Origin(brought) if brought else None


def _standing(article: Article, target: str) -> Iterator[tuple[Version, int | None]]:
    """Yield the versions that hold the part, the newest first, each with its block of then."""
    current = None
    for version in _versions(article).iterator(_AT_ONCE):
        block, part = parts_by_target(version.document()).get(target, (None, None))
        if version.number == article.version:
            current = part
        if current is None:
            return
        if current.label in _KNOWN_BY_WORDS and (part is None or part.text != current.text):
            return
        if part is not None:
            yield version, block


def _versions(article: Article) -> QuerySet[Version]:
    return (
        Version.objects.filter(article=article)
        .select_related("created_by", "run")
        .defer("imported")
        .order_by("-number")
    )


def _followed_at(article: Article, number: int) -> FollowedSource | None:
    """Return what the article followed when that version was made."""
    followed = sources_of(article)
    if followed and number == article.version:
        return followed[0]
    return next((f for f in followed if f.since and f.since <= number <= f.until), None)


def sources_of(article: Article) -> list[FollowedSource]:
    """Return each source that the article follows or followed, the newest first. One query."""
    brought = (
        Version.objects.filter(article=article, source__isnull=False)
        .select_related("source__run")
        .defer("content", "imported", "source__content")
        .order_by("-number")
    )
    found = []
    until = article.version
    for version in brought:
        # The article's own is loaded already, its content included.
        is_own = version.source_id == article.source_id
        source = article.source if is_own else version.source
        assert source
        found.append(FollowedSource(source, version.number, until))
        until = version.number - 1
    if article.source and (not found or found[0].source != article.source):
        found.insert(0, FollowedSource(article.source, 0, article.version))
    return found
