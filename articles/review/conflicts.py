"""Conflicts of a merge -> conflicts that wait for an editor, or no longer do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.documents.article.model import ArticleDocument
from articles.documents.article.sequence import merged_order, sequence_of
from articles.documents.revisions.conflict import MergeConflict, Passage, passages_of
from articles.documents.revisions.merge import Merged
from articles.documents.revisions.resolve import current_passages
from articles.models import Article, Conflict, ImportRun
from articles.models.conflict import Resolution


class OpenConflicts:
    """The conflicts that wait for an editor in some articles, and what a run does to them."""

    def __init__(self, article_ids: Sequence[int], run: ImportRun) -> None:
        self._run = run
        self._now = timezone.now()
        self._open: dict[int, list[Conflict]] = {}
        for row in Conflict.objects.open().filter(article__in=article_ids):
            self._open.setdefault(row.article_id, []).append(row)
        self._raised: list[Conflict] = []
        self._closed: list[Conflict] = []

    def update(self, article_id: int, merged: Merged) -> tuple[MergeConflict, ...]:
        """Take in a merge; return its conflicts that wait for an editor from now on."""
        waiting = self._open.get(article_id, [])
        raised = tuple(
            conflict
            for conflict in _joined(merged, waiting, self._close)
            if self._raises(article_id, conflict)
        )
        for row in waiting:
            if not row.resolved_at and _is_gone(row, merged):
                self._close(row)
        return raised

    def write(self) -> None:
        """Store what was raised and closed."""
        Conflict.objects.bulk_update(self._closed, ["resolution", "resolved_at", "resolved_in"])
        Conflict.objects.bulk_create(self._raised)

    def _raises(self, article_id: int, conflict: MergeConflict) -> bool:
        """Raise it, unless the source has taken its change back; return whether it did."""
        if read_same(conflict.base, conflict.theirs):
            return False
        self._raised.append(
            Conflict(
                article_id=article_id,
                part=conflict.part,
                uids=list(conflict.uids),
                base=[passage.to_json() for passage in conflict.base],
                theirs=[passage.to_json() for passage in conflict.theirs],
                run=self._run,
                created_at=self._now,
            )
        )
        return True

    def _close(self, row: Conflict) -> None:
        row.resolution, row.resolved_at, row.resolved_in = (
            Resolution.GONE,
            self._now,
            self._run,
        )
        self._closed.append(row)


def _joined(
    merged: Merged, waiting: Sequence[Conflict], close: Callable[[Conflict], None]
) -> list[MergeConflict]:
    """Return conflicts in the place of those that wait already of the same parts; close those.

    A source may split, join and change paragraphs many times before an editor looks: all of it is
    one conflict, from where the editor began to what the source says now.
    """
    found: list[tuple[list[MergeConflict], list[Conflict]]] = []
    for conflict in merged.conflicts:
        rows = [each for each in waiting if _is_of_same(conflict_of(each), conflict)]
        shared = [each for each in found if any(row in each[1] for row in rows)]
        found = [each for each in found if each not in shared]
        conflicts = [one for each in shared for one in each[0]]
        found.append(([*conflicts, conflict], [*rows, *(c for each in shared for c in each[1])]))
    taken = {row.pk for _, rows in found for row in rows}
    found += [
        ([conflict_of(row)], [row])
        for row in waiting
        if row.pk not in taken and _lost_a_paragraph(row, merged)
    ]
    for row in {row.pk: row for _, rows in found for row in rows}.values():
        close(row)
    return [_one(merged, conflicts, list(map(conflict_of, rows))) for conflicts, rows in found]


def _lost_a_paragraph(row: Conflict, merged: Merged) -> bool:
    """Return whether the source lost a paragraph that it had, with nothing against that here."""
    if _is_gone(row, merged):
        return False
    conflict = conflict_of(row)
    return not read_same(_one(merged, [conflict], [conflict]).theirs, conflict.theirs)


def _is_of_same(one: MergeConflict, other: MergeConflict) -> bool:
    return one.part == other.part or not _names(one).isdisjoint(_names(other))


def _names(conflict: MergeConflict) -> set[str]:
    """Return the paragraphs of a conflict, on whichever side."""
    if not conflict.uids:
        return set()
    return {*conflict.uids, *(passage.uid for passage in (*conflict.base, *conflict.theirs))}


def _one(
    merged: Merged, conflicts: Sequence[MergeConflict], before: Sequence[MergeConflict]
) -> MergeConflict:
    last = conflicts[-1]
    if not before:
        return last
    if not last.uids:
        return replace(last, base=before[0].base)
    ours, theirs = list(sequence_of(merged.document)), list(sequence_of(merged.imported))
    names = {uid for each in (*conflicts, *before) for uid in _names(each)}
    # Those that are gone on both sides are last.
    order = dict.fromkeys([*merged_order(theirs, ours, theirs, {*ours, *theirs}), *sorted(names)])
    came_since = {passage.uid for each in before for passage in each.theirs}
    base = {p.uid: p for each in conflicts for p in each.base if p.uid not in came_since}
    base |= {passage.uid: passage for each in before for passage in each.base}
    uids = tuple(uid for uid in order if uid in names)
    return replace(
        last,
        uids=uids,
        base=tuple(base[uid] for uid in uids if uid in base),
        theirs=passages_of(merged.imported, last.part, uids),
    )


def _is_gone(row: Conflict, merged: Merged) -> bool:
    """Return whether the article and its source read the same again."""
    conflict = conflict_of(row)
    uids = (*conflict.uids, *(passage.uid for passage in conflict.theirs if passage.uid))
    about = replace(conflict, uids=tuple(dict.fromkeys(uids)))
    return read_same(_reads(merged.imported, about), current_passages(merged.document, about))


def _reads(document: ArticleDocument, conflict: MergeConflict) -> tuple[Passage, ...]:
    return passages_of(document, conflict.part, conflict.uids)


def conflict_of(row: Conflict) -> MergeConflict:
    """Return a conflict as `documents.revisions` has it, without what the article reads now."""
    return MergeConflict(
        row.part,
        tuple(row.uids),
        base=_passages(row.base),
        theirs=_passages(row.theirs),
    )


def _passages(stored: Sequence[Sequence[object]]) -> tuple[Passage, ...]:
    return tuple(Passage.from_json(each) for each in stored)


def resolve_adopted(
    article: Article, document: ArticleDocument, author: AbstractBaseUser | None
) -> None:
    """Resolve the conflicts whose text from the source a saved document has by itself."""
    for row in Conflict.objects.open().filter(article=article):
        conflict = conflict_of(row)
        if read_same(current_passages(document, conflict), conflict.theirs):
            close_conflict(row, Resolution.THEIRS, author)


def read_same(left: Sequence[Passage], right: Sequence[Passage]) -> bool:
    """Return whether two sides read the same, whatever blocks they came from."""
    return len(left) == len(right) and all(map(Passage.reads_as, left, right))


def close_conflict(row: Conflict, choice: Resolution, author: AbstractBaseUser | None) -> None:
    """Mark a conflict as resolved now, by an editor."""
    row.resolution = choice
    row.resolved_at = timezone.now()
    row.resolved_by_id = author.pk if author else None
    row.save(update_fields=["resolution", "resolved_at", "resolved_by"])
