"""Changed documents -> their articles, merged with what editors made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from articles import store
from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.align import align
from articles.documents.revisions.conflict import FIELDS, MergeConflict
from articles.documents.revisions.diff import diff_rows
from articles.documents.revisions.merge import Merged, MergeRules, merge
from articles.documents.revisions.similarity import may_be_same_article
from articles.importing.confirmed_labels import ConfirmedLabels, confirmed_labels_in
from articles.importing.incoming import IncomingDocument
from articles.importing.policies import Policies, rules_of
from articles.models import RunItem, Version
from articles.models.import_run import Outcome, RunKind
from articles.models.version import Reason


@dataclass(frozen=True, slots=True)
class DocumentMerge:
    """A changed document, or one read anew, on its way into its article.

    `is_followed`: no editor has changed the article, so it just follows its source. `reads_anew`:
    what is imported is not what was imported last.
    """

    incoming: IncomingDocument
    locked: store.LockedArticle
    merged: Merged
    is_followed: bool
    reads_anew: bool

    @property
    def source_id(self) -> int:
        """The source that the article followed until now."""
        return self.locked.article.source_id or 0

    def change(self, source_id: int, parser_version: int) -> store.ArticleChange:
        return store.ArticleChange(
            self.locked,
            self.merged.document,
            Reason.IMPORT if self.is_followed else Reason.MERGE,
            source_id,
            self.merged.imported,
            reads_anew=self.reads_anew,
            parser_version=parser_version,
        )

    def settle(self, asked: Sequence[MergeConflict]) -> None:
        """Say on the arrival what it came to, given what of it is asked of an editor."""
        arrival = self.incoming
        if asked:
            arrival.outcome = Outcome.CONFLICT
            arrival.reason = f"changed here and in the source: {describe_conflicts(asked)}"
        else:
            arrival.outcome = Outcome.UPDATED if self.is_followed else Outcome.MERGED
            if self.merged.resolved:
                arrival.reason = f"settled by a policy: {describe_conflicts(self.merged.resolved)}"


@dataclass(frozen=True, slots=True)
class MergeContext:
    """What merging goes by: what each source said when it was imported last, and the policies.

    Where the same documents are read again, `vouched` has what editors said of labels of each
    article; None in an import.
    """

    bases: Mapping[int, ArticleDocument]
    policies: Policies
    confirmed: Mapping[int, ConfirmedLabels] | None = None


def merge_all(
    arrivals: Sequence[IncomingDocument], policies: Policies, *, again: bool = False
) -> list[DocumentMerge]:
    """Merge changed documents with their articles as they stand. Inside a transaction only.

    With `again` they are the same documents read anew: what that says of labels is followed, too.
    """
    ids = [arrival.stored.article_id for arrival in arrivals if arrival.stored]
    standing = store.lock_articles(ids) if ids else {}
    vouched = confirmed_labels_in(standing) if again else None
    return list(_mergings(arrivals, standing, MergeContext(_bases(standing), policies, vouched)))


def _mergings(
    arrivals: Sequence[IncomingDocument],
    standing: Mapping[int, store.LockedArticle],
    grounds: MergeContext,
) -> Iterator[DocumentMerge]:
    for arrival in arrivals:
        assert arrival.stored
        stands = standing.get(arrival.stored.article_id)
        base = grounds.bases.get(arrival.stored.article_id)
        if stands is None:
            arrival.lose()
        elif base and arrival.has_the_name_of_another_file and _is_another(arrival, base):
            arrival.refuse_namesake()
        else:
            # Under the lock: an editor may have saved since it was decided on.
            arrival.stored = replace(arrival.stored, version=stands.article.version)
            yield _merging(arrival, stands, grounds)


def _is_another(arrival: IncomingDocument, base: ArticleDocument) -> bool:
    assert arrival.prepared
    if may_be_same_article(base, arrival.prepared.rows.document()):
        return False
    return not _was_there_last(arrival)


def _was_there_last(arrival: IncomingDocument) -> bool:
    """Whether its article's document had come in from that file, unchanged, after it moved."""
    assert arrival.stored
    items = RunItem.objects.filter(
        article=arrival.stored.article_id, run__kind=RunKind.IMPORT, run__undone_at=None
    )
    last = items.exclude(outcome=Outcome.REJECTED).order_by("pk").last()
    return last is not None and arrival.is_at(last.file)


def _merging(
    arrival: IncomingDocument, standing: store.LockedArticle, grounds: MergeContext
) -> DocumentMerge:
    assert arrival.prepared
    theirs, ours = arrival.prepared.rows.document(), standing.document
    base = grounds.bases.get(standing.article.pk)
    if base is None:
        # No import made it. It stands as it is, and follows its source from now on.
        base = theirs = align(theirs, ours).document
    rules = rules_of(grounds.policies.of(arrival.publisher, arrival.source.external_id))
    if grounds.confirmed is None:
        merged = merge(base, ours, theirs, rules)
    else:
        merged = _merged_again(base, ours, theirs, rules, grounds.confirmed[standing.article.pk])
    return DocumentMerge(
        arrival, standing, merged, _reads_same(base, ours), merged.imported != base
    )


def _merged_again(
    base: ArticleDocument,
    ours: ArticleDocument,
    theirs: ArticleDocument,
    rules: MergeRules,
    vouched: ConfirmedLabels,
) -> Merged:
    """Merge another reading of the same document; one that is the same changes nothing at all."""
    if theirs == base:
        return Merged(ours, base)
    merged = merge(base, ours, theirs, rules, relabels=True)
    if merged.imported == base:
        return Merged(ours, base)
    return replace(merged, document=_with_kinds_of_editors(merged.document, base, ours, vouched))


def _with_kinds_of_editors(
    document: ArticleDocument,
    base: ArticleDocument,
    ours: ArticleDocument,
    vouched: ConfirmedLabels,
) -> ArticleDocument:
    """What an editor rewrote is not the text that has another label now; what one vouched for is
    an editor's work as well, whether or not the source said the same meanwhile.
    """
    imported = {p.uid: p.markup for p in base.paragraphs()}
    kinds = {
        (p.uid, p.markup): p.kind
        for p in ours.paragraphs()
        if vouched.holds_for(p) or imported.get(p.uid) != p.markup
    }
    return document.with_each_paragraph(
        lambda p: replace(p, kind=kinds.get((p.uid, p.markup), p.kind))
    )


def _reads_same(base: ArticleDocument, ours: ArticleDocument) -> bool:
    if base is ours:
        return True
    same = base.headline_provisional == ours.headline_provisional
    return same and all(row.change == "same" for row in diff_rows(base, ours))


def _bases(standing: Mapping[int, store.LockedArticle]) -> dict[int, ArticleDocument]:
    """What the source of each article said when it was imported last. One query."""
    rows = (
        Version.objects.filter(article__in=standing, source=F("article__source"))
        .order_by("article", "number")
        .values_list("article_id", "number", "imported", "content")
    )
    last = {article: rest for article, *rest in rows}
    return {
        article: _document(standing[article], number, imported, content)
        for article, (number, imported, content) in last.items()
    }


def _document(
    standing: store.LockedArticle, number: int, imported: object, content: object
) -> ArticleDocument:
    if number == standing.article.version and imported is None:
        return standing.document
    return ArticleDocument.from_json(imported or content)  # type: ignore[arg-type]


def describe_conflicts(conflicts: Iterable[MergeConflict]) -> str:
    """ "headline, 2 paragraphs": what conflicts are about."""
    counts = Counter(_name(conflict.part) for conflict in conflicts)
    return ", ".join(
        name if name in FIELDS else f"{number} {name}{'s' if number > 1 else ''}"
        for name, number in counts.items()
    )


def _name(part: str) -> str:
    if part in FIELDS:
        return part
    return "paragraph" if part.startswith("p.") else part.rpartition(".")[2]
