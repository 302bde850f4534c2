"""How far a run has got, kept with it as it goes: counts, removals, what was left out, its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Self

from django.db import Error
from django.utils import timezone

from articles.documents.pipeline import PARSER_VERSION
from articles.importing.incoming import Result
from articles.importing.plan import Options
from articles.models import ImportRun
from articles.models.import_run import STORING, Outcome, RunKind

# Nobody looks at an older preview, since what it shows may have changed.
PREVIEWS_KEPT: Final = timedelta(days=1)
# Names come from outside: a hostile document may hold thousands that nothing else has.
MOST_NAMES: Final = 100
OTHER: Final = "other"


def begin_run(kind: RunKind, options: Options) -> ImportRun:
    """Make a run that is to be done; its page can be looked at from now on."""
    if kind not in STORING:
        before = timezone.now() - PREVIEWS_KEPT
        ImportRun.objects.filter(kind=kind, started_at__lt=before).delete()
    return ImportRun.objects.create(
        kind=kind,
        started_by=options.started_by,
        arguments=options.arguments,
        parser_version=PARSER_VERSION,
        total=options.total,
    )


class Totals(NamedTuple):
    """What a run has come to: documents by outcome, articles that went live, reasons, pictures."""

    counts: Counter[Outcome]
    published: int
    left_out: Counter[str]
    pictures: int = 0


class RunRecord:
    """Counts what becomes of documents, and writes it down where there is a run."""

    # The number of the part of a run that is shared; None for one that is not.
    chunk: int | None = None

    def __init__(self, run: ImportRun | None) -> None:
        self.run = run
        self.counts: Counter[Outcome] = Counter()
        self.published = 0
        self.pictures = 0
        self._removed = RemovalTotals()
        self._left_out: Counter[str] = Counter()

    @classmethod
    def gone_on_with(cls, run: ImportRun) -> Self:
        """Return that of a run which was stopped, or has not begun: it counts on from there."""
        record = cls(run)
        record.counts = Counter({outcome: n for outcome, n in run.counts.items() if n})
        record.published = run.published
        record.pictures = run.pictures
        record._removed = RemovalTotals.of(run.removed)
        record._left_out = Counter(run.left_out)
        return record

    def count_removed(self, removed: Counter[tuple[str, str]]) -> None:
        """Add what cleaning removed from one document, by sort and name."""
        self._removed.add(removed)

    def count(self, results: Collection[Result], published: int = 0) -> None:
        """Add what became of a batch, and how many went live, once it is stored for good."""
        self.counts += _outcomes(results)
        self.published += published
        self.pictures += _pictures(results)
        self._left_out = add_named(self._left_out, _reasons(results))

    def write(self, results: Collection[Result] = (), published: int = 0) -> None:
        """Write down how far the run has got, with a batch that is about to be stored for good."""
        self._save(
            Totals(
                self.counts + _outcomes(results),
                self.published + published,
                add_named(self._left_out, _reasons(results)),
                self.pictures + _pictures(results),
            )
        )

    def finish(self) -> None:
        """Write down that the run came to its end."""
        self._save(self._totals, finished_at=timezone.now())

    def stop(self) -> None:
        """Write down that the run was stopped before its end.

        Where the database is what stopped it, its silence tells the same after some minutes.
        """
        with suppress(Error):
            self._save(self._totals, stopped_at=timezone.now())

    @property
    def _totals(self) -> Totals:
        """Return those of what is stored for good."""
        return Totals(self.counts, self.published, self._left_out, self.pictures)

    def _save(self, totals: Totals, **ends: datetime) -> None:
        if self.run is None:
            return
        values = {
            **{outcome.value: totals.counts[outcome] for outcome in Outcome},
            "published": totals.published,
            "pictures": totals.pictures,
            "removed": self._removed.by_sort(),
            "left_out": dict(totals.left_out.most_common()),
            "seen_at": timezone.now(),
            **ends,
        }
        for name, value in values.items():
            setattr(self.run, name, value)
        self.run.save(update_fields=list(values))


def _outcomes(results: Collection[Result]) -> Counter[Outcome]:
    return Counter(result.outcome for result in results)


def _pictures(results: Collection[Result]) -> int:
    return sum(result.pictures for result in results)


def _reasons(results: Collection[Result]) -> Counter[str]:
    """Return how many were left out for each reason."""
    return Counter(result.reason for result in results if result.outcome is Outcome.SKIPPED)


def add_named(totals: Mapping[str, int], more: Mapping[str, int]) -> Counter[str]:
    """Return the sums by name; of many names those that came late are one."""
    found = Counter(totals)
    for name, number in more.items():
        is_known = name in found or len(found) < MOST_NAMES
        found[name if is_known else OTHER] += number
    return found


class RemovalTotals:
    """What cleaning removed in a whole run, by sort and name, in bounded memory."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._names: Counter[str] = Counter()

    def add(self, removed: Counter[tuple[str, str]]) -> None:
        """Add the removals of one document."""
        for (what, name), number in removed.items():
            self._counts[what, self._kept(what, name)] += number

    def by_sort(self) -> dict[str, dict[str, int]]:
        """Return them as a run stores them: {"tag": {"script": 12}, "attribute": {…}}."""
        found: dict[str, dict[str, int]] = {}
        for (what, name), number in self._counts.most_common():
            found.setdefault(what, {})[name] = number
        return found

    @classmethod
    def of(cls, stored: Mapping[str, Mapping[str, int]]) -> RemovalTotals:
        """Return those that a run has stored."""
        totals = cls()
        for what, names in stored.items():
            totals.add(Counter({(what, name): number for name, number in names.items()}))
        return totals

    def _kept(self, what: str, name: str) -> str:
        name = name[:80]
        if (what, name) in self._counts:
            return name
        if self._names[what] >= MOST_NAMES:
            return OTHER
        self._names[what] += 1
        return name
