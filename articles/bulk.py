"""Many rows at once: keys reserved first, then `executemany` on SQLite, COPY on PostgreSQL.

For writing whole articles in bulk, where Django's object-by-object way costs more than everything
else in an import together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.db import connection, models

# So many articles are stored at once: SQLite's full text index is written after each statement.
_TOGETHER: Final = 100
# SQLite takes one bound value for all of them.
_AMONG: Final = "IN (SELECT value FROM json_each(%s))"


def reserve_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Return `count` primary keys that nothing else will get. Inside a transaction only."""
    if not count:
        return ()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, model._meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # An immediate transaction is the only writer, and AUTOINCREMENT never goes back.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        first = (row[0] if row else 0) + 1
        return range(first, first + count)


def insert(model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows whose values are in the order of `fields`, the names of model fields."""
    if not rows:
        return
    table, columns = _names(model, fields)
    into = f"{table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        # Django wraps the errors of its own statements alone.
        with (
            connection.wrap_database_errors,
            connection.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)
    else:
        _insert_in_sqlite(into, len(columns), rows)


def _insert_in_sqlite(into: str, width: int, rows: Sequence[Sequence[Any]]) -> None:
    """Insert many rows in a statement: one row each costs half as much again, words three times."""
    connection.ensure_connection()
    # Django's own cursor would write each statement anew, mark by mark.
    sqlite: Any = connection.connection
    row_marks = f"({', '.join('?' * width)})"
    with connection.wrap_database_errors:
        for start in range(0, len(rows), _TOGETHER):
            some = rows[start : start + _TOGETHER]
            marks = ", ".join([row_marks] * len(some))
            values = tuple(chain.from_iterable(some))
            sqlite.execute(f"INSERT INTO {into} VALUES {marks}", values).close()  # noqa: S608 - names come from models, values are bound


def rows_among(
    model: type[models.Model], fields: Sequence[str], field: str, numbers: Collection[int]
) -> list[tuple[Any, ...]]:
    """Return the values of `fields` in the rows whose `field` is one of very many numbers."""
    if not numbers:
        return []
    table, (key, *columns) = _names(model, [field, *fields])
    wanted = "= ANY(%s)" if connection.vendor == "postgresql" else _AMONG
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} {wanted}"  # noqa: S608 - names come from models, values are bound
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [list(numbers) if connection.vendor == "postgresql" else json.dumps(list(numbers))]
        )
        return list(cursor.fetchall())


def update(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update rows: each is the values of `fields`, then the primary key."""
    rows = list(rows)
    if not rows:
        return
    table, (key, *columns) = _names(model, [model._meta.pk.name, *fields])
    if connection.vendor == "postgresql":
        _update_in_postgresql(model, fields, rows)
        return
    changes = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", rows)  # noqa: S608 - names come from models, values are bound


def _update_in_postgresql(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Update rows by one statement: one each takes three times as long, here and there."""
    names = [*fields, model._meta.pk.name]
    table, (*columns, key) = _names(model, names)
    # A length in the type would cut what is too long, in silence.
    types = [
        re.sub(r"varchar\(\d+\)", "text", str(model._meta.get_field(name).db_type(connection)))
        for name in names
    ]
    changes = ", ".join(f"{column} = changed.{column}" for column in columns)
    arrays = ", ".join(f"%s::{each}[]" for each in types)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {changes} FROM unnest({arrays}) "  # noqa: S608 - names come from models, values are bound
            f"AS changed ({', '.join(columns)}, {key}) WHERE {table}.{key} = changed.{key}",
            [list(values) for values in zip(*rows, strict=True)],
        )


def _names(model: type[models.Model], fields: Sequence[str]) -> tuple[str, list[str]]:
    quote = connection.ops.quote_name
    column_of = {field.name: field.column for field in model._meta.concrete_fields}
    return quote(model._meta.db_table), [quote(str(column_of[name])) for name in fields]


def json_value(value: Any) -> str:
    """Return a JSON field's value as both databases store it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def datetime_value(moment: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
