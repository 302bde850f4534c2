"""CSV: one article a row, read row by row, so a table may have any length.

Format: RFC 4180, with the commas, semicolons or tabs that spreadsheets write. import-export reads
tables by tablib, which holds a whole table in memory; both build on the module `csv`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, Final, NamedTuple

from articles.documents.messages import gettext_noop
from articles.documents.metadata.moments import DateOrder
from articles.documents.reading.bounds import DOCUMENT_BYTES, document_too_large, start_of
from articles.documents.reading.json.json_lines import skip_line
from articles.documents.reading.reader import (
    Fit,
    from_the_start,
    has_suffix,
    make_source,
    own_external_id,
    within,
)
from articles.documents.reading.tables import table
from articles.documents.reading.tables.encoding import UTF_8, encoding_name, encoding_of, is_known
from articles.documents.source import Contents, DocumentRejected, Rejection, Source

NAME = "csv"
DESCRIPTION = "a CSV table with one article a row, in a file of any size"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv")
KEEPS = table.KEEPS
NEEDS = ""
MANY = True

# The module's own bound is below what a text may have; rows are bounded here, and the desk's files.
csv.field_size_limit(2**24)

_HEADER_BYTES: Final = 2**16
_MARK: Final = b"\xef\xbb\xbf"
# What Excel writes before the header, and reads there.
_SEPARATOR: Final = re.compile(rb"(?i)sep=[,;\t]\s*$")
# What is kept above a row that cannot be read by itself.
_NOTE: Final = re.compile(rb"#newsroom encoding=([a-z0-9-]{1,20}) dates=([a-z-]{0,20})\r?\n")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is to be read: encoding, order of dates, lines that stand above its header."""

    encoding: str = UTF_8
    order: DateOrder | None = None
    above: int = 0

    @classmethod
    def of(cls, start: bytes) -> _Layout:
        """Return the layout of a table that begins so."""
        encoding = encoding_of(start)
        layout = cls(encoding, above=_lines_above(start, encoding))
        rows = _rows(io.BytesIO(start), layout)
        header = next(rows, None)
        order = table.order_of_dates(header.cells, (row.cells for row in rows)) if header else None
        return cls(encoding, order, layout.above)

    def note(self, header: _Row, row: _Row) -> bytes:
        """Return what must stand above a row and its header, which most need nothing."""
        is_ascii = header.content.isascii() and row.content.isascii()
        encoding = UTF_8 if is_ascii else self.encoding
        needs_order = self.order and table.needs_order(header.cells, row.cells)
        order = self.order if needs_order else None
        if encoding == UTF_8 and not order:
            return b""
        return f"#newsroom encoding={encoding} dates={order or ''}\n".encode()

    @property
    def told(self) -> table.Reading:
        name = "" if self.encoding == UTF_8 else encoding_name(self.encoding)
        return table.Reading(self.order, name)


def _lines_above(start: bytes, encoding: str) -> int:
    """Return how many lines stand above the header, 0 where no line looks like one."""
    lines = start[:_HEADER_BYTES].split(b"\n")
    filled = ((at, line) for at, each in enumerate(lines) if (line := _without_mark(each)))
    for at, line in islice(filled, table.LOOKED_AT):
        if table.looks_like_a_header(_cells(line.decode(encoding, "replace"))):
            return at
    return 0


def _layout_of_document(content: bytes) -> tuple[_Layout, bytes]:
    """Return how a row that is kept is to be read, and the row under its header."""
    note = _NOTE.match(content)
    if not note or not is_known(note[1].decode()):
        return _Layout(), content
    layout = _Layout(note[1].decode(), table.order_called(note[2].decode()))
    return layout, content[note.end() :]


def delimiter_of(line: str) -> str:
    """Return the delimiter of a line; where the comma is a decimal one, it is a semicolon."""
    return max(",;\t", key=line.count)


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the first line is a header of articles, or the name is a table's."""
    line = next(filter(None, map(_without_mark, head[:_HEADER_BYTES].splitlines())), b"")
    if table.looks_like_a_header(_cells(line.decode("utf-8", "replace"))):
        return Fit.CERTAIN
    return Fit.LIKELY if has_suffix(name, SUFFIXES) else Fit.NO


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter_of(line)), [])
    except csv.Error:
        return []


def _without_mark(line: bytes) -> bytes:
    line = line.removeprefix(_MARK)
    return b"" if _SEPARATOR.match(line) else line.strip()


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the document of each row."""
    head = start_of(stream)
    layout = _Layout.of(head)
    rows = _rows(from_the_start(stream, head), layout)
    header = next(rows, None)
    first = next(rows, None)
    if header is None or first is None:
        yield table.no_rows().at(name)
        return
    try:
        names = header.read()
        table.check_header(names)
    except DocumentRejected as rejected:
        yield rejected.at(name, within(header.position, rejected.position))
        return
    for row in chain([first], rows):
        yield _received(header, row, layout, name)


def _received(header: _Row, row: _Row, layout: _Layout, name: str) -> Source | Rejection:
    try:
        names, cells = header.cells, row.read()
        if len(cells) > len(names):
            raise DocumentRejected(
                f"has {len(cells)} cells, and the header {len(names)}",
                gettext_noop("Put a cell that holds the delimiter into quote marks."),
            )
        content = layout.note(header, row) + header.ended() + row.content
        # As `parse` would, which has to find the cells again.
        key = own_external_id(content, lambda _: table.contents_of_row(names, cells, layout.told))
        return make_source(content, name, NAME, key, row.number, f"row {row.number}")
    except DocumentRejected as rejected:
        return rejected.at(name, within(row.position, rejected.position))


def parse(content: bytes) -> Contents:
    """Return the contents of a row, which follows the header of its table."""
    layout, content = _layout_of_document(content)
    rows = list(_rows(io.BytesIO(content), layout))
    if len(rows) != 2:
        raise DocumentRejected(
            gettext_noop("is not one row of a table"), gettext_noop("Import the table again.")
        )
    names = rows[0].read()
    table.check_header(names)
    return table.contents_of_row(names, rows[1].read(), layout.told)


class _Row(NamedTuple):
    """A row: its number as spreadsheets count, the line that it begins on, its bytes and cells."""

    number: int
    line: int
    content: bytes
    cells: list[str]
    error: str = ""
    encoding: str = UTF_8

    @property
    def position(self) -> str:
        """Return its position in words."""
        return f"row {self.number}" + (f" (line {self.line})" if self.line > self.number else "")

    def read(self) -> list[str]:
        """Return its cells; raise DocumentRejected."""
        if len(self.content) > DOCUMENT_BYTES:
            raise document_too_large()
        if self.error:
            raise DocumentRejected(
                f"is not valid CSV ({self.error})",
                gettext_noop("Mend the quote marks there, export it anew, or save it as XLSX."),
            )
        try:
            self.content.decode(self.encoding)
        except UnicodeDecodeError as error:
            line = self.line + self.content.count(b"\n", 0, error.start)
            raise DocumentRejected(
                gettext_noop("is not UTF-8 text")
                if self.encoding == UTF_8
                else f"is neither UTF-8 nor {encoding_name(self.encoding)}, as others seem to be",
                gettext_noop("Save the table as UTF-8."),
                f"line {line}" if line > self.line else "",
            ) from error
        return self.cells

    def ended(self) -> bytes:
        """Return its bytes with a line ending."""
        return self.content if self.content.endswith(b"\n") else self.content + b"\n"


def _rows(stream: BinaryIO, layout: _Layout) -> Iterator[_Row]:
    """Yield every row that is not blank, the header first, each with its bytes."""
    lines = _Lines(stream, layout)
    reader = csv.reader(lines, delimiter=lines.delimiter, strict=True)
    number, error = lines.number, ""
    while True:
        lines.begin()
        cells: list[str] = []
        try:
            cells, error = next(reader), ""
        except StopIteration:
            return
        except csv.Error as problem:
            error = _in_words(problem, lines)
        number += 1
        content = lines.taken()
        if error or any(cell.strip() for cell in cells):
            yield _Row(number, lines.first, content, cells, error, layout.encoding)


def _in_words(problem: csv.Error, lines: _Lines) -> str:
    if lines.number > lines.first:
        return f"{problem}, up to line {lines.number}"
    return str(problem)


class _Lines:
    """The lines of a table as text for `csv`, and the bytes of those that the last row took.

    A row over the bound for a document is cut to a length over it.
    """

    def __init__(self, stream: BinaryIO, layout: _Layout) -> None:
        self._stream = stream
        self._encoding = layout.encoding
        self.number = self.first = layout.above
        self._taken = bytearray()
        for _ in range(layout.above):
            self._next()
        self._header = self._next().removeprefix(_MARK)
        while self._header and not _without_mark(self._header):
            self.number += 1
            self._header = self._next()
        self.delimiter = delimiter_of(self._header.decode(self._encoding, "replace"))

    def _next(self) -> bytes:
        line = self._stream.readline(DOCUMENT_BYTES + 1)
        if len(line) > DOCUMENT_BYTES and not line.endswith(b"\n"):
            skip_line(self._stream)
        return line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._taken) > DOCUMENT_BYTES:
            raise StopIteration  # for this row: a quote mark that is never closed takes no more
        line, self._header = self._header or self._next(), b""
        if not line:
            raise StopIteration
        self._taken += line
        self.number += 1
        # The row rejects what is no such text; it must end where it ends all the same.
        return line.decode(self._encoding, "surrogateescape")

    def begin(self) -> None:
        self._taken.clear()
        self.first = self.number + 1

    def taken(self) -> bytes:
        return bytes(self._taken)
