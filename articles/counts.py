"""How many rows there are, up to a number beyond which nobody counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

CAP: Final = 1_000


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
    number = 0
    for each in rows:
        if number <= CAP:
            number += each.order_by()[: CAP + 1 - number].count()
    return CappedCount(number)


def capped_counts(groups: Sequence[Sequence[QuerySet[Any]]]) -> list[CappedCount]:
    """Count the rows of each group as `capped_count` does; one query for all of them."""
    queries: list[str] = []
    parameters: list[Any] = []
    for rows in groups:
        counts = []
        for each in rows:
            # Where each row counts once for its article, that column is what is distinct.
            narrow = each if each.query.distinct else each.values("pk")
            try:
                sql, values = narrow.order_by()[: CAP + 1].query.sql_with_params()
            except EmptyResultSet:
                continue
            counts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608
            parameters += values
        queries.append(" + ".join(counts) or "0")
    if not queries:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(queries)}", parameters)
        return [CappedCount(number) for number in cursor.fetchone()]
