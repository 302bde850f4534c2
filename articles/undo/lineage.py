"""Which version an article reads as: what an undo saved is an earlier version over again.

So imports can be undone one after the other, the last one first.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from articles.models import RunItem, Version
from articles.models.import_run import WRITTEN
from articles.models.version import Reason


class Lineage:
    """The versions of some articles that undos saved, each with the version that it restored."""

    def __init__(self, article_ids: Collection[int]) -> None:
        undone = Version.objects.filter(
            article__in=article_ids, reason=Reason.RESTORE, run__isnull=False
        )
        saved = list(undone.values_list("article_id", "number", "run_id"))
        self._restored: dict[tuple[int, int], int] = {}
        if saved:
            before = _before(article_ids, {run for _, _, run in saved})
            self._restored = {
                (article, number): before[article, run]
                for article, number, run in saved
                if (article, run) in before
            }

    def of(self, article_id: int, number: int) -> int:
        """Return the version first restored by undos; `number` itself if no undo saved it."""
        while (article_id, number) in self._restored:
            number = self._restored[article_id, number]
        return number


def _before(article_ids: Collection[int], runs: Collection[int]) -> dict[tuple[int, int], int]:
    items = RunItem.objects.filter(article__in=article_ids, run__in=runs, outcome__in=WRITTEN)
    # Of several of one run the first tells what was before them all.
    items = items.exclude(before=F("after")).order_by("-pk")
    return {
        (article or 0, run): before
        for article, run, before in items.values_list("article_id", "run_id", "before")
    }


def saved_at(items: Collection[RunItem]) -> dict[int, datetime]:
    """Return when the run of these items saved each of their articles."""
    saved = Version.objects.filter(
        article__run_items__in=items, number=F("article__run_items__after")
    )
    return dict(saved.order_by().values_list("article_id", "created_at"))
