"""Statements that are compiled once: Django spends more on building a query than on asking it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

# In the place of a moment.
_NOW: Final = object()
AnyRow = tuple[Any, ...]
# A query of values, made anew: it is compiled once for each function that makes it.
Query = Callable[[], QuerySet[Any, Any]]
# The values of marks, which are texts or moments that stand in a query.
Marks = Mapping[Any, Any]
_NO_MARKS: Final[Marks] = {}


def rows_of_compiled(query: Query, marks: Marks = _NO_MARKS) -> list[AnyRow]:
    """Return the rows of a query of values, with this moment in the place of its own.

    What else differs each time stands in the query as a mark, a text or a moment of which `marks`
    has the value. Rows are as the database wrote them: SQLite has no zone in its moments.
    """
    sql, given = _compiled(query, _moments(marks))
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(given, marks))
        rows: list[AnyRow] = cursor.fetchall()
        return rows


def which_have_rows(query: Query, each: Sequence[Marks]) -> list[bool]:
    """Return for the values of each whether the query has a row with them. One query."""
    if not each:
        return []
    sql, given = _compiled(query, _moments(each[0]))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(f'EXISTS ({sql})' for _ in each)}",
            [value for marks in each for value in _values(given, marks)],
        )
        return [bool(found) for found in cursor.fetchone()]


def _moments(marks: Marks) -> tuple[datetime, ...]:
    return tuple(mark for mark in marks if isinstance(mark, datetime))


def _values(given: Sequence[Any], marks: Marks) -> list[Any]:
    adapted = connection.ops.adapt_datetimefield_value
    known = {
        mark: adapted(value) if isinstance(value, datetime) else value
        for mark, value in marks.items()
    }
    now = adapted(timezone.now())
    return [now if value is _NOW else known.get(value, value) for value in given]


@cache
def _compiled(query: Query, moments: tuple[datetime, ...]) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = query().query.sql_with_params()
    marks = {connection.ops.adapt_datetimefield_value(mark): mark for mark in moments}
    return sql, tuple(
        marks.get(value, _NOW) if _is_moment(value) else value for value in parameters
    )


def _is_moment(value: Any) -> bool:
    if isinstance(value, str):
        return value[:4].isdigit() and parse_datetime(value) is not None
    return isinstance(value, datetime)
