"""What an import makes of a document, told from what is stored under its key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from articles.documents.addresses import host_of
from articles.documents.source import Source
from articles.models import Article


class Decision(Enum):
    """What is to be done with a document; a changed one is merged."""

    CREATE = auto()
    MERGE = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import needs to know of the article that a key has already."""

    article_id: int
    version: int
    digest: str | None
    publisher: str | None
    url: str | None
    file: str | None

    @property
    def named_publisher(self) -> str:
        """Its publisher, unless that is but the site of its address."""
        is_site = self.publisher == host_of(self.url or "")
        return "" if is_site else self.publisher or ""


def stored_under(keys: Collection[str]) -> dict[str, Stored]:
    """The articles of those keys. One query."""
    names = ("digest", "publisher", "url", "file")
    rows = (
        Article.objects.with_keys(keys)
        .order_by()
        .values_list("key", "pk", "version", *(f"source__{name}" for name in names))
    )
    return {key: Stored(*rest) for key, *rest in rows}


def decide(source: Source, stored: Stored | None) -> Decision:
    if stored is None:
        return Decision.CREATE
    return Decision.NOTHING if stored.digest == source.digest else Decision.MERGE
