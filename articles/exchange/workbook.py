"""Rows of text <-> the first sheet of an XLSX file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from articles.documents.reading.tables.workbook import sheets
from articles.exchange.bounds import WORKBOOK

# Excel counts UTF-16 units, and openpyxl cuts a longer text without a word.
CELL_UNITS: Final = 32_767
# So many characters are never more units than a cell holds.
PART_CHARACTERS: Final = 16_000

# XML has no way to write these; a carriage return comes back as a line feed.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_WIDTHS: Final = {"headline": 40, "standfirst": 40, "heading": 30, "markup": 100}


class CannotWrite(ValueError):
    """Raised for a text that XLSX cannot hold; the message names it and what to do."""


def fits(text: str) -> bool:
    """Return whether a text fits a cell."""
    return len(text) <= PART_CHARACTERS or len(text.encode("utf-16-le")) <= 2 * CELL_UNITS


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a workbook with one sheet; raise `CannotWrite`."""
    rows = list(rows)
    # All at first: openpyxl leaves a sheet that is broken off open.
    for row in rows:
        for name, text in zip(header, row, strict=True):
            _check(name, text)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Articles")
    sheet.freeze_panes = "A2"
    for index, name in enumerate(header):
        sheet.column_dimensions[get_column_letter(index + 1)].width = _WIDTHS.get(name, 12)
    for row in (header, *rows):
        sheet.append([_cell(sheet, text) for text in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _check(name: str, text: str) -> None:
    if not fits(text):
        raise CannotWrite(
            f"XLSX holds {CELL_UNITS:,} characters in a cell, and a {name} has {len(text):,} "
            f"(“{text[:60]}…”). Export as CSV or JSON instead."
        )
    if found := _UNWRITABLE.search(text):
        raise CannotWrite(
            f"XLSX cannot hold the character U+{ord(found[0]):04X}, which a {name} has "
            f"({text[:60]!r}). Export as CSV or JSON instead."
        )


def _cell(sheet: Any, text: str) -> Any:
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    # Else openpyxl takes "#REF!" for an error, and a text that begins with = for a formula.
    cell.data_type = "s"
    return cell


def read(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield each row of the first sheet with its number, counted from 1.

    Raise `DocumentRejected`, for a bomb before anything of it is parsed.
    """
    for sheet in sheets(io.BytesIO(content), WORKBOOK):
        yield from sheet.rows
        return
