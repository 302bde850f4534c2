"""Statements that are compiled once: Django spends more on building a query than on asking it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

# In the place of a moment.
_NOW: Final = object()
_NO_MARKS: Final[Mapping[Any, str]] = {}
AnyRow = tuple[Any, ...]


def rows_of_compiled(
    query: Callable[[], QuerySet[Any, Any]], marks: Mapping[str, str] = _NO_MARKS
) -> list[AnyRow]:
    """Return the rows of a query of values, with this moment in the place of its own.

    What else differs each time stands in the query as a mark, a text of which `marks` has the
    value. Rows are as the database wrote them: SQLite has no zone in its moments.
    """
    sql, given = _compiled(query)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if value is _NOW else marks.get(value, value) for value in given])
        rows: list[AnyRow] = cursor.fetchall()
        return rows


@cache
def _compiled(query: Callable[[], QuerySet[Model, Any]]) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = query().query.sql_with_params()
    return sql, tuple(_NOW if _is_moment(value) else value for value in parameters)


def _is_moment(value: Any) -> bool:
    if isinstance(value, str):
        return value[:4].isdigit() and parse_datetime(value) is not None
    return isinstance(value, datetime)
