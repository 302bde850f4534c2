"""The rows of a table: each a tuple of cells, each its markup, or `Attributes` where it has more.

    ("Party", "Seats"), ("Red", {"markup": "12", "columns": 2, "rows": 1, "head": True})

`columns` and `rows` are those that a cell spans, `head` says that it heads its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import Attributes

# Far beyond any table that people read.
MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 200

Cell = str | Attributes
Row = tuple[Cell, ...]
Rows = tuple[Row, ...]

_SPANS: Final = ("columns", "rows")
_WRITTEN_SPAN: Final = re.compile(r"\s*\+?(\d{1,9})\s*")
# More rows of one heading are none.
_MOST_HEADING_ROWS: Final = 20


def cell_of(text: str, *, columns: int = 1, rows: int = 1, head: bool = False) -> Cell:
    """Return a cell in its shortest form."""
    more = {"columns": columns, "rows": rows}
    found = {name: min(span, MOST_ROWS) for name, span in more.items() if span > 1}
    if not found and not head:
        return text
    return Attributes({"markup": text, **found, **({"head": True} if head else {})})


def markup_of(cell: Cell) -> str:
    """Return the markup of a cell."""
    return cell if isinstance(cell, str) else str(cell["markup"])


def with_markup(cell: Cell, text: str) -> Cell:
    """Return the cell with other markup."""
    return text if isinstance(cell, str) else cell.with_values(markup=text)


def span_of(cell: Cell, name: str) -> int:
    """Return how many `columns` or `rows` a cell spans."""
    return 1 if isinstance(cell, str) else int(cell.get(name, 1))


def heads_row(cell: Cell) -> bool:
    """Return whether a cell heads its row."""
    return not isinstance(cell, str) and bool(cell.get("head"))


def written_span(text: str, of_zero: int = 1) -> int:
    """Return how many columns or rows HTML says that a cell spans; what is no number is 1.

    `of_zero` is what 0 stands for: of rows, all that follow.
    """
    found = _WRITTEN_SPAN.fullmatch(text)
    return min(int(found[1]) or of_zero, MOST_ROWS) if found else 1


def with_heading(rows: Sequence[Row]) -> tuple[int, Rows]:
    """Return how many rows are the heading, and the rows; a first one of nothing but heads is.

    So are those that its cells reach into: without them, the rest of the table would be shifted.
    """
    count = _heading_rows(rows)
    plain = [tuple(map(_without_head, row)) for row in rows[:count]]
    return count, (*plain, *rows[count:])


def _heading_rows(rows: Sequence[Row]) -> int:
    count = 1
    for place, row in enumerate(rows, 1):
        if not row or not all(map(heads_row, row)):
            return 0
        count = max(count, *(place - 1 + span_of(cell, "rows") for cell in row))
        if place == count:
            break
    return count if count < len(rows) and count <= _MOST_HEADING_ROWS else 0


def _without_head(cell: Cell) -> Cell:
    return cell_of(markup_of(cell), columns=span_of(cell, "columns"), rows=span_of(cell, "rows"))


def fitted(rows: Sequence[Row]) -> Rows:
    """Return the rows without spans into columns or rows that no cell is in.

    Authors write 100 for "all of them"; the editor would make a cell for each.
    """
    starts = [
        above + _columns_before_last(row)
        for above, row in zip(_columns_from_above(rows), rows, strict=True)
    ]
    width = max(starts, default=0) + 1
    return tuple(
        tuple(
            _fitted(cell, width - start if cell is row[-1] else MOST_COLUMNS, len(rows) - place)
            for cell in row
        )
        for place, (start, row) in enumerate(zip(starts, rows, strict=True))
    )


def _columns_from_above(rows: Sequence[Row]) -> list[int]:
    """Return how many columns of each row are of cells that begin in a row above."""
    changes = [0] * (len(rows) + 1)
    for place, row in enumerate(rows):
        for cell in row:
            changes[min(place + 1, len(rows))] += span_of(cell, "columns")
            changes[min(place + span_of(cell, "rows"), len(rows))] -= span_of(cell, "columns")
    return list(accumulate(changes[: len(rows)]))


def _columns_before_last(row: Row) -> int:
    return sum(span_of(cell, "columns") for cell in row[:-1])


def _fitted(cell: Cell, columns: int, rows: int) -> Cell:
    return cell_of(
        markup_of(cell),
        columns=min(span_of(cell, "columns"), columns),
        rows=min(span_of(cell, "rows"), rows),
        head=heads_row(cell),
    )


def words_of_rows(rows: Rows) -> Iterator[str]:
    """Yield the visible text of each cell that has any."""
    for row in rows:
        for cell in row:
            if text := markup.visible_text(markup_of(cell)):
                yield text


def map_cells(rows: Rows, change: Any) -> Rows:
    """Return the rows with `change` of the markup of each cell."""
    return tuple(tuple(with_markup(cell, change(markup_of(cell))) for cell in row) for row in rows)


def without_empty_ends(rows: Rows) -> Rows:
    """Return the rows without the empty cells beyond the most columns that a table may have."""
    return tuple(
        row[:MOST_COLUMNS] if not any(map(markup_of, row[MOST_COLUMNS:])) else row for row in rows
    )


def is_too_large(rows: Rows) -> bool:
    """Return whether a table has more rows or columns than can be stored."""
    return len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows)


def are_rows(value: Any) -> bool:
    """Return whether a value has the shape of rows."""
    return (
        isinstance(value, tuple)
        and 0 < len(value) <= MOST_ROWS
        and all(isinstance(row, tuple) and len(row) <= MOST_COLUMNS for row in value)
        and all(_is_cell(cell) for row in value for cell in row)
    )


def _is_cell(cell: Any) -> bool:
    if isinstance(cell, str):
        return True
    return (
        isinstance(cell, Attributes)
        and cell.keys() <= {"markup", "head", *_SPANS}
        and isinstance(cell.get("markup"), str)
        and all(type(cell.get(name, 1)) is int and cell.get(name, 1) > 0 for name in _SPANS)
        and isinstance(cell.get("head", False), bool)
    )


def checked_rows(rows: Iterable[Sequence[str | Mapping[str, Any]]]) -> Rows:
    """Return rows with clean markup, without cells that have the shape of none."""
    found = []
    for row in rows:
        cells = [Attributes(cell) if isinstance(cell, Mapping) else cell for cell in row]
        found.append(tuple(_checked(cell) for cell in cells if _is_cell(cell))[:MOST_COLUMNS])
    return tuple(found[:MOST_ROWS])


def _checked(cell: Cell) -> Cell:
    text = markup.clean(markup_of(cell)).markup
    return cell_of(
        text,
        columns=span_of(cell, "columns"),
        rows=span_of(cell, "rows"),
        head=heads_row(cell),
    )
