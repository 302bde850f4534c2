"""Source documents -> stored articles, in batches: each batch is stored whole or not at all."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.documents.labels.site_rules import SiteRules
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.prepare import prepare
from articles.documents.source import Rejection, Source
from articles.importing.incoming import Decision, IncomingDocument, Result, rejected, stored_under
from articles.importing.key_registry import FirstDocument, KeyRegistry
from articles.importing.merge import DocumentMerge, merge_all
from articles.importing.policies import Policies
from articles.importing.removals import RemovalTotals
from articles.importing.site_rules import Mark, decided_last, site_rules
from articles.importing.workers import Answer, Workers, answer_of
from articles.importing.write import import_lock, write, write_items
from articles.models import ImportRun
from articles.models.import_run import WRITTEN, Outcome, RunKind
from articles.models.policy import Updates
from articles.publishing.publish import publish_new, publish_updates
from articles.review.noise_proposals.propose import propose
from articles.review.noise_proposals.recurrence import Recurrence

# Large enough that a statement's fixed cost vanishes, small enough to lose little when killed.
BATCH: Final = 200
BATCH_BYTES: Final = 8 * 2**20
# Each is lost only to an editor who takes a slug in the very moment of the batch's.
ATTEMPTS: Final = 5


@dataclass(frozen=True, slots=True)
class Options:
    """How to import.

    `publish` publishes what no editor has decided on; `max_loss` rejects documents of which more
    per cent are noise; `total` is how many documents there are, if that is known; `processes` is
    how many worker processes prepare documents, where there are many.
    """

    publish: bool = False
    dry_run: bool = False
    fail_fast: bool = False
    max_loss: int | None = None
    processes: int = 1
    total: int | None = None
    started_by: User | None = None
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents in their order; those to be stored are being prepared, by `rules`."""

    received: Sequence[IncomingDocument | Rejection]
    waiting: Sequence[IncomingDocument]
    answer: Future[Answer]
    rules: SiteRules

    @property
    def arrivals(self) -> list[IncomingDocument]:
        return [item for item in self.received if isinstance(item, IncomingDocument)]

    def results(self) -> list[Result]:
        return [
            item.result() if isinstance(item, IncomingDocument) else rejected(item)
            for item in self.received
        ]


class Import:
    """One run: iterate over it for the results, in the order of the documents."""

    def __init__(self, documents: Iterable[Source | Rejection], options: Options) -> None:
        self._documents = documents
        self._options = options
        self._policies = Policies([])
        self._rules = SiteRules()
        self._decided_last: Mark = ()
        self._seen = KeyRegistry(None)
        self._removed = RemovalTotals()
        self._recurrence = Recurrence()
        self.counts: Counter[Outcome] = Counter()
        self.published = 0
        self.run: ImportRun | None = None

    def __iter__(self) -> Iterator[Result]:
        self._policies = Policies.load()
        if not self._options.dry_run:
            self._decided_last = decided_last()
        self._rules = self._house_rules()
        if not self._options.dry_run:
            self.run = self._begun_run()
        self._seen = KeyRegistry(self.run)
        try:
            yield from self._results()
            propose(self._recurrence)
        except BaseException:
            self._record(stopped_at=timezone.now())
            raise
        if self._is_cut_short:
            self._record(stopped_at=timezone.now())
        else:
            self._record(finished_at=timezone.now())

    def _house_rules(self) -> SiteRules:
        return site_rules()

    def _begun_run(self) -> ImportRun:
        return ImportRun.objects.create(
            started_by=self._options.started_by,
            arguments=self._options.arguments,
            parser_version=PARSER_VERSION,
            total=self._options.total,
        )

    @property
    def _is_cut_short(self) -> bool:
        return self._options.fail_fast and self.counts[Outcome.REJECTED] > 0

    def _results(self) -> Iterator[Result]:
        for batch in self._prepared_batches():
            results = self._stored(batch)
            self._release(batch)
            self._count_lines(batch.waiting)
            yield from results
            if self._is_cut_short:
                return

    def _prepared_batches(self) -> Iterator[Batch]:
        """Batches in order; while one is stored, workers prepare the next."""
        # Stopping at the first rejection must leave nothing stored that comes after it.
        size = 1 if self._options.fail_fast else BATCH
        ahead: deque[Batch] = deque()
        processes = 1 if self._options.fail_fast else self._options.processes
        with Workers(processes, self._options.total, self._rules) as workers:
            for documents in batches(self._documents, size):
                ahead.append(self._begun(documents, workers))
                while len(ahead) > workers.ahead:
                    yield ahead.popleft()
            yield from ahead

    def _begun(self, documents: Sequence[Source | Rejection], workers: Workers) -> Batch:
        received = self._received(documents)
        arrivals = [item for item in received if isinstance(item, IncomingDocument)]
        _decide(arrivals)
        waiting = [arrival for arrival in arrivals if arrival.is_open]
        workers.go_by(self._rules)
        answer = workers.submit([arrival.source for arrival in waiting])
        return Batch(received, waiting, answer, self._rules)

    def _received(
        self, documents: Sequence[Source | Rejection]
    ) -> list[IncomingDocument | Rejection]:
        """Documents as they come in; one whose key this run has seen is settled at once."""
        known = self._seen.among([each for each in documents if isinstance(each, Source)])
        return [
            document if isinstance(document, Rejection) else self._arrived(document, known)
            for document in documents
        ]

    def _arrived(self, source: Source, known: dict[str, FirstDocument]) -> IncomingDocument:
        arrival = IncomingDocument(source)
        if first := known.get(source.external_id):
            arrival.repeats(first)
        else:
            known[source.external_id] = self._seen.hold(source)
        return arrival

    def _release(self, batch: Batch) -> None:
        """It is done with."""
        self._seen.release([arrival.source for arrival in batch.arrivals])

    def _stored(self, batch: Batch) -> list[Result]:
        """Store a batch, where no other import can come between."""
        self._take(batch, answer_of(batch.answer))
        for arrival in batch.waiting:
            if arrival.prepared:
                self._removed.add(arrival.prepared.removed)
        if self.run is None or self.run.kind == RunKind.PREVIEW:
            return self._foreseen(batch)
        for attempt in range(ATTEMPTS):
            try:
                with import_lock():
                    return self._written(batch, self.run)
            except IntegrityError:
                # An editor took a slug since it was looked at: look again.
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("not reached")

    def _take(self, batch: Batch, answer: Answer) -> None:
        for arrival, prepared in zip(batch.waiting, answer, strict=True):
            arrival.take(prepared)
            if arrival.prepared:
                policy = self._policies.of(arrival.publisher, arrival.source.external_id)
                arrival.check_loss(policy, self._options.max_loss)

    def _keep_to_rules(self, batch: Batch) -> None:
        """Editors decide while a run is at work: what is stored after that goes by it, too."""
        last = decided_last()
        if last != self._decided_last:
            self._decided_last, rules = last, self._house_rules()
            self._rules = self._rules if rules == self._rules else rules
        if batch.rules is not self._rules:
            for arrival in batch.waiting:
                arrival.reopen()
            self._take(batch, prepare([each.source for each in batch.waiting], self._rules))

    def _written(self, batch: Batch, run: ImportRun) -> list[Result]:
        _stop_if_undone(run)
        self._keep_to_rules(batch)
        _decide(batch.arrivals)
        for arrival in batch.arrivals:
            if arrival.is_open and arrival.prepared is None:
                arrival.lose(was_deleted=arrival.decision is Decision.CREATE)
        arrivals = [arrival for arrival in batch.waiting if arrival.is_open]
        if arrivals:
            changed = [each for each in arrivals if each.decision is Decision.MERGE]
            write(arrivals, self._merged(changed), run)
        _acquit(batch)
        published = self._publish(batch.arrivals)
        results = batch.results()
        write_items(self._told(results), run)
        counts = self.counts + Counter(result.outcome for result in results)
        self._record(counts)
        self.counts = counts
        self.published += published
        return results

    def _count_lines(self, arrivals: Sequence[IncomingDocument]) -> None:
        """Of what comes in and is stored: a dry run proposes nothing."""
        if self.run is None or self.run.kind != RunKind.IMPORT:
            return
        for arrival in arrivals:
            if arrival.prepared and arrival.outcome in WRITTEN:
                self._recurrence.add(arrival.publisher, arrival.prepared.rows)

    def _merged(self, changed: Sequence[IncomingDocument]) -> list[DocumentMerge]:
        """Merge; gives those of which there is anything to write."""
        return merge_all(changed, self._policies)

    def _told(self, results: Sequence[Result]) -> Sequence[Result]:
        """Those of which the run keeps what became of them."""
        return results

    def _foreseen(self, batch: Batch) -> list[Result]:
        """What would become of a batch; nothing is stored."""
        merged = (each for each in batch.waiting if each.decision is Decision.MERGE)
        changed = [each for each in merged if each.is_open]
        with transaction.atomic():
            for merging in self._merged(changed):
                merging.settle(merging.merged.conflicts)
        for arrival in batch.waiting:
            arrival.outcome = arrival.outcome or Outcome.CREATED
        _acquit(batch)
        results = batch.results()
        self.counts.update(result.outcome for result in results)
        return results

    def _publish(self, arrivals: Sequence[IncomingDocument]) -> int:
        """Gives how many articles readers see now as they did not before."""
        came = [each.article_id for each in arrivals if each.article_id]
        new = publish_new(came) if self._options.publish else 0
        updated = [arrival.article_id for arrival in arrivals if self._follows(arrival)]
        return new + publish_updates([article_id for article_id in updated if article_id])

    def _follows(self, arrival: IncomingDocument) -> bool:
        """Whether readers are to see what the article has become."""
        if arrival.outcome in (Outcome.CREATED, Outcome.CONFLICT, Outcome.REJECTED):
            return False
        updates = self._policies.of(arrival.publisher, arrival.source.external_id).updates
        if updates == Updates.AS_ASKED:
            return self._options.publish
        return updates == Updates.ALWAYS and arrival.prepared is not None

    def _record(self, counts: Counter[Outcome] | None = None, **moments: Any) -> None:
        """Write down how far the run has got."""
        if self.run is None:
            return
        for outcome in Outcome:
            setattr(self.run, outcome.value, (counts or self.counts)[outcome])
        self.run.removed = self._removed.by_sort()
        self.run.seen_at = timezone.now()
        for name, moment in moments.items():
            setattr(self.run, name, moment)
        names = [outcome.value for outcome in Outcome]
        self.run.save(update_fields=[*names, "removed", "seen_at", *moments])


def batches(
    documents: Iterable[Source | Rejection], size: int
) -> Iterator[list[Source | Rejection]]:
    """Up to `size` documents at a time, and not many more bytes than a batch may have."""
    batch: list[Source | Rejection] = []
    held = 0
    for document in documents:
        batch.append(document)
        held += len(document.content) if isinstance(document, Source) else 0
        if len(batch) == size or held >= BATCH_BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


class UndoneMeanwhile(Exception):
    """The run was taken back while it was still at work."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__(
            f"{run.name} was undone while it ran, so it stops here. Begin it again to have all of "
            "it done."
        )


def _stop_if_undone(run: ImportRun) -> None:
    if ImportRun.objects.filter(pk=run.pk, undone_at__isnull=False).exists():
        raise UndoneMeanwhile(run)


def _decide(arrivals: Sequence[IncomingDocument]) -> None:
    """Decide on each document by what is stored now."""
    stored = stored_under([arrival.source.external_id for arrival in arrivals])
    for arrival in arrivals:
        arrival.decide(stored.get(arrival.source.external_id))


def _acquit(batch: Batch) -> None:
    """What its article says still loses nothing by one of its key that was refused before it."""
    written = {each.source.external_id for each in batch.waiting if each.outcome in WRITTEN}
    for arrival in batch.arrivals:
        if (
            arrival.is_repeat
            and arrival.says_what_is_stored
            and arrival.source.external_id not in written
        ):
            arrival.outcome, arrival.reason, arrival.hint = Outcome.UNCHANGED, "", ""
