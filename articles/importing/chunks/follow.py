"""The results of a run that others work on, as they store them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import QuerySet

from articles.importing.incoming import Result
from articles.models import ImportRun, RunItem
from articles.models.import_run import Outcome
from articles.tasks.patience import patiently

# So many items are read at once.
_AT_ONCE: Final = 2_000


class Followed:
    """A run whose items come in: `new()` gives those that came since it was last asked."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self._last = 0

    def new(self) -> Iterator[Result]:
        """Yield the results that are stored and were not given yet, in the order of storing."""
        # The run first: what is stored before it reads as ended is in the items.
        patiently(self.run.refresh_from_db)
        while items := patiently(lambda: list(self._after()[:_AT_ONCE])):
            self._last = items[-1].pk
            yield from map(_result, items)

    def _after(self) -> QuerySet[RunItem]:
        return self.run.items.filter(pk__gt=self._last).order_by("pk")


def _result(item: RunItem) -> Result:
    return Result(
        Outcome(item.outcome),
        item.file,
        item.position,
        item.external_id,
        article=item.article_id,
        before=item.before,
        after=item.after,
        reason=item.reason,
        hint=item.hint,
    )
