"""The documents of a run, a page at a time.

A run may have a million: the next page begins after the last document of this one, nothing is
counted or skipped over, and each order is that of an index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.models.import_run import ImportRun, Outcome, RunItem

SIZE: Final = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents: of one outcome or of all (None), holding a term or not ("").

    `after` and `before` are primary keys of documents, of which at most one is given.
    """

    outcome: Outcome | None = None
    term: str = ""
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`previous` and `next` say whether there are documents before and after these."""

    items: Sequence[RunItem]
    previous: bool
    next: bool


def page_of(run: ImportRun, wanted: Wanted, size: int | None = None) -> Page:
    """Return a page of items: of one outcome in the order of the import, of all by external id."""
    size = size or SIZE
    items = run.items.select_related("article")
    by_key = wanted.outcome is None
    if wanted.outcome is not None:
        items = items.filter(outcome=wanted.outcome)
    if wanted.term:
        items = items.holding(wanted.term)
    order = ("external_id", "pk") if by_key else ("pk",)
    number = wanted.before or wanted.after
    edge = run.items.filter(pk=number).first() if number else None
    if edge and wanted.before:
        reverse = [f"-{name}" for name in order]
        found = list(items.before(edge, by_key=by_key).order_by(*reverse)[: size + 1])
        return Page(found[size - 1 :: -1], previous=len(found) > size, next=True)
    if edge:
        items = items.after(edge, by_key=by_key)
    found = list(items.order_by(*order)[: size + 1])
    return Page(found[:size], previous=edge is not None, next=len(found) > size)
