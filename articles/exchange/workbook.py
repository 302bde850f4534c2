"""Rows of text <-> the first sheet of an XLSX file, which is a zip of XML and so can be a bomb."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from articles.documents.source import DocumentRejected
from articles.exchange.bounds import too_large

# Excel counts UTF-16 units, and openpyxl cuts a longer text without a word.
CELL_UNITS: Final = 32_767
# So many characters are never more units than a cell holds.
PART_CHARACTERS: Final = 16_000

# Fifty articles of forty paragraphs unpack to 1.2 MB with 90,000 tags.
MOST_UNPACKED: Final = 8 * 2**20
MOST_FILES: Final = 200
# What costs openpyxl time: tags, and those of every sheet, each of which it looks through for its
# size. Within these bounds no file takes it longer than two seconds.
MOST_TAGS: Final = 400_000
MOST_TAGS_IN_SHEETS: Final = 1_000_000
# A style costs ten times as much as a cell.
_STYLES: Final = "xl/styles.xml"
_MOST_STYLES: Final = 2**17
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60

# XML has no way to write these; a carriage return comes back as a line feed.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_WIDTHS: Final = {"headline": 40, "standfirst": 40, "heading": 30, "markup": 100}


class CannotWrite(ValueError):
    """The file format cannot hold a text; the message says which and what to do."""


def fits(text: str) -> bool:
    return len(text) <= PART_CHARACTERS or len(text.encode("utf-16-le")) <= 2 * CELL_UNITS


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    rows = list(rows)
    # All at first: openpyxl leaves a sheet that is broken off open.
    for row in rows:
        for name, text in zip(header, row, strict=True):
            _check(name, text)
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Articles")
    sheet.freeze_panes = "A2"
    for index, name in enumerate(header):
        sheet.column_dimensions[chr(ord("A") + index)].width = _WIDTHS.get(name, 12)
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

    Raises `DocumentRejected`, for a bomb before anything of it is parsed.
    """
    _check_archive(content)
    try:
        sheet = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        # Bounded, for openpyxl fills in all the rows and columns that a sheet claims to have.
        rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        for number, row in enumerate(rows, start=1):
            if number > MOST_ROWS:
                raise too_large(f"has more than {MOST_ROWS:,} rows")
            yield number, [_text(value) for value in row]
    except DocumentRejected:
        raise
    # A broken file makes openpyxl and the XML parser raise whatever they trip over.
    except Exception as error:
        raise _broken() from error


def _text(value: Any) -> str:
    """A cell's value as text; a spreadsheet makes numbers and dates of what looks like one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _check_archive(content: bytes) -> None:
    """Refuse what unpacks to too much, by its own account first and then in truth."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            if len(files) > MOST_FILES or sum(file.file_size for file in files) > MOST_UNPACKED:
                raise _bomb()
            # A file is unpacked to the size it declares and no further; a lie is a BadZipFile.
            _check_contents({file.filename: archive.read(file) for file in files})
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _broken() from error


def _check_contents(contents: Mapping[str, bytes]) -> None:
    tags = sum(content.count(b"<") for content in contents.values())
    sheets = sum(content.count(b"sheetId") for content in contents.values())
    styles = len(contents.get(_STYLES, b""))
    if tags > MOST_TAGS or tags * sheets > MOST_TAGS_IN_SHEETS or styles > _MOST_STYLES:
        raise _bomb()


def _bomb() -> DocumentRejected:
    return too_large(
        f"unpacks to more than {MOST_UNPACKED // 2**20} MB, or holds far more than a table"
    )


def _broken() -> DocumentRejected:
    return DocumentRejected(
        "is not a readable XLSX file", "Open it in a spreadsheet and save it as XLSX or CSV anew."
    )
