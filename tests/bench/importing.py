"""How fast documents come in: the operators' own command on real files, into an empty site."""

from __future__ import annotations

import sqlite3
from ast import literal_eval
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from articles.documents.blocks import blocks_of
from articles.documents.labels.labelling import Unlabelled, label_documents
from articles.documents.parsing import parse_all
from articles.documents.reading import contents_of
from articles.documents.source import Source
from articles.importing.finding import find, read_all
from articles.models import Article, Link, Paragraph, Section, SourceDocument, Version
from articles.publishing import publish_new
from tests.bench.timing import Timing, timed

_BATCH = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportTimings:
    """`read` and `parse` are parts of `first`, taken alone, and `label` of `parse`.

    To read ends at a document's key and bytes; `parse` begins with what these hold.

    No import beats the last two.
    """

    first: Timing
    again: Timing
    publish: Timing
    read: Timing
    parse: Timing
    label: Timing
    literals: Timing
    rows: Timing


def measure(folder: Path) -> ImportTimings:
    documents = [item for item in read_all(find([folder])) if isinstance(item, Source)]
    return ImportTimings(
        first=timed(lambda: import_folder(folder)),
        again=timed(lambda: import_folder(folder)),
        publish=timed(_publish_all),
        read=timed(lambda: _exhaust(read_all(find([folder])))),
        parse=timed(lambda: [parse_all(batch) for batch in _batches(documents)]),
        label=_time_labels(documents),
        literals=timed(lambda: _read_literals(folder)),
        rows=_time_rows(),
    )


def import_folder(folder: Path) -> None:
    call_command("import_articles", folder, stdout=StringIO())


def _publish_all() -> None:
    keys = list(Article.objects.values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        publish_new(keys[start : start + _BATCH])


def _time_labels(documents: Sequence[Source]) -> Timing:
    """Label what is read and cleaned already."""
    cleaned = [Unlabelled(blocks_of(contents_of(source).pieces)) for source in documents]
    return timed(lambda: [label_documents(batch) for batch in _batches(cleaned)])


def _batches(items: Sequence[T]) -> list[Sequence[T]]:
    return [items[start : start + _BATCH] for start in range(0, len(items), _BATCH)]


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass


def _read_literals(folder: Path) -> None:
    for path in folder.iterdir():
        literal_eval(path.read_text(encoding="utf-8"))


def _time_rows() -> Timing:
    """Insert the very rows that the import made into an empty copy of the database."""
    with closing(_empty_copy()) as copy, copy:
        statements = [
            _rows(model._meta.db_table)
            for model in (SourceDocument, Article, Section, Paragraph, Link, Version)
        ]
        return timed(lambda: [copy.executemany(*statement) for statement in statements])


def _empty_copy() -> sqlite3.Connection:
    copy = sqlite3.connect(settings.DATA_DIR / "copy.sqlite3")
    copy.execute("PRAGMA journal_mode = WAL")
    copy.execute("PRAGMA synchronous = NORMAL")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE sql NOT NULL AND name NOT LIKE 'sqlite_%%'"
        )
        for (statement,) in cursor.fetchall():
            copy.execute(statement)
    return copy


def _rows(table: str) -> tuple[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = cursor.fetchall()
    marks = ", ".join("?" * len(rows[0]))
    return f'INSERT INTO "{table}" VALUES ({marks})', rows
