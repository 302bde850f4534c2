"""Rows of text <-> a CSV file: UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from articles.documents.reading.bounds import check_text, decoded
from articles.documents.reading.tables.csv_table import delimiter_of
from articles.documents.source import DocumentRejected


def write(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a CSV file with these rows."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def read(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number, counted from 1; raise `DocumentRejected`."""
    text = decoded(content)
    check_text(text, "")
    delimiter = delimiter_of(text.partition("\n")[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row
    except csv.Error as error:
        raise DocumentRejected(
            f"is not valid CSV ({error})",
            "Export it anew, or save it as XLSX.",
            f"after row {number}",
        ) from error
