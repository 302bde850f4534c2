"""All versions of a source document, the newest first: what each says of itself, what became of it.

The order is that by which an import decides, as far as they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from articles.models import Article, RunItem, SourceDocument
from articles.models.import_run import RunKind

# A source that comes every hour for a year has more: of those the last are shown.
_MOST: Final = 200
_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One version; `outcome` is what became of it when it came in first, "" if not known."""

    source: SourceDocument
    outcome: str
    reason: str
    is_followed: bool

    @property
    def is_retracted(self) -> bool:
        return self.source.status != "usable"


def timeline_of(key: str, article: Article | None) -> list[TimelineEntry]:
    """Return the versions that came in under a key, the newest first. Two queries."""
    rows = SourceDocument.objects.filter(external_id=key).select_related("run").defer("content")
    sources = sorted(rows.order_by("-pk")[:_MOST], key=_age, reverse=True)
    found = _items(key, sources) if sources else {}
    return [
        TimelineEntry(
            source,
            item.get_outcome_display() if (item := found.get(source.pk)) else "",
            item.reason if item else "",
            article is not None and article.source_id == source.pk,
        )
        for source in sources
    ]


def _age(source: SourceDocument) -> tuple[int, datetime, int]:
    version = -1 if source.version is None else source.version
    return version, source.updated_at or source.published_at or _LONG_AGO, source.pk


def _items(key: str, sources: list[SourceDocument]) -> dict[int, RunItem]:
    """Return the item of the run that each came in with, which stored it."""
    items = RunItem.objects.filter(
        external_id=key, run__in={source.run_id for source in sources}, run__kind=RunKind.IMPORT
    )
    by_place: dict[tuple[int, str, str], RunItem] = {}
    for item in items.order_by("pk"):
        by_place.setdefault((item.run_id, item.file, item.position), item)
    places = ((each.pk, (each.run_id, each.file, each.position)) for each in sources)
    return {pk: by_place[place] for pk, place in places if place in by_place}
