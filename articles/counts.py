"""How many rows there are, up to a number beyond which nobody counts."""

from __future__ import annotations

from typing import Any, Final

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
