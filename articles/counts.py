"""How many rows there are, up to a number beyond which nobody counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

CAP: Final = 1_000
# Querysets none of which has a row of another.
Rows = Sequence[QuerySet[Any]]


class CappedCount(int):
    """A number of rows; beyond the cap it reads "1,000+"."""

    @property
    def is_capped(self) -> bool:
        return self > CAP

    def __str__(self) -> str:
        return f"{CAP:,}+" if self.is_capped else f"{int(self):,}"


def capped_count(*rows: QuerySet[Any]) -> CappedCount:
    """Count rows, and no more than tells that they are above the cap.

    Of several querysets, none of which has a row of another, one is counted after the other.
    """
    return capped_counts([rows])[0]


def capped_counts(counted: Sequence[Rows]) -> list[CappedCount]:
    """Return for each of these what `capped_count` does, by one query for all.

    A list of the desk has a dozen numbers around it. Asked one by one, with a statement that the
    ORM wraps in another, they cost more than its rows.
    """
    if not counted:
        return []
    statements = [_statement(rows) for rows in counted]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _ in statements)}",
            [value for _, values in statements for value in values],
        )
        return [CappedCount(number) for number in cursor.fetchone()]


def _statement(rows: Rows) -> tuple[str, list[Any]]:
    """Return what counts such rows as a value of a SELECT, and its parameters."""
    parts = [part for each in rows if (part := _first_of(each))]
    if not parts:
        return "0", []
    # One after the other: what is above the cap with the first is not looked for in the next.
    each = "SELECT 1 FROM ({}) AS subquery"
    found = " UNION ALL ".join(each.format(sql) for sql, _ in parts)
    number = f"(SELECT COUNT(*) FROM ({found} LIMIT {CAP + 1}) AS subquery)"  # noqa: S608 - the ORM's
    return number, [value for _, values in parts for value in values]


def _first_of(rows: QuerySet[Any]) -> tuple[str, list[Any]] | None:
    """Return what finds as many of these rows as are counted; `None` for none at all."""
    unordered = rows.order_by()[: CAP + 1]
    # Values that differ are what is counted.
    chosen = unordered if rows.query.distinct else unordered.values("pk")
    try:
        sql, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, list(parameters)
