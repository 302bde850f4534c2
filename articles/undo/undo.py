"""A run -> what was there before it; what was changed since is named and left, unless forced.

In batches, each undone whole or not at all; one that was stopped is gone on with when asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import store
from articles.importing.write import import_lock
from articles.models import ImportRun, RunItem
from articles.models.import_run import STORING, WRITTEN, Outcome, RunState, Undone
from articles.noise.decide import take_back
from articles.publishing.work import tell_soon
from articles.undo.changes_since import Judged, judge
from articles.undo.notices import take_back_notices
from articles.undo.restore import restore

BATCH: Final = 200
# So many of those that are left are kept to be shown, whatever their number.
MOST_TOLD: Final = 100


class StillRunning(Exception):
    """Raised for a run that has not come to its end: what there is to undo is not known yet."""

    def __init__(self, run: ImportRun) -> None:
        words = _("%(run)s is still running. Stop it, or wait for its end.")
        super().__init__(words % {"run": run.name})


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The outcome of undoing one item of the run, or of its preview.

    `article` is the article's primary key, none where it is deleted now; `reason` says what was
    changed since, also where that was undone with it.
    """

    undone: Undone
    outcome: Outcome
    where: str
    key: str
    headline: str
    article: int | None
    reason: str = ""


@dataclass(slots=True)
class UndoSummary:
    """Count the articles that are (or would be) deleted, restored and left; keep the first left."""

    deleted: int = 0
    restored: int = 0
    left: int = 0
    first_left: list[UndoResult] = field(default_factory=list)

    def add(self, result: UndoResult) -> None:
        if result.undone is Undone.LEFT:
            self.left += 1
            if len(self.first_left) < MOST_TOLD:
                self.first_left.append(result)
        elif result.outcome is Outcome.CREATED:
            self.deleted += 1
        else:
            self.restored += 1

    def __str__(self) -> str:
        counts = (
            (_("%(number)s deleted"), self.deleted),
            (_("%(number)s restored"), self.restored),
            (_("%(number)s left"), self.left),
        )
        named = [words % {"number": f"{number:,}"} for words, number in counts if number]
        return ", ".join(named) or _("nothing to undo")


class Undo:
    """Undo a run: iterate over it for the results; `summary` sums up those given so far."""

    def __init__(
        self,
        run: ImportRun,
        *,
        force: bool = False,
        dry_run: bool = False,
        by: AbstractBaseUser | None = None,
    ) -> None:
        self.run = run
        self.summary = UndoSummary()
        self._force = force
        self._dry_run = dry_run
        self._by = by

    @property
    def total(self) -> int:
        """Return how many items there are to undo, with those that were left before."""
        items = _to_undo(self.run, *WRITTEN)
        of_articles = items.exclude(article=None).values("article").distinct().count()
        return of_articles + items.filter(article=None).count()

    def __iter__(self) -> Iterator[UndoResult]:
        """Yield the results; raises `StillRunning`."""
        self.run.refresh_from_db()
        if self.run.kind not in STORING:
            return
        if self.run.state is RunState.RUNNING:
            raise StillRunning(self.run)
        if not self._dry_run and self.run.undone_at is None:
            # Before the articles, whose questions are asked by the rules of then.
            take_back(self.run, by=self._by)
        # One outcome after the other, as the index has them.
        for outcome in WRITTEN:
            for result in self._results(outcome):
                self.summary.add(result)
                yield result
        if not self._dry_run:
            self._record()

    def _results(self, outcome: Outcome) -> Iterator[UndoResult]:
        waiting, last = _to_undo(self.run, outcome).order_by("pk"), 0
        while True:
            with nullcontext() if self._dry_run else import_lock():
                items = list(waiting.filter(pk__gt=last)[:BATCH])
                results = self._undone(items)
            if not items:
                return
            yield from results
            last = items[-1].pk

    def _undone(self, items: Sequence[RunItem]) -> list[UndoResult]:
        """Undo one batch, or see what its undo would come to."""
        ids = [item.article_id for item in items if item.article_id]
        # Under a lock from here on, so that nobody changes what is judged.
        standing = {} if self._dry_run else store.lock_articles(ids)
        settled = [(each, self._settled(each)) for each in judge(items)]
        if not self._dry_run:
            self._write(settled, standing)
        return [_result(each, undone) for each, undone in settled]

    def _settled(self, judged: Judged) -> Undone:
        if not judged.reason:
            return Undone.UNDONE
        return Undone.FORCED if self._force and judged.article else Undone.LEFT

    def _write(
        self,
        settled: Sequence[tuple[Judged, Undone]],
        standing: dict[int, store.LockedArticle],
    ) -> None:
        going = [each for each, undone in settled if undone is not Undone.LEFT and each.article]
        new = [each.article.pk for each in going if each.article and each.is_new]
        tell_soon(new)
        store.discard(new)
        changed = [each.item for each in going if not each.is_new and each.item.wrote_a_version]
        if changed:
            restore(changed, standing, self.run, self._by)
        take_back_notices(
            [each.article.pk for each in going if each.article and not each.is_new], self.run
        )
        for undone in Undone:
            keys = [
                item.pk
                for each, became in settled
                if became is undone
                for item in (each.item, *each.others)
            ]
            RunItem.objects.filter(pk__in=keys).update(undone=undone)

    def _record(self) -> None:
        """Mark the run as undone, by the first who undid it."""
        if self.run.undone_at is None:
            self.run.undone_at = timezone.now()
            self.run.undone_by_id = self._by.pk if self._by else None
            self.run.save(update_fields=["undone_at", "undone_by"])


def preview_undo(run: ImportRun) -> UndoSummary:
    """Return what an undo would come to; raises `StillRunning`."""
    undo = Undo(run, dry_run=True)
    for _result in undo:
        pass
    return undo.summary


def _to_undo(run: ImportRun, *outcomes: Outcome) -> QuerySet[RunItem]:
    if run.kind not in STORING:
        return RunItem.objects.none()
    return RunItem.objects.filter(
        run=run, outcome__in=outcomes, undone__in=("", Undone.LEFT)
    ).order_by()


def _result(judged: Judged, undone: Undone) -> UndoResult:
    item, article = judged.item, judged.article
    is_gone = judged.is_new and undone is not Undone.LEFT
    return UndoResult(
        undone,
        Outcome(item.outcome),
        item.where,
        item.external_id,
        article.headline if article else "",
        None if is_gone or article is None else article.pk,
        judged.reason,
    )
