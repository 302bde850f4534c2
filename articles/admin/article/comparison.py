"""What differs between two article documents, for every page that compares them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_noop

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.diff import DiffRow, diff_rows


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows that are all the same, or all not."""

    is_same: bool
    rows: tuple[DiffRow, ...]


def stretches_of(before: ArticleDocument, after: ArticleDocument) -> list[Stretch]:
    """Return both documents from the headline down, in unchanged and changed stretches."""
    return [
        Stretch(is_same, tuple(rows))
        for is_same, rows in groupby(diff_rows(before, after), key=lambda row: row.change == "same")
    ]


def changed_names(before: ArticleDocument, after: ArticleDocument) -> list[str]:
    """Return the fields of the article's page that differ, by their names in the log."""
    pairs: dict[str, tuple[object, object]] = {
        gettext_noop("headline"): (before.headline, after.headline),
        gettext_noop("headline confirmed"): (
            before.headline_provisional,
            after.headline_provisional,
        ),
        gettext_noop("standfirst"): (before.standfirst, after.standfirst),
        gettext_noop("bylines"): (before.bylines, after.bylines),
        gettext_noop("language"): (before.language, after.language),
        gettext_noop("metadata"): (before.metadata, after.metadata),
        gettext_noop("text"): (before.sections, after.sections),
    }
    return [name for name, (old, new) in pairs.items() if old != new]
