"""XLSX: one article a row, in every sheet that has a header of such columns."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Final, cast

from articles.documents.metadata.moments import DateOrder
from articles.documents.reading.bounds import (
    DOCUMENT_BYTES,
    WorkbookBounds,
    document_too_large,
)
from articles.documents.reading.reader import Fit, has_suffix, make_source, own_external_id, within
from articles.documents.reading.tables import table
from articles.documents.reading.tables.workbook import Sheet, is_workbook, sheets
from articles.documents.source import Contents, DocumentRejected, Rejection, Source

NAME = "xlsx"
DESCRIPTION = "an XLSX workbook with one article a row"
SUFFIXES: tuple[str, ...] = (".xlsx",)
KEEPS = "what csv keeps, of every sheet"
NEEDS = ""
MANY = True

# A workbook of twenty thousand articles; openpyxl takes half a minute for as many tags.
BOUNDS: Final = WorkbookBounds(
    unpacked=256 * 2**20,
    files=1_000,
    tags=5_000_000,
    tags_in_sheets=10_000_000,
    rows=200_000,
    columns=100,
    cells=20_000_000,
    hint="Split it, or save it as CSV, which may have any size.",
)
_FILE_BYTES: Final = 64 * 2**20
_CHUNK: Final = 2**18
# Rows whose dates tell how those of all are to be read.
_READ_AHEAD: Final = 200


def recognise(head: bytes, name: str) -> Fit:
    """Return whether it is a workbook."""
    if is_workbook(head):
        return Fit.CERTAIN
    return Fit.POSSIBLE if head.startswith(b"PK") and has_suffix(name, SUFFIXES) else Fit.NO


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the document of each row of each sheet."""
    yield from read_within(stream, name, BOUNDS)


def read_within(
    stream: BinaryIO, name: str, bounds: WorkbookBounds
) -> Iterator[Source | Rejection]:
    """Yield what `read` does, of a workbook within these bounds."""
    with SpooledTemporaryFile(DOCUMENT_BYTES) as copy:
        try:
            file = cast(IO[bytes], copy)
            _copy(stream, file)
            is_empty = True
            for index, sheet in enumerate(sheets(file, bounds)):
                for found in _Reading(sheet, name, is_first=index == 0).documents():
                    is_empty = False
                    yield found
            if is_empty:
                raise table.no_rows()
        except DocumentRejected as rejected:
            yield rejected.at(name)


def parse(content: bytes) -> Contents:
    """Return the contents of a row, which is kept as a JSON object of its cells."""
    return table.parse_row_json(content)


def _copy(stream: BinaryIO, copy: IO[bytes]) -> None:
    while chunk := stream.read(_CHUNK):
        copy.write(chunk)
        if copy.tell() > _FILE_BYTES:
            raise DocumentRejected(
                f"is a workbook of more than {_FILE_BYTES // 2**20} MB",
                BOUNDS.hint,
            )


def _header_in(rows: Sequence[tuple[int, list[str]]]) -> int:
    """Return which of a sheet's first rows is its header: there may be a title above it."""
    looked_at = enumerate(cells for _, cells in rows[: table.LOOKED_AT])
    return next((index for index, cells in looked_at if table.looks_like_a_header(cells)), 0)


class _Reading:
    """One sheet: its header is the first row that looks like one, else the first that has cells."""

    def __init__(self, sheet: Sheet, name: str, *, is_first: bool) -> None:
        self._sheet = sheet
        self._name = name
        self._is_first = is_first
        self._order: DateOrder | None = None

    def documents(self) -> Iterator[Source | Rejection]:
        rows = ((number, cells) for number, cells in self._sheet.rows if any(map(str.strip, cells)))
        try:
            first = list(islice(rows, _READ_AHEAD))
            if not first:
                return
            (_, names), *first = first[_header_in(first) :]
            table.check_header(names)
            self._order = table.order_of_dates(names, (cells for _, cells in first))
            for number, cells in chain(first, rows):
                yield self._received(number, names, cells)
        except DocumentRejected as rejected:
            yield rejected.at(self._name, self._position())

    def _received(self, number: int, names: list[str], cells: list[str]) -> Source | Rejection:
        position = self._position(f"row {number}")
        try:
            content = table.row_as_json(names, cells, self._order)
            if len(content) > DOCUMENT_BYTES:
                raise document_too_large()
            key = own_external_id(content, parse) or self._key(number)
            return make_source(content, self._name, NAME, key, number, position)
        except DocumentRejected as rejected:
            return rejected.at(self._name, within(position, rejected.position))

    def _position(self, row: str = "") -> str:
        """Return a position, with the sheet where it is not the first."""
        sheet = "" if self._is_first else f"sheet “{self._sheet.title}”"
        return ", ".join(filter(None, (sheet, row)))

    def _key(self, number: int) -> str:
        return (
            "" if self._is_first else f"{os.path.basename(self._name)}:{self._sheet.title}:{number}"
        )
