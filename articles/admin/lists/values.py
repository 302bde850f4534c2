"""The values of a column that an index begins with, without reading its rows."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

# Nobody chooses from more in a menu.
MOST: Final = 200


def indexed_values(rows: QuerySet[Any], column: Combinable | str) -> list[str]:
    """Return the values that rows have in a column, in their order: the first 200, if not empty.

    A DISTINCT reads every row. This asks an index for the first value, then for the first above
    that, and so on (a "loose index scan"); neither database plans it so by itself.
    """
    expression = F(column) if isinstance(column, str) else column
    values = rows.annotate(value=expression).order_by("value").values("value")
    first, bound = _sql(values.filter(value__gt=""))
    next_one, mark = _sql(values.filter(value__gt=_MARK))
    # The one place where the value before goes.
    assert mark.count(_MARK) == 1
    parameters = [*bound, *(each for each in mark if each != _MARK), MOST]
    following = _with_column(next_one, mark)
    sql = f"""
        WITH RECURSIVE found (value) AS (
            SELECT * FROM ({first}) AS least
            UNION ALL
            SELECT ({following}) FROM found WHERE found.value IS NOT NULL
        )
        SELECT value FROM found WHERE value IS NOT NULL LIMIT %s
    """  # noqa: S608 - the ORM writes both parts, values are bound
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [value for (value,) in cursor.fetchall()]


_MARK: Final = "\x01"


def _sql(values: QuerySet[Any]) -> tuple[str, list[Any]]:
    sql, parameters = values[:1].query.sql_with_params()
    return sql, list(parameters)


def _with_column(sql: str, parameters: list[Any]) -> str:
    """Return a statement that takes the value before from the recursion."""
    parts = sql.split("%s")
    at = parameters.index(_MARK)
    return "%s".join(parts[: at + 1]) + "found.value" + "%s".join(parts[at + 1 :])
