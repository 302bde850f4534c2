"""Source documents -> stored articles, in batches: each part of one is stored whole or not at all.

A batch goes this way, from top to bottom: received, decided, prepared (by worker processes, while
the batch before it is stored), then under a lock decided again, merged, written, published and
recorded. Where a plan stores nothing, it is merged, and what would become of it is shown.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from django.db import IntegrityError, transaction

from articles.documents.article.model import ArticleDocument
from articles.documents.labels.site_rules import SiteRules
from articles.documents.prepare import PreparedDocument, prepare, without_collecting
from articles.documents.revisions.diff import DiffRow
from articles.documents.source import PublishingStatus, Rejection, Source
from articles.importing.barriers import barriers_of
from articles.importing.beside import PicturesBeside
from articles.importing.foresee import foresee_copies, foresee_repeats
from articles.importing.incoming import (
    Decision,
    IncomingDocument,
    Result,
    StoredDocument,
    settled_before,
    stored_under,
    unread_result,
)
from articles.importing.merge import DocumentMerge, merge_documents, refuse_others
from articles.importing.notices import give_notice, settle_notices
from articles.importing.plan import IMPORT, Options, Plan
from articles.importing.precede import (
    Sorted,
    is_kept_apart,
    leave_out_retracted,
    settle_known,
    sort_out,
    without_canceled,
)
from articles.importing.publish import publish_batch
from articles.importing.record import RunRecord, begin_run
from articles.importing.rules.erasures import ErasuresInForce, erasure_barrier
from articles.importing.rules.site_rules import RulesInForce
from articles.importing.sources.beside.files import FilesBeside
from articles.importing.sources.file_keys import FileKeys
from articles.importing.sources.key_registry import KeyRegistry
from articles.importing.workers import Answer, Workers, answer_of
from articles.importing.write import import_lock, keep_apart, keep_unwritten, write, write_items
from articles.models import ImportRun
from articles.models.import_run import WRITTEN, Outcome, RunKind
from articles.models.policy import Policies
from articles.review.foreseen_copies import ForeseenCopies
from articles.review.noise_proposals.propose import propose
from articles.review.noise_proposals.recurrence import Recurrence

# Large enough that a statement's fixed cost vanishes, small enough to lose little when killed.
BATCH: Final = 200
# So many of a batch are stored at once: on SQLite, whoever saves beside an import waits so long.
TOGETHER: Final = 100
BATCH_BYTES: Final = 8 * 2**20
# Each is lost only to an editor who takes a slug in the very moment of the batch's.
ATTEMPTS: Final = 5


def import_documents(
    documents: Iterable[Source | Rejection],
    options: Options,
    plan: Plan = IMPORT,
    beside: FilesBeside | None = None,
) -> Pipeline:
    """Return an import of these documents, or a preview of one: iterate over it to do it.

    `beside` has the files beside the documents; it is closed at the end.
    """
    return Pipeline(documents, plan, options, beside=beside)


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents in their order; those to be stored are being prepared, by `rules`."""

    received: Sequence[IncomingDocument | Rejection]
    waiting: Sequence[IncomingDocument]
    answer: Future[Answer]
    rules: SiteRules

    @property
    def documents(self) -> list[IncomingDocument]:
        return [item for item in self.received if isinstance(item, IncomingDocument)]

    def parts(self) -> Iterator[Batch]:
        """Yield it in parts, each of which is stored whole or not at all."""
        if not self.waiting:
            # There is little to write, so nobody waits for long.
            yield self
            return
        for start in range(0, len(self.received), TOGETHER):
            received = self.received[start : start + TOGETHER]
            of_part = {id(item) for item in received}
            waiting = [each for each in self.waiting if id(each) in of_part]
            yield replace(self, received=received, waiting=waiting)

    def results(self) -> list[Result]:
        return [
            item.result() if isinstance(item, IncomingDocument) else unread_result(item)
            for item in self.received
        ]


class ChangedArticle(NamedTuple):
    """An article that a run changes, as it was before, and as the run has it."""

    before: ArticleDocument
    after: ArticleDocument


class Pipeline:
    """One run of a plan: iterate over it for the results, in the order of the documents.

    `counts`, `published` and `run` are those of the batches that were given so far; `copies` is how
    many new articles of a preview carry a story that is here already.
    """

    def __init__(
        self,
        documents: Iterable[Source | Rejection],
        plan: Plan,
        options: Options,
        *,
        rules: SiteRules | None = None,
        record: RunRecord | None = None,
        beside: FilesBeside | None = None,
    ) -> None:
        """Go by `rules`, or without by the site's; `record` is that of a run that was begun.

        `beside` has the files beside the documents; it is closed at the end.
        """
        self._documents = documents
        self._plan = plan
        self._options = options
        self._rules = RulesInForce(rules)
        self._policies = Policies([])
        self._erasures = ErasuresInForce()
        self._record = record or RunRecord(None)
        self._registry = KeyRegistry(None)
        self._file_keys = FileKeys(None)
        self._recurrence = Recurrence()
        self._merges: dict[int, DocumentMerge] = {}
        self._prepared: dict[str, PreparedDocument] = {}
        self._copies_before = ForeseenCopies()
        self._beside = beside
        self._pictures = PicturesBeside(beside, plan.stores, options.started_by)
        self.copies = 0

    @property
    def run(self) -> ImportRun | None:
        return self._record.run

    @property
    def counts(self) -> Counter[Outcome]:
        return self._record.counts

    @property
    def published(self) -> int:
        return self._record.published

    @property
    def pictures(self) -> int:
        """Return how many pictures have come in from beside the documents, or would."""
        return self._record.pictures

    def prepared(self, result: Result) -> PreparedDocument | None:
        """Return what the document of the result that was given last was prepared to."""
        return self._prepared.get(result.external_id)

    def changed(self, result: Result) -> ChangedArticle | None:
        """Return the article of the result that was given last; None where it stays as it is."""
        merge = self._merges.get(result.article or 0)
        if merge is None or not merge.reads_anew:
            return None
        return ChangedArticle(merge.locked.document, merge.merged.document)

    def disputed(self, result: Result) -> tuple[DiffRow, ...]:
        """Return, of the result that was given last, what the source has where both changed it."""
        merge = self._merges.get(result.article or 0)
        return merge.disputed() if merge and merge.merged.conflicts else ()

    def __iter__(self) -> Iterator[Result]:
        self._begin()
        try:
            for batch in self._prepared_batches():
                yield from self._stored(batch)
                if self._is_cut_short:
                    break
            propose(self._recurrence)
        except BaseException:
            self._record.stop()
            raise
        finally:
            if self._beside:
                self._beside.close()
        if self._is_cut_short:
            self._record.stop()
        else:
            self._record.finish()

    def _begin(self) -> None:
        self._policies = Policies.load()
        self._erasures.refresh()
        if self._plan.stores:
            self._rules.watch()
        self._rules.load()
        if self._plan.kind and self.run is None:
            self._record.run = begin_run(self._plan.kind, self._options)
        # Of what is not stored, the registry itself remembers the keys.
        self._registry = KeyRegistry(self.run if self._plan.stores else None)
        self._file_keys = FileKeys(self.run if self._plan.stores else None)

    @property
    def _is_cut_short(self) -> bool:
        return self._options.fail_fast and self.counts[Outcome.REJECTED] > 0

    def _prepared_batches(self) -> Iterator[Batch]:
        """Yield batches in order; while one is stored, workers prepare the next."""
        # Stopping at the first rejection must leave nothing stored that comes after it.
        size = 1 if self._options.fail_fast else BATCH
        processes = 1 if self._options.fail_fast else self._options.processes
        ahead: deque[Batch] = deque()
        asked = self._options.asks_for_processes
        rules = self._rules.current
        with Workers(processes, self._options.total, rules, are_asked_for=asked) as workers:
            for documents in batches(self._with_keys(), size):
                ahead.append(self._begun(documents, workers))
                while len(ahead) > workers.ahead:
                    yield ahead.popleft()
            yield from ahead

    def _with_keys(self) -> Iterable[Source | Rejection]:
        """Return the documents, those of several files of one name told apart."""
        if not self._plan.may_repeat or self._plan.takes_any:
            return self._documents
        if self._options.fail_fast:
            return self._file_keys.told_apart(self._documents, 1)
        return self._file_keys.told_apart(self._documents)

    def _begun(self, documents: Sequence[Source | Rejection], workers: Workers) -> Batch:
        """Receive a batch, decide on it, and have it prepared."""
        received = self._received(documents)
        incoming = [item for item in received if isinstance(item, IncomingDocument)]
        self._decide(incoming)
        self._find_longer_keys(incoming)
        waiting = [each for each in incoming if each.is_open]
        rules = self._rules.current
        workers.go_by(rules)
        return Batch(received, waiting, workers.submit([each.source for each in waiting]), rules)

    def _received(
        self, documents: Sequence[Source | Rejection]
    ) -> list[IncomingDocument | Rejection]:
        """Return documents as they come in, each with the one of its id that came before it."""
        if not self._plan.may_repeat:
            return [IncomingDocument(x) if isinstance(x, Source) else x for x in documents]
        admitted = [
            IncomingDocument.admitted(*self._erasures.admitted(each))
            if isinstance(each, Source)
            else each
            for each in documents
        ]
        incoming = [each for each in admitted if isinstance(each, IncomingDocument)]
        # What an erasure keeps out has no key any more.
        named = [each for each in incoming if each.source.external_id]
        firsts = self._registry.among([each.source for each in named])
        here: set[str] = set()
        for each in named:
            key = each.source.external_id
            each.first = firsts.get(key)
            # A batch has no second document of a key but the same one.
            each.is_repeat = key in here
            here.add(key)
            if each.first is None:
                firsts[key] = self._registry.hold(each.source)
        return admitted

    def _decide(self, documents: Sequence[IncomingDocument]) -> None:
        """Decide on each document by what is stored now."""
        keys = [each.source.external_id for each in documents]
        stored = stored_under(keys)
        barriers = barriers_of([key for key in keys if _may_be_barred(stored.get(key))])
        for each in documents:
            found = stored.get(each.source.external_id)
            if barrier := each.barrier or barriers.get(each.source.external_id):
                each.bar(found, barrier)
                continue
            decision = self._plan.decide(each.source, found)
            if each.is_another_than_first and not self._plan.stores:
                # What is stored is not what it would be beside.
                decision = Decision.MERGE if found else Decision.CREATE
            each.decide(found, Decision.REPEAT if each.is_repeat else decision)
        self._decide_on_known(documents)
        self._decide_on_late_pictures(documents)

    def _find_longer_keys(self, documents: Sequence[IncomingDocument]) -> None:
        """Decide anew on documents that came before under a longer key than their file's name."""
        if not self._plan.may_repeat or self._plan.takes_any:
            return
        doubtful = [each for each in documents if each.may_have_come_otherwise]
        found = self._file_keys.found_for([each.source for each in doubtful])
        renamed = [doubtful[place] for place in found]
        self._registry.release([each.source for each in renamed])
        for each, key in zip(renamed, found.values(), strict=True):
            each.rename(key)
            self._file_keys.note(each.source)
            each.first = self._registry.among([each.source]).get(key)
            each.is_repeat = False
            if each.first is None:
                self._registry.hold(each.source)
        if renamed:
            self._decide(renamed)

    def _renamed(self, batch: Batch) -> list[IncomingDocument]:
        """Give those of another article than that of their file's name keys of their own."""
        found = []
        for each in batch.documents:
            if not each.is_namesake or each.stored is None:
                continue
            if key := self._file_keys.free_for(each.source, each.stored.file or ""):
                self._registry.release([each.source])
                each.rename(key)
                self._file_keys.note(each.source)
                found.append(each)
        barriers = barriers_of([each.source.external_id for each in found])
        for each in found:
            if barrier := barriers.get(each.source.external_id):
                each.bar(None, barrier)
        return list(leave_out_retracted([each for each in found if each.is_open]))

    def _decide_on_known(self, documents: Sequence[IncomingDocument]) -> None:
        """Leave what came in before, and was dealt with for good though no article follows it."""
        if not self._plan.may_repeat or self._plan.takes_any:
            return
        changed = [each for each in documents if _is(each, Decision.MERGE)]
        settled = settled_before(changed)
        for each in changed:
            if (each.source.external_id, each.source.digest) in settled:
                each.decide(each.stored, Decision.NOTHING)

    def _decide_on_late_pictures(self, documents: Sequence[IncomingDocument]) -> None:
        """Merge what is unchanged once more where pictures have come that it lacked."""
        unchanged = [each for each in documents if each.decision is Decision.NOTHING]
        late = [each for each in unchanged if each.has_late_pictures]
        if not late:
            late = list(self._pictures.waiting_for(unchanged))
        for each in late:
            each.has_late_pictures = True
            each.decide(each.stored, Decision.MERGE)

    def _stored(self, batch: Batch) -> Iterator[Result]:
        """Store a batch, part by part, or say what would become of it; yield the results."""
        self._take(batch, answer_of(batch.answer))
        with without_collecting():
            # What new articles take is made before the lock, for which others may wait.
            for each in batch.waiting:
                if each.prepared and each.decision is Decision.CREATE:
                    each.prepared.make_rows()
        for part in batch.parts() if self._plan.stores else [batch]:
            yield from self._kept_part(part)

    def _kept_part(self, batch: Batch) -> list[Result]:
        self._prepared = {x.source.external_id: x.prepared for x in batch.waiting if x.prepared}
        for prepared in self._prepared.values():
            self._record.count_removed(prepared.removed)
        if self.run and self._plan.stores:
            results = self._written(batch, self.run)
        else:
            results = self._foreseen(batch)
        # Some have got other keys.
        self._prepared = {x.source.external_id: x.prepared for x in batch.waiting if x.prepared}
        if self._plan.may_repeat:
            self._registry.release([each.source for each in batch.documents])
        self._count_lines(batch)
        return results

    def _take(self, batch: Batch, answer: Answer) -> None:
        """Take in what the documents were prepared to."""
        for each, prepared in zip(batch.waiting, answer, strict=True):
            each.take(prepared)
            if each.prepared and self._erasures.bars_url(each.prepared.url_hash):
                each.bar_erased(erasure_barrier())
            # Of what is retracted nothing may be left but noise.
            if each.prepared and each.prepared.status is PublishingStatus.USABLE:
                policy = self._policies.of(each.publisher, each.source.external_id)
                each.check_loss(policy, self._options.max_loss)
                if not self._options.section_pages:
                    each.check_section()
        self._pictures.bring_in(each for each in batch.waiting if each.is_open)

    def _written(self, batch: Batch, run: ImportRun) -> list[Result]:
        """Store a batch where no other import can come between."""
        for attempt in range(ATTEMPTS):
            try:
                with without_collecting(), import_lock():
                    results, published = self._write(batch, run)
                break
            except IntegrityError:
                # An editor took a slug since it was looked at: look again.
                if attempt == ATTEMPTS - 1:
                    raise
        self._record.count(results, published)
        return results

    def _write(self, batch: Batch, run: ImportRun) -> tuple[list[Result], int]:
        """Decide again, merge, write, publish, record; return results and how many went live."""
        _stop_if_undone(run)
        self._keep_to_rules(batch)
        self._see_other_chunks(batch)
        self._decide(batch.documents)
        self._lose_what_is_not_prepared(batch)
        created = self._created(batch)
        found = self._sorted_out(batch)
        merges = self._merged(found.merged)
        created += self._renamed(batch)
        written = [each for each in merges if each.is_written]
        write(created, written, run)
        keep_unwritten([each for each in merges if not each.is_written], run)
        settle_known(batch.documents)
        keep_apart([each for each in batch.documents if is_kept_apart(each)], run)
        if not self._plan.rereads:
            settle_notices([each.article_id for each in written], run)
        give_notice(found.notices, run)
        _settle_repeats(batch)
        published = publish_batch(
            batch.documents, merges, self._plan, self._options, self._policies
        )
        results = batch.results()
        self._keep(results, run, published)
        return results, published

    def _foreseen(self, batch: Batch) -> list[Result]:
        """Merge and say what would become of a batch; no article is stored."""
        created = self._created(batch)
        with transaction.atomic():
            found = self._sorted_out(batch)
            for each in self._merged(found.merged):
                if each.is_written:
                    each.conclude(each.merged.conflicts)
                else:
                    each.incoming.outcome = Outcome.UNCHANGED
        created += self._renamed(batch)
        for incoming in created:
            incoming.outcome = Outcome.CREATED
        if self._plan.may_repeat:
            foresee_repeats(batch.waiting, found.notices, self._registry, self._policies)
        settle_known(batch.documents)
        _settle_repeats(batch)
        if self._plan.may_repeat:
            self.copies += foresee_copies(batch.waiting, self._copies_before)
        results = batch.results()
        if self.run:
            with transaction.atomic():
                self._keep(results, self.run)
        self._record.count(results)
        return results

    def _keep_to_rules(self, batch: Batch) -> None:
        """Prepare the batch anew where editors decided, or anything was erased, since then."""
        rules = self._rules.refresh()
        is_older = self._erasures.refresh()
        if is_older:
            for incoming in batch.documents:
                incoming.source, incoming.barrier = self._erasures.admitted(incoming.source)
        if is_older or batch.rules is not rules:
            for each in batch.waiting:
                each.reopen()
            self._take(batch, prepare([each.source for each in batch.waiting], rules))

    def _see_other_chunks(self, batch: Batch) -> None:
        """Take in what other parts of a shared run have stored while the batch was prepared."""
        if self._record.chunk is None:
            return
        sources = [each.source for each in batch.documents if each.source.external_id]
        firsts = self._registry.among(sources)
        later = self._registry.later_than(self._record.chunk, sources)
        for each in batch.documents:
            found = firsts.get(each.source.external_id)
            if found and found.chunk is not None:
                each.first = found
            each.is_behind = each.source.external_id in later

    def _lose_what_is_not_prepared(self, batch: Batch) -> None:
        """Give up what was nothing to do when the batch began, and is something now.

        What has come in twice in this run is prepared after all.
        """
        lost = [each for each in batch.documents if each.is_open and each.prepared is None]
        # Another version of its article came in between.
        again = [each for each in lost if each.first]
        prepared = prepare([each.source for each in again], self._rules.current) if again else []
        for each, answer in zip(again, prepared, strict=True):
            each.take(answer)
        self._pictures.bring_in(again)
        for each in lost:
            if not each.first:
                each.lose(self._plan.when_lost, was_deleted=each.decision is Decision.CREATE)

    def _created(self, batch: Batch) -> list[IncomingDocument]:
        new = [each for each in batch.documents if _is(each, Decision.CREATE)]
        usable = list(leave_out_retracted(new))
        return list(without_canceled(usable)) if self._plan.may_repeat else usable

    def _sorted_out(self, batch: Batch) -> Sorted:
        """Return what has changed by what is to be done with it."""
        changed = [each for each in batch.documents if _is(each, Decision.MERGE)]
        found = sort_out(changed, self._policies, self._plan)
        noticed = [each.incoming for each in found.notices]
        ours = refuse_others([*found.outdated, *noticed])
        return Sorted(
            found.merged,
            [each for each in found.outdated if each in ours],
            [each for each in found.notices if each.incoming in ours],
        )

    def _merged(self, changed: Sequence[IncomingDocument]) -> list[DocumentMerge]:
        merges = merge_documents(changed, self._policies, self._plan)
        self._merges = {each.article_id: each for each in merges}
        return merges

    def _keep(self, results: Sequence[Result], run: ImportRun, published: int = 0) -> None:
        """Keep what became of each document with the run, and how far that has got."""
        listed = [each for each in results if each.outcome in self._plan.listed]
        write_items(listed, run, self._record.chunk)
        self._record.write(results, published)

    def _count_lines(self, batch: Batch) -> None:
        """Count the lines of what came in and is stored; nothing else proposes noise."""
        if not self.run or self._plan.kind is not RunKind.IMPORT:
            return
        for each in batch.waiting:
            if each.prepared and each.outcome in WRITTEN:
                self._recurrence.add(each.publisher, each.prepared.rows)


def _may_be_barred(stored: StoredDocument | None) -> bool:
    """Return whether a person may have decided against what has such an article, or none."""
    return stored is None or stored.is_detached


def _is(incoming: IncomingDocument, decision: Decision) -> bool:
    return incoming.is_open and incoming.decision is decision


def _settle_repeats(batch: Batch) -> None:
    """Give the same bytes that came twice their outcome: the second changes nothing."""
    for each in batch.documents:
        if each.decision is Decision.REPEAT:
            each.outcome = Outcome.UNCHANGED


def batches(
    documents: Iterable[Source | Rejection], size: int
) -> Iterator[list[Source | Rejection]]:
    """Yield up to `size` documents at a time, and not many more bytes than a batch may have.

    No batch has two versions of one article: the second is merged into what the first has become.
    """
    batch: list[Source | Rejection] = []
    digests: dict[str, str] = {}
    held = 0
    for document in documents:
        if isinstance(document, Source):
            first = digests.get(document.external_id, document.digest)
            if first != document.digest:
                yield batch
                batch, digests, held = [], {}, 0
            digests[document.external_id] = document.digest
            held += len(document.content)
        batch.append(document)
        if len(batch) == size or held >= BATCH_BYTES:
            yield batch
            batch, digests, held = [], {}, 0
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
