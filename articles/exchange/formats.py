"""The formats of tables: a file <-> a dataset with one article, or its rejection, a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from import_export.formats.base_formats import Format
from tablib import Dataset

from articles.documents.messages import gettext_noop
from articles.documents.reading.tables.table import looks_like_a_header
from articles.documents.source import DocumentRejected, Rejection
from articles.exchange import csv_file, json_file, workbook
from articles.exchange.bounds import TO_DOCUMENTS, Size
from articles.exchange.entry import Entry
from articles.exchange.table import (
    COLUMNS,
    OPTIONAL,
    Cells,
    Row,
    continuation_of,
    entries_of,
    rows_of,
)
from articles.models import Upload
from articles.reporting.formulas import escaped, unescaped


def dataset_of(items: Iterable[Entry | Rejection]) -> Dataset:
    """Return a dataset of one article, or why it is refused, a row."""
    return Dataset(*((item,) for item in items), headers=["article"])


class ExchangeFormat(Format):
    """Read and write a file. import-export passes `encoding=`, but each format knows its own."""

    NAME: ClassVar[str]
    CONTENT_TYPE: ClassVar[str]

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def get_title(self) -> str:
        return self.NAME

    def get_extension(self) -> str:
        return self.NAME

    def get_content_type(self) -> str:
        return self.CONTENT_TYPE

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, upload: Upload) -> Dataset:
        """Return the articles of an upload; raise `DocumentRejected` if it cannot be read."""
        size, items = Size(), []
        for item in self.read(bytes(upload.content), upload.name, size):
            # Here again, since an article that makes it too large is first of all a rejected one.
            size.add(articles=1)
            items.append(item)
        return dataset_of(items)

    def export_data(self, dataset: Dataset, **__: Any) -> bytes:
        return self.write(dataset["article"])

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Rejection]:
        """Yield what the file holds, and add it to `size` before any time is spent on it."""
        raise NotImplementedError

    def write(self, entries: Iterable[Entry]) -> bytes:
        """Return the file of these articles."""
        raise NotImplementedError


class XLSX(ExchangeFormat):
    NAME = "xlsx"
    CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Rejection]:
        return entries_of(_rows(workbook.read(content)), name, size)

    def write(self, entries: Iterable[Entry]) -> bytes:
        rows = (part for row in _cells(entries) for part in _in_parts(row))
        return workbook.write(COLUMNS, map(_values, rows))


class CSV(ExchangeFormat):
    NAME = "csv"
    CONTENT_TYPE = "text/csv; charset=utf-8"

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Rejection]:
        return entries_of(_rows(csv_file.read(content)), name, size)

    def write(self, entries: Iterable[Entry]) -> bytes:
        return csv_file.write([COLUMNS, *map(_values, _cells(entries))])


class JSON(ExchangeFormat):
    NAME = "json"
    CONTENT_TYPE = "application/json"

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Rejection]:
        return json_file.read(content, name, size)

    def write(self, entries: Iterable[Entry]) -> bytes:
        return json_file.write(entries)


_AS_EXPORTED: Final = gettext_noop("Keep the first row as it was exported; a column may be empty.")

FORMATS: Final[tuple[type[ExchangeFormat], ...]] = (XLSX, CSV, JSON)


def _cells(entries: Iterable[Entry]) -> Iterator[Cells]:
    for entry in entries:
        yield from rows_of(entry)


def _values(cells: Cells) -> list[str]:
    return [escaped(cells.get(column, "")) for column in COLUMNS]


def _in_parts(cells: Cells) -> Iterator[Cells]:
    """Yield the row, and more rows for the rest of a paragraph too long for a cell of XLSX."""
    text, size = cells.get("markup", ""), workbook.PART_CHARACTERS - 1
    if len(text) <= size:
        yield cells
        return
    yield cells | {"markup": text[:size]}
    for start in range(size, len(text), size):
        yield continuation_of(cells, text[start : start + size])


def _rows(lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    """Yield rows by the names of their columns; lines without any text are passed over."""
    _number, header = next(lines, (0, []))
    places = _places(header)
    for number, line in lines:
        if any(line):
            yield Row(
                number,
                dict.fromkeys(OPTIONAL, "")
                | {
                    column: unescaped(line[place]) if place < len(line) else ""
                    for column, place in places.items()
                },
            )


def _places(header: list[str]) -> dict[str, int]:
    names = [name.strip().lower() for name in header]
    missing = [
        column
        for column in COLUMNS
        if names.count(column) > 1 or not (column in names or column in OPTIONAL)
    ]
    if missing:
        is_of_documents = looks_like_a_header(header)
        raise DocumentRejected(
            f"lacks these columns, or has them twice: {', '.join(missing)}",
            TO_DOCUMENTS if is_of_documents else _AS_EXPORTED,
        )
    return {column: names.index(column) for column in COLUMNS if column in names}
