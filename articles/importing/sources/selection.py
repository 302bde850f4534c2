"""Stored documents that are to be parsed again: which, and one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from articles.documents.pipeline import PARSER_VERSION
from articles.documents.source import Source
from articles.models import Article, SourceDocument
from articles.models.article import ArticleQuerySet

# So many articles are looked up at a time, and documents of about so many bytes read.
_TOGETHER: Final = 200
_BYTES: Final = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the articles that follow a source: all, or those to which everything here applies.

    `keys` is a pattern such as wire-*; `outdated` are those whose source an older parser read last;
    `limit` is how many at most.
    """

    publisher: str = ""
    external_ids: str = ""
    articles: tuple[int, ...] | None = None
    outdated: bool = False
    limit: int | None = None

    def count(self) -> int:
        found = sum(chosen.count() for chosen in self._chosen())
        return found if self.limit is None else min(found, self.limit)

    def sources(self) -> Iterator[Source]:
        """Yield the documents in the order of their articles, a few at a time."""
        return islice(self._sources(), self.limit)

    def _sources(self) -> Iterator[Source]:
        for chosen in self._chosen():
            rows = chosen.order_by("pk").values_list("pk", "source_id", "source__size")
            last = 0
            while page := list(rows.filter(pk__gt=last)[:_TOGETHER]):
                for keys in _of_bounded_size(page):
                    kept = SourceDocument.objects.in_bulk(keys)
                    yield from (kept[key].received() for key in keys if key in kept)
                last = page[-1][0]

    def why_empty(self) -> str:
        """Return the reason, for people, why there is no such document."""
        if self.to_json() == Selection(outdated=True).to_json():
            return f"Parser {PARSER_VERSION} has read every document already."
        return (
            "No article follows a document that fits. A publisher is written as its documents "
            "write it, capitals too; a pattern must fit the whole of a key."
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as a run's arguments have it."""
        arguments = {
            "publisher": self.publisher,
            "keys": self.external_ids,
            "articles": list(self.articles) if self.articles is not None else None,
            "outdated": self.outdated,
            "limit": self.limit,
        }
        return {name: value for name, value in arguments.items() if value not in ("", None, False)}

    @classmethod
    def from_json(cls, arguments: dict[str, Any]) -> Selection:
        articles = arguments.get("articles")
        return cls(
            publisher=arguments.get("publisher", ""),
            external_ids=arguments.get("keys", ""),
            articles=None if articles is None else tuple(articles),
            outdated=arguments.get("outdated", False),
            limit=arguments.get("limit"),
        )

    def _chosen(self) -> Iterator[ArticleQuerySet]:
        """Yield one query or, where articles are named, one for so many of them."""
        found = Article.objects.following_a_source()
        if self.publisher:
            found = found.filter(source__publisher=self.publisher)
        if self.external_ids:
            found = found.with_external_ids_like(self.external_ids)
        if self.outdated:
            found = found.filter(source__parser_version__lt=PARSER_VERSION)
        if self.articles is None:
            yield found
            return
        named = sorted(set(self.articles))
        for start in range(0, len(named), _TOGETHER):
            yield found.filter(pk__in=named[start : start + _TOGETHER])


def _of_bounded_size(page: list[tuple[int, int, int]]) -> Iterator[list[int]]:
    """Yield the primary keys of the sources, as many together as may be held."""
    keys: list[int] = []
    held = 0
    for _, key, size in page:
        keys.append(key)
        held += size
        if held >= _BYTES:
            yield keys
            keys, held = [], 0
    if keys:
        yield keys
