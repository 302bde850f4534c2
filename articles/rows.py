"""Many rows at once: keys reserved first, then `executemany` on SQLite, COPY on PostgreSQL.

For writing whole articles in bulk, where Django's object-by-object way costs more than everything
else in an import together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def reserve_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """`count` primary keys that nothing else will get. Inside a transaction only."""
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
    """Insert rows whose values stand in the order of `fields`, the names of model fields."""
    if not rows:
        return
    table, columns = _names(model, fields)
    listed = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)  # noqa: S608 - names come from models, values are bound


def update(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update rows: each is the values of `fields`, then the primary key."""
    rows = list(rows)
    if not rows:
        return
    table, (key, *columns) = _names(model, [model._meta.pk.name, *fields])
    changes = ", ".join(f"{column} = %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", rows)  # noqa: S608 - names come from models, values are bound


def _names(model: type[models.Model], fields: Sequence[str]) -> tuple[str, list[str]]:
    quote = connection.ops.quote_name
    column_of = {field.name: field.column for field in model._meta.concrete_fields}
    return quote(model._meta.db_table), [quote(str(column_of[name])) for name in fields]


def json_value(value: Any) -> str:
    """A JSON field's value as both databases store it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def datetime_value(moment: datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
