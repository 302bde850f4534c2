"""Compare two tables row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import Attributes
from articles.documents.article.table import Cell, Row, heads_row, markup_of
from articles.documents.revisions.marked_words import DiffNote, DiffWords, compare, replaced

_NO_ROWS: Final[tuple[Row, ...]] = ()


@dataclass(frozen=True, slots=True)
class DiffCell:
    """The same cell of both tables; `change` is `same`, `changed`, `added` or `removed`."""

    change: str
    words: tuple[DiffWords, ...]
    is_head: bool = False
    notes: tuple[DiffNote, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffTableRow:
    """The same row of both tables; of rows left out, as they are the same, only the number."""

    cells: tuple[DiffCell, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class DiffTable:
    """The rows of two tables that differ, below those of the heading."""

    rows: tuple[DiffTableRow, ...]

    @property
    def changed(self) -> int:
        """Return how many cells differ."""
        return sum(cell.change != "same" for row in self.rows for cell in row.cells)

    @property
    def notes(self) -> tuple[DiffNote, ...]:
        """Return what became of links and styles in the cells."""
        return tuple(note for row in self.rows for cell in row.cells for note in cell.notes)


def diff_tables(before: Attributes, after: Attributes) -> DiffTable:
    """Return what differs between two tables, given by their attributes."""
    rows = list(_rows(before.get("rows", _NO_ROWS), after.get("rows", _NO_ROWS)))
    heading = int(after.get("head", 0))
    return DiffTable(tuple(_shortened(rows, heading)))


def _shortened(rows: Sequence[DiffTableRow], heading: int) -> Iterator[DiffTableRow]:
    """Yield the rows of the heading and those that differ."""

    def is_left_out(pair: tuple[int, DiffTableRow]) -> bool:
        return pair[0] >= heading and all(cell.change == "same" for cell in pair[1].cells)

    for left_out, group in groupby(enumerate(rows), key=is_left_out):
        stretch = [row for _, row in group]
        if left_out:
            yield DiffTableRow(left_out=len(stretch))
        else:
            yield from stretch


def _rows(before: Sequence[Row], after: Sequence[Row]) -> Iterator[DiffTableRow]:
    for old, new in _aligned(before, after):
        if old is not None and new is not None and len(old) == len(new):
            pairs: Iterable[tuple[Any, Any]] = zip(old, new, strict=True)
        else:
            pairs = _aligned(old or (), new or ())
        yield DiffTableRow(tuple(_cell(*pair) for pair in pairs))


def _aligned(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield what is the same on both sides, and between that what is in the same place."""
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        old, new = before[start:end], after[new_start:new_end]
        shared = min(len(old), len(new)) if tag == "replace" else 0
        if tag == "equal":
            yield from zip(old, new, strict=True)
            continue
        yield from zip(old[:shared], new[:shared], strict=True)
        yield from ((each, None) for each in old[shared:])
        yield from ((None, each) for each in new[shared:])


def _cell(old: Cell | None, new: Cell | None) -> DiffCell:
    if new is None:
        return _alone(old or "", "removed")
    if old is None:
        return _alone(new, "added")
    found = compare([markup_of(old)], [markup_of(new)])
    change = "same" if old == new else "changed"
    return DiffCell(change, found.words, heads_row(new), found.notes)


def _alone(cell: Cell, change: str) -> DiffCell:
    text = markup.visible_text(markup_of(cell))
    words = replaced(text, "") if change == "removed" else replaced("", text)
    return DiffCell(change, words, heads_row(cell))
