"""What differs between two article documents, for a stale save and for a version's page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.diff import DiffRow, diff_rows


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows that are all the same, or all not."""

    is_same: bool
    rows: tuple[DiffRow, ...]


def side_by_side(before: ArticleDocument, after: ArticleDocument) -> list[Stretch]:
    """Both documents from the headline down, in stretches that are alike and that differ."""
    return [
        Stretch(is_same, tuple(rows))
        for is_same, rows in groupby(diff_rows(before, after), key=lambda row: row.change == "same")
    ]


def changed_names(before: ArticleDocument, after: ArticleDocument) -> list[str]:
    """Which fields of the article's page differ, by the names they have there."""
    pairs: dict[str, tuple[object, object]] = {
        "headline": (before.headline, after.headline),
        "headline confirmed": (before.headline_provisional, after.headline_provisional),
        "standfirst": (before.standfirst, after.standfirst),
        "bylines": (before.bylines, after.bylines),
        "language": (before.language, after.language),
        "details": (before.metadata, after.metadata),
        "text": (before.sections, after.sections),
    }
    return [name for name, (old, new) in pairs.items() if old != new]
