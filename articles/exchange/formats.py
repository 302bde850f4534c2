"""The formats that the desk offers: a file <-> a dataset with one article, or refusal, a row."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format
from tablib import Dataset

from articles.documents import markup
from articles.documents.blocks import MOST_WORK
from articles.documents.reading import contents_of
from articles.documents.reading import read_documents as read_sources
from articles.documents.reading.reader import within
from articles.documents.reading.tables.workbook import is_workbook
from articles.documents.source import DocumentRejected, Rejection, Source
from articles.exchange import csv_file, json_file, workbook
from articles.exchange.bounds import ARCHIVES, Size
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


def dataset_of(items: Iterable[Entry | Source | Rejection]) -> Dataset:
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
        """Return the articles of an upload; raises `DocumentRejected` if it cannot be read."""
        size, items = Size(), []
        for item in self.read(bytes(upload.content), upload.name, size):
            # Here again, since an article that makes it too large is first of all a rejected one.
            size.add(articles=1)
            items.append(item)
        return dataset_of(items)

    def export_data(self, dataset: Dataset, **__: Any) -> bytes:
        return self.write(dataset["article"])

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Source | Rejection]:
        """Yield what the file holds, and add it to `size` before any time is spent on it."""
        raise NotImplementedError

    def write(self, entries: Iterable[Entry]) -> bytes:
        raise NotImplementedError


class XLSX(ExchangeFormat):
    NAME = "xlsx"
    CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Source | Rejection]:
        return entries_of(_rows(workbook.read(content)), name, size)

    def write(self, entries: Iterable[Entry]) -> bytes:
        rows = (part for row in _cells(entries) for part in _in_parts(row))
        return workbook.write(COLUMNS, map(_values, rows))


class CSV(ExchangeFormat):
    NAME = "csv"
    CONTENT_TYPE = "text/csv; charset=utf-8"

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Source | Rejection]:
        return entries_of(_rows(csv_file.read(content)), name, size)

    def write(self, entries: Iterable[Entry]) -> bytes:
        return csv_file.write([COLUMNS, *map(_values, _cells(entries))])


class JSON(ExchangeFormat):
    NAME = "json"
    CONTENT_TYPE = "application/json"

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Source | Rejection]:
        return json_file.read(content, name, size)

    def write(self, entries: Iterable[Entry]) -> bytes:
        return json_file.write(entries)


class Documents(ExchangeFormat):
    """Read articles as scrapers save them: whatever the `import_articles` command reads."""

    NAME = "documents"

    def get_title(self) -> str:
        return _("Documents (as a scraper saved them)")

    def can_export(self) -> bool:
        return False

    def read(self, content: bytes, name: str, size: Size) -> Iterator[Entry | Source | Rejection]:
        if is_workbook(content):
            workbook.check(content)
        for item in read_sources(io.BytesIO(content), name, bounds=ARCHIVES):
            yield _counted(item, size) if isinstance(item, Source) else item


FORMATS: Final[tuple[type[ExchangeFormat], ...]] = (XLSX, CSV, JSON, Documents)


def _counted(source: Source, size: Size) -> Source | Rejection:
    try:
        pieces = contents_of(source).pieces
    except DocumentRejected as rejected:
        return rejected.at(source.file, within(source.position, rejected.position))
    work = sum(markup.complexity(piece.html) for piece in pieces)
    # More than a document may have costs nothing: it is rejected.
    size.add(parts=len(pieces), work=work if work <= MOST_WORK else 0)
    return source


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
        raise DocumentRejected(
            f"lacks these columns, or has them twice: {', '.join(missing)}",
            "Keep the first row as it was exported; a column may be empty.",
        )
    return {column: names.index(column) for column in COLUMNS if column in names}
