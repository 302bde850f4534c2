"""What becomes of a chunk's documents, added to what other workers count of the same run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.importing.incoming import Result
from articles.importing.record import RemovalTotals, RunRecord, Totals, add_named
from articles.models import ImportRun, RunChunk
from articles.models.import_run import Outcome


class ChunkLost(Exception):
    """Another worker has taken the chunk, since this one was silent for so long."""

    def __init__(self, chunk: RunChunk) -> None:
        super().__init__(f"{chunk} was taken by another worker, which goes on with it.")


class ChunkRecord(RunRecord):
    """Counts into a run that others count into as well, as long as the chunk is its worker's.

    What a batch adds is written with the batch, so that a chunk that is taken up again is not
    counted twice.
    """

    def __init__(self, chunk: RunChunk) -> None:
        super().__init__(chunk.run)
        self.chunk = chunk.number
        self._held = chunk
        # What of the totals the run has got already.
        self._written = Totals(Counter(), 0, Counter())
        self._new_removed: Counter[tuple[str, str]] = Counter()

    def count_removed(self, removed: Counter[tuple[str, str]]) -> None:
        self._new_removed += removed

    def count(self, results: Collection[Result], published: int = 0) -> None:
        super().count(results, published)
        # It is stored for good, and what was added with it.
        self._written = self._totals_now()
        self._new_removed.clear()

    def _totals_now(self) -> Totals:
        counts, left_out = Counter(self.counts), Counter(self._left_out)
        return Totals(counts, self.published, left_out, self.pictures)

    def finish(self) -> None:
        """Close the chunk, and the run with the last of them."""
        with transaction.atomic():
            run = self._locked()
            now = timezone.now()
            RunChunk.objects.filter(pk=self._held.pk).update(finished_at=now)
            close_run(run)

    def stop(self) -> None:
        """Leave the chunk to whoever takes it next."""
        RunChunk.objects.held_by(self._held.worker).filter(pk=self._held.pk).update(worker="")

    def _save(self, totals: Totals, **ends: datetime) -> None:
        before = self._written
        with transaction.atomic():
            run = self._locked()
            for outcome in Outcome:
                more = totals.counts[outcome] - before.counts[outcome]
                setattr(run, outcome.value, getattr(run, outcome.value) + more)
            run.published += totals.published - before.published
            run.pictures += totals.pictures - before.pictures
            left_out = add_named(run.left_out, totals.left_out - before.left_out)
            run.left_out = dict(left_out.most_common())
            removed = RemovalTotals.of(run.removed)
            removed.add(self._new_removed)
            run.removed = removed.by_sort()
            run.seen_at = timezone.now()
            names = [outcome.value for outcome in Outcome]
            run.save(
                update_fields=[*names, "published", "pictures", "left_out", "removed", "seen_at"]
            )

    def _locked(self) -> ImportRun:
        """Return the run as of now, locked; raise `ChunkLost` where the chunk is another's."""
        run = ImportRun.objects.select_for_update().get(pk=self._held.run_id)
        if not RunChunk.objects.held_by(self._held.worker).filter(pk=self._held.pk).exists():
            raise ChunkLost(self._held)
        return run


def close_run(run: ImportRun) -> None:
    """End a run of which no chunk is open; it is stopped where one had to be given up.

    Inside a transaction that has locked the run.
    """
    if run.finished_at or run.chunks.open().exists():
        return
    is_whole = not run.chunks.exclude(problem="").exists()
    ended = "finished_at" if is_whole else "stopped_at"
    setattr(run, ended, timezone.now())
    run.save(update_fields=[ended])
