"""The floor of storing: the very rows that an import made, by the fastest way of each database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from django.conf import settings
from django.db import connection

from articles.models import Article, Link, Paragraph, Section, SourceDocument, Version
from tests.bench.timing import Timing, timed

_TABLES = [
    model._meta.db_table for model in (SourceDocument, Article, Section, Paragraph, Link, Version)
]


def time_rows() -> Timing:
    """Insert the rows into empty copies of their tables, indexes and all."""
    return _time_copy() if connection.vendor == "postgresql" else _time_executemany()


def _rows(table: str) -> list[tuple[Any, ...]]:
    # As the driver reads them: what Django makes of a row is not to be measured here.
    connection.ensure_connection()
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return list(cursor.fetchall())


def _time_executemany() -> Timing:
    with closing(_empty_copy()) as copy, copy:
        statements = [(_insert(rows), rows, table) for table in _TABLES if (rows := _rows(table))]
        return timed(
            lambda: [copy.executemany(sql.format(table), rows) for sql, rows, table in statements]
        )


def _insert(rows: list[tuple[Any, ...]]) -> str:
    marks = ", ".join("?" * len(rows[0]))
    return f'INSERT INTO "{{}}" VALUES ({marks})'


def _empty_copy() -> sqlite3.Connection:
    copy = sqlite3.connect(settings.DATA_DIR / "copy.sqlite3")
    copy.execute("PRAGMA journal_mode = WAL")
    copy.execute("PRAGMA synchronous = NORMAL")
    with connection.cursor() as cursor:
        # Not those of the search index: to create it makes tables of its own.
        cursor.execute(
            "SELECT tbl_name, sql FROM sqlite_master WHERE type IN ('table', 'index') "
            "AND sql NOT NULL"
        )
        for table, statement in cursor.fetchall():
            if table in _TABLES:
                copy.execute(statement)
    return copy


def _time_copy() -> Timing:
    found = [(table, _copied(table)) for table in _TABLES]
    with connection.cursor() as cursor:
        for table, _ in found:
            cursor.execute(f'CREATE TEMPORARY TABLE "bench_{table}" (LIKE "{table}" INCLUDING ALL)')
        return timed(lambda: _copy(cursor, found))


def _copied(table: str) -> list[bytes]:
    """The rows as COPY writes them."""
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return [bytes(data) for data in copy]


def _copy(cursor: Any, found: list[tuple[str, list[bytes]]]) -> None:
    for table, rows in found:
        with cursor.copy(f'COPY "bench_{table}" FROM STDIN') as copy:
            for row in rows:
                copy.write(row)
