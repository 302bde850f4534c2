"""How many rows there are, up to a number beyond which nobody counts."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet

CAP: Final = 1000


class CappedCount(int):
    """A number of rows; beyond the cap it reads "1,000+"."""

    def __str__(self) -> str:
        return f"{CAP:,}+" if self > CAP else f"{int(self):,}"


def capped_count(rows: QuerySet[Any]) -> CappedCount:
    """Count rows, and no more than tells that they are above the cap."""
    return CappedCount(rows.order_by()[: CAP + 1].count())
