"""The sheets of an XLSX file as rows of text. It is a zip of XML, and so can be a bomb.

import-export reads workbooks by tablib and openpyxl, which trust them; here openpyxl alone reads,
row by row, what was checked before.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import IO, Any, Final

from articles.documents.messages import gettext_noop
from articles.documents.reading.archives.container import BROKEN, Trouble
from articles.documents.reading.archives.zip_archive import open_archive
from articles.documents.reading.bounds import WorkbookBounds
from articles.documents.source import DocumentRejected

# Enough for every file that a workbook may have.
_DIRECTORY_BYTES: Final = 2**20
# A style costs ten times as much as a cell.
_STYLES: Final = "xl/styles.xml"
_MOST_STYLES: Final = 2**17
_CHUNK: Final = 2**18
# Begins "<!ENTITY": with it a few bytes become any number. No spreadsheet writes it.
_ENTITIES: Final = b"<!ENTI"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's title, and its rows with their numbers, counted from 1."""

    title: str
    rows: Iterator[tuple[int, list[str]]]


def is_workbook(head: bytes) -> bool:
    """Return whether a zip's first file is one of those that a workbook begins with."""
    length = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + length]
    return (
        head.startswith(b"PK\x03\x04")
        and first.startswith((b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/"))
        and b"xl/w" in head
    )


def sheets(file: IO[bytes], bounds: WorkbookBounds) -> Iterator[Sheet]:
    """Yield each sheet, to be read before the next is asked for.

    Raises `DocumentRejected`, for a bomb before anything of it is parsed; so do the rows.
    """
    check_workbook(file, bounds)
    try:
        # Not before: worker processes read rows of workbooks, but no workbook.
        openpyxl = import_module("openpyxl")
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
        worksheets = list(workbook.worksheets)
    # A broken file makes openpyxl and the XML parser raise whatever they trip over.
    except Exception as error:
        raise _broken() from error
    counted = _Counted(bounds)
    for worksheet in worksheets:
        yield Sheet(worksheet.title, _rows(worksheet, bounds, counted))


class _Counted:
    """Count what came out of all sheets so far: the cells, and the characters in them."""

    def __init__(self, bounds: WorkbookBounds) -> None:
        self._bounds = bounds
        self._cells = self._characters = 0

    def add(self, cells: list[str]) -> None:
        """Add a row; raise DocumentRejected where that makes it too many."""
        self._cells += len(cells) or 1
        self._characters += sum(map(len, cells))
        if self._cells > self._bounds.cells:
            raise DocumentRejected(f"has more than {self._bounds.cells:,} cells", self._bounds.hint)
        if self._characters > self._bounds.unpacked:
            raise _bomb(self._bounds)


def _rows(
    worksheet: Any, bounds: WorkbookBounds, counted: _Counted
) -> Iterator[tuple[int, list[str]]]:
    try:
        # Bounded, for openpyxl fills in all the rows and columns that a sheet claims to have.
        rows = worksheet.iter_rows(
            max_row=bounds.rows + 1, max_col=bounds.columns + 1, values_only=True
        )
        for number, row in enumerate(rows, start=1):
            if number > bounds.rows:
                raise DocumentRejected(f"has more than {bounds.rows:,} rows", bounds.hint)
            cells = _cells(row)
            if len(cells) > bounds.columns:
                raise DocumentRejected(f"has more than {bounds.columns:,} columns", bounds.hint)
            counted.add(cells)
            yield number, cells
    except DocumentRejected:
        raise
    except Exception as error:
        raise _broken() from error


def _cells(row: Sequence[Any]) -> list[str]:
    """Return the texts of a row up to its last cell that is filled.

    A sheet may go from its first row to its last, and openpyxl fills in all between.
    """
    length = len(row)
    if row.count(None) == length:
        return []
    while row[length - 1] is None:
        length -= 1
    return [_text(value) for value in row[:length]]


def _text(value: Any) -> str:
    """Return a cell's value as text; spreadsheets turn texts into numbers and dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def check_workbook(file: IO[bytes], bounds: WorkbookBounds) -> None:
    """Raise DocumentRejected for what unpacks to too much, as declared first and then in fact."""
    try:
        with open_archive(file, _DIRECTORY_BYTES) as archive:
            infos = archive.infolist()
            if len(infos) > bounds.files or sum(i.file_size for i in infos) > bounds.unpacked:
                raise _bomb(bounds)
            _check_contents(archive, bounds)
    except Trouble as trouble:
        raise _broken() from trouble
    except (*BROKEN, OSError) as error:
        raise _broken() from error


def _check_contents(archive: zipfile.ZipFile, bounds: WorkbookBounds) -> None:
    tags = sheets = styles = 0
    for info in archive.infolist():
        # A file is unpacked to the size it declares and no further; a lie is a BadZipFile.
        with archive.open(info) as content:
            tail = b""
            while chunk := content.read(_CHUNK):
                tags += chunk.count(b"<")
                # Without them, for the parser reads UTF-16, too.
                joined = tail + chunk.replace(b"\0", b"")
                sheets += joined.count(b"sheetId")
                if _ENTITIES in joined:
                    raise _broken()
                tail = joined[-len(b"sheetI") :]
        if info.filename == _STYLES:
            styles += info.file_size
    if tags > bounds.tags or tags * sheets > bounds.tags_in_sheets or styles > _MOST_STYLES:
        raise _bomb(bounds)


def _bomb(bounds: WorkbookBounds) -> DocumentRejected:
    return DocumentRejected(
        f"unpacks to more than {bounds.unpacked // 2**20} MB, or holds far more than a table",
        bounds.hint,
    )


def _broken() -> DocumentRejected:
    return DocumentRejected(
        gettext_noop("is not a readable XLSX file"),
        gettext_noop("Open it in a spreadsheet and save it as XLSX or CSV anew."),
    )
