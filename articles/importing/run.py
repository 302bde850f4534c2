"""Source documents -> stored articles, in batches: each batch is stored whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeGuard

from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone

from articles.documents.parsing import PARSER_VERSION, parse_all
from articles.documents.source import Rejection, Source
from articles.importing.arrival import Arrival
from articles.importing.decision import stored_under
from articles.importing.result import Result
from articles.importing.writing import alone, write
from articles.models import ImportRun
from articles.models.run import Outcome
from articles.store import StaleSave

# Large enough that a statement's fixed cost vanishes, small enough to lose little when killed.
BATCH: Final = 200
# Each is lost only to an editor's save in the very moment of the batch's.
ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Options:
    """`publish` publishes what no editor has decided on; `dry_run` stores nothing."""

    publish: bool = False
    dry_run: bool = False
    fail_fast: bool = False
    started_by: User | None = None
    arguments: dict[str, Any] = field(default_factory=dict)


class Import:
    """One run: iterate over it for the results, in the order of the documents."""

    def __init__(self, documents: Iterable[Source | Rejection], options: Options) -> None:
        self._documents = iter(documents)
        self._options = options
        self._seen: dict[str, tuple[str, str]] = {}
        self.counts: Counter[Outcome] = Counter()
        self.run: ImportRun | None = None

    def __iter__(self) -> Iterator[Result]:
        if not self._options.dry_run:
            self.run = ImportRun.objects.create(
                started_by=self._options.started_by,
                arguments=self._options.arguments,
                parser_version=PARSER_VERSION,
            )
        for result in self._results():
            self.counts[result.outcome] += 1
            yield result
            if self._options.fail_fast and result.outcome is Outcome.REJECTED:
                break
        self._record(finished=True)

    def _results(self) -> Iterator[Result]:
        # Stopping at the first rejection must leave nothing stored that comes after it.
        size = 1 if self._options.fail_fast else BATCH
        while batch := list(islice(self._documents, size)):
            received = [self._received(document) for document in batch]
            self._settle([arrival for arrival in received if _is_open(arrival)])
            for item in received:
                yield item.result() if isinstance(item, Arrival) else Result.of(item)
            self._record()

    def _received(self, document: Source | Rejection) -> Arrival | Rejection:
        """A document as it comes in; one whose key this run has seen is settled at once."""
        if isinstance(document, Rejection):
            return document
        arrival = Arrival(document)
        first = self._seen.get(document.key)
        if first is None:
            self._seen[document.key] = (document.digest, document.file)
        elif first[0] == document.digest:
            arrival.outcome = Outcome.UNCHANGED
        else:
            arrival.reject(
                f"has the same key as {first[1]} ({document.key}) but another content",
                'Give each an "id" of its own, or rename one of the files.',
            )
        return arrival

    def _settle(self, arrivals: list[Arrival]) -> None:
        """Decide and parse; then decide again and store, where no other import can come between."""
        _prepare(arrivals)
        if self.run is None:
            return
        for attempt in range(ATTEMPTS):
            try:
                self._store(arrivals, self.run)
            except (StaleSave, IntegrityError):
                # An editor saved an article, or took a slug, since it was looked at: look again.
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                return

    def _store(self, arrivals: list[Arrival], run: ImportRun) -> None:
        with alone():
            _prepare(arrivals)
            write(arrivals, run, publish=self._options.publish)

    def _record(self, *, finished: bool = False) -> None:
        if self.run is None:
            return
        for outcome in Outcome:
            setattr(self.run, outcome.value, self.counts[outcome])
        self.run.finished_at = timezone.now() if finished else None
        self.run.save()


def _is_open(item: Arrival | Rejection) -> TypeGuard[Arrival]:
    return isinstance(item, Arrival) and item.outcome is None


def _prepare(arrivals: list[Arrival]) -> None:
    """Decide on each document by what is stored now; parse those to be stored that are not yet."""
    stored = stored_under([arrival.source.key for arrival in arrivals])
    for arrival in arrivals:
        arrival.decide(stored.get(arrival.source.key))
    waiting = [arrival for arrival in arrivals if arrival.is_to_be_parsed]
    for arrival, parsed in zip(waiting, parse_all([a.source for a in waiting]), strict=True):
        arrival.take(parsed)
