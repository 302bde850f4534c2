"""Changed documents -> their articles, merged with what editors made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from django.db.models import F

from articles import store
from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.align import align
from articles.documents.revisions.conflict import PARAGRAPH, MergeConflict, describe_conflicts
from articles.documents.revisions.diff import DiffRow, differences, reads_same
from articles.documents.revisions.merge import Merged, MergeRules, merge
from articles.documents.revisions.merge_reparsed import merge_reparsed
from articles.documents.revisions.similarity import may_be_same_article
from articles.importing.beside import with_pictures_of
from articles.importing.fetched import (
    Fetched,
    fetched_in,
    of_document,
    with_pictures,
    without_pictures,
)
from articles.importing.incoming import IncomingDocument
from articles.importing.plan import Plan
from articles.importing.rules.confirmed_labels import ConfirmedLabels, confirmed_labels_in
from articles.importing.rules.policies import rules_of
from articles.models import RunItem, Version
from articles.models.import_run import Outcome, RunKind
from articles.models.policy import Policies
from articles.models.version import Reason
from articles.pictures.use import pictures_of_paragraphs

_LESSER_PART: Final = "is a summary, or cut off, and the whole text is here"
# Summaries of one article differ less in length than a summary and its article.
_TIMES_LONGER: Final = 2


@dataclass(frozen=True, slots=True)
class DocumentMerge:
    """A document that is merged into its article, which is locked.

    `is_followed`: no editor has changed the article, so it just follows its source. `reads_anew`:
    what is imported is not what was imported last. `is_written`: there is something to write.
    """

    incoming: IncomingDocument
    locked: store.LockedArticle
    merged: Merged
    is_followed: bool
    reads_anew: bool
    is_written: bool

    @property
    def article_id(self) -> int:
        return self.locked.article.pk

    @property
    def source_id(self) -> int:
        """Return the source that the article followed until now."""
        return self.locked.article.source_id or 0

    def change(self, source_id: int, parser_version: int) -> store.ArticleChange:
        """Return what is to be saved."""
        return store.ArticleChange(
            self.locked,
            self.merged.document,
            Reason.IMPORT if self.is_followed else Reason.MERGE,
            source_id,
            self.merged.imported,
            reads_anew=self.reads_anew,
            parser_version=parser_version,
        )

    def disputed(self) -> tuple[DiffRow, ...]:
        """Return what the source has in the place of what the article has, where both changed it.

        Until an editor decides, the article stays as it is there.
        """
        keys = set()
        for conflict in self.merged.conflicts:
            uids = {*conflict.uids, *(passage.uid for passage in conflict.theirs)}
            keys |= {conflict.part, *(f"{PARAGRAPH}{uid}" for uid in uids)}
        rows = differences(self.locked.document, self.merged.imported)
        return tuple(row for row in rows if row.key in keys)

    def conclude(self, raised: Sequence[MergeConflict]) -> None:
        """Give the document its outcome; `raised` are the conflicts that wait for an editor."""
        incoming = self.incoming
        incoming.pictures -= pictures_of_paragraphs(self.locked.document.paragraphs())
        if raised:
            incoming.outcome = Outcome.CONFLICT
            incoming.reason = f"changed here and in the source: {describe_conflicts(raised)}"
        else:
            incoming.outcome = Outcome.UPDATED if self.is_followed else Outcome.MERGED
            if self.merged.resolved:
                incoming.reason = f"settled by a policy: {describe_conflicts(self.merged.resolved)}"


@dataclass(frozen=True, slots=True)
class MergeContext:
    """What merging goes by: the plan, the policies, the locked articles, and the documents that
    their sources were imported as last. Where they are read anew, `confirmed` has what editors
    confirmed of the labels of each article, and `predecessors` what was imported before the
    document that is read anew. `fetched` are pictures that belong to addresses in the documents.
    """

    plan: Plan
    policies: Policies
    locked: Mapping[int, store.LockedArticle]
    bases: Mapping[int, ArticleDocument]
    confirmed: Mapping[int, ConfirmedLabels]
    predecessors: Mapping[int, ArticleDocument]
    fetched: Fetched

    def filled_in(
        self, incoming: IncomingDocument, theirs: ArticleDocument, base: ArticleDocument
    ) -> ArticleDocument:
        """Return the document with what was known before it where it says nothing."""
        assert incoming.stored
        article_id = incoming.stored.article_id
        known = self.predecessors.get(article_id) if self.plan.rereads else base
        return incoming.ready.unsaid.filled_in(theirs, known) if known else theirs

    def merge(
        self, article_id: int, base: ArticleDocument, theirs: ArticleDocument, rules: MergeRules
    ) -> Merged:
        fetched = of_document(self.locked[article_id].document, self.fetched)
        ours = self.edited(article_id)
        if self.plan.rereads:
            holds_for = self.confirmed[article_id].holds_for
            merged = merge_reparsed(base, ours, theirs, rules, holds_for)
        else:
            merged = merge(base, ours, theirs, rules)
        return replace(merged, document=with_pictures(merged.document, fetched))

    def edited(self, article_id: int) -> ArticleDocument:
        """Return the article as imports and editors made it, without what was fetched for it."""
        return without_pictures(self.locked[article_id].document, self.fetched)


def merge_documents(
    documents: Sequence[IncomingDocument], policies: Policies, plan: Plan
) -> list[DocumentMerge]:
    """Merge documents into their articles, which are locked. Inside a transaction only."""
    if not documents:
        return []
    locked = _locked(documents)
    confirmed = confirmed_labels_in(locked) if plan.rereads else {}
    predecessors = imported_before(locked) if plan.rereads else {}
    fetched = fetched_in(each.document for each in locked.values())
    context = MergeContext(plan, policies, locked, _bases(locked), confirmed, predecessors, fetched)
    return list(_merges(documents, context))


def _locked(documents: Sequence[IncomingDocument]) -> dict[int, store.LockedArticle]:
    ids = [each.stored.article_id for each in documents if each.stored]
    return store.lock_articles(ids) if ids else {}


def _merges(
    documents: Sequence[IncomingDocument], context: MergeContext
) -> Iterator[DocumentMerge]:
    for incoming in documents:
        assert incoming.stored
        locked = context.locked.get(incoming.stored.article_id)
        base = context.bases.get(incoming.stored.article_id)
        if locked is None:
            incoming.lose(context.plan.when_lost)
        elif base and _is_lesser_part(incoming, base, context.plan):
            incoming.pass_over(Outcome.OUTDATED, _LESSER_PART)
        elif not (base and _is_refused(incoming, base)):
            # Under the lock: an editor may have saved since it was decided on.
            incoming.stored = replace(incoming.stored, version=locked.article.version)
            yield _merged(incoming, locked, base, context)


def _merged(
    incoming: IncomingDocument,
    locked: store.LockedArticle,
    base: ArticleDocument | None,
    context: MergeContext,
) -> DocumentMerge:
    theirs, ours = incoming.ready.document, context.edited(locked.article.pk)
    if base is None:
        # No import made it. It stays as it is, and follows its source from now on.
        base = theirs = align(theirs, ours).document
    else:
        theirs = with_pictures_of(context.filled_in(incoming, theirs, base), base)
    rules = rules_of(context.policies.of(incoming.publisher, incoming.source.external_id))
    merged = context.merge(locked.article.pk, base, theirs, rules)
    reads_anew = merged.imported != base
    is_written = reads_anew or not (context.plan.rereads or incoming.has_late_pictures)
    return DocumentMerge(incoming, locked, merged, reads_same(base, ours), reads_anew, is_written)


def refuse_others(documents: Sequence[IncomingDocument]) -> list[IncomingDocument]:
    """Refuse those of another article than the one of their key; return the rest.

    That is asked of what is not merged, too: nothing else would tell of it.
    """
    doubtful = [each for each in documents if _is_doubtful(each)]
    bases = _bases(_locked(doubtful)) if doubtful else {}
    refused = [
        each
        for each in doubtful
        if each.stored and (base := bases.get(each.stored.article_id)) and _is_refused(each, base)
    ]
    return [each for each in documents if each not in refused]


def _is_doubtful(incoming: IncomingDocument) -> bool:
    assert incoming.stored
    return incoming.has_the_name_of_another_file or incoming.is_doubtful_repeat(
        incoming.stored.claim
    )


def _is_refused(incoming: IncomingDocument, base: ArticleDocument) -> bool:
    """Refuse a document of another article than the one of its key; return whether it was."""
    assert incoming.stored
    if incoming.has_the_name_of_another_file and _is_another(incoming, base):
        incoming.refuse_namesake()
    elif incoming.is_doubtful_repeat(incoming.stored.claim) and not _is_alike(incoming, base):
        incoming.refuse_repeat()
    else:
        return False
    return True


def _is_lesser_part(incoming: IncomingDocument, base: ArticleDocument, plan: Plan) -> bool:
    """Return whether it is a summary, or cut off, and much more of its text is here.

    What a document leaves out of its text it does not take back.
    """
    if plan.takes_any or plan.rereads or not incoming.ready.is_cut:
        return False
    return _length(base) > _TIMES_LONGER * _length(incoming.ready.document)


def _length(document: ArticleDocument) -> int:
    return sum(len(paragraph.text) for paragraph in document.paragraphs())


def _is_another(incoming: IncomingDocument, base: ArticleDocument) -> bool:
    return not (_is_alike(incoming, base) or _was_there_last(incoming))


def _is_alike(incoming: IncomingDocument, base: ArticleDocument) -> bool:
    return may_be_same_article(base, incoming.ready.document)


def _was_there_last(incoming: IncomingDocument) -> bool:
    """Return whether its article's document had come in from that file, unchanged, after a move."""
    assert incoming.stored
    items = RunItem.objects.filter(
        article=incoming.stored.article_id, run__kind=RunKind.IMPORT, run__undone_at=None
    )
    last = items.exclude(outcome=Outcome.REJECTED).order_by("pk").last()
    return last is not None and incoming.is_at(last.file)


def imported_before(article_ids: Collection[int]) -> dict[int, ArticleDocument]:
    """Return what each article was imported as before it followed its source. Two queries at most.

    What an undo took back does not count.
    """
    rows = Version.objects.filter(article__in=article_ids, source__isnull=False)
    trails: dict[int, list[tuple[int, int]]] = {}
    for article_id, pk, source_id, reason in rows.order_by("article", "number").values_list(
        "article_id", "pk", "source_id", "reason"
    ):
        trail = trails.setdefault(article_id, [])
        if reason == Reason.RESTORE and any(source_id == source for _, source in trail):
            while trail[-1][1] != source_id:
                trail.pop()
        if trail and trail[-1][1] == source_id:
            trail.pop()
        trail.append((pk, source_id))
    before = {trail[-2][0]: article_id for article_id, trail in trails.items() if len(trail) > 1}
    if not before:
        return {}
    versions = Version.objects.filter(pk__in=before).only("content", "imported")
    return {before[version.pk]: version.imported_document() for version in versions.order_by()}


def _bases(locked: Mapping[int, store.LockedArticle]) -> dict[int, ArticleDocument]:
    """Return the document that each article's source was last imported as. Two queries at most."""
    rows = (
        Version.objects.filter(article__in=locked, source=F("article__source"))
        .order_by("article", "number")
        .values_list("article_id", "pk", "number", "imported")
    )
    last = {article: _Base(pk, number, imported) for article, pk, number, imported in rows}
    # Of most articles it is what they are now, which need not be read again.
    bases = {
        article: locked[article].document
        for article, base in last.items()
        if base.number == locked[article].article.version and base.imported is None
    }
    older = {article: base for article, base in last.items() if article not in bases}
    contents = _contents([base.version_id for base in older.values() if base.imported is None])
    for article, base in older.items():
        bases[article] = ArticleDocument.from_json(base.imported or contents[base.version_id])
    return bases


class _Base(NamedTuple):
    """A version that made an article follow its source; `imported` is None where that is it."""

    version_id: int
    number: int
    imported: dict[str, Any] | None


def _contents(version_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    if not version_ids:
        return {}
    return dict(Version.objects.filter(pk__in=version_ids).order_by().values_list("pk", "content"))
