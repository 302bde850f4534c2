"""Conflicts of a merge -> changes of the source that wait for an editor, or no longer do."""

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
    """The changes that wait for an editor in some articles, and what a run does to them."""

    def __init__(self, article_ids: Sequence[int], run: ImportRun) -> None:
        self._run = run
        self._now = timezone.now()
        self._open: dict[int, list[Conflict]] = {}
        for change in Conflict.objects.open().filter(article__in=article_ids):
            self._open.setdefault(change.article_id, []).append(change)
        self._raised: list[Conflict] = []
        self._closed: list[Conflict] = []

    def update(self, article_id: int, merged: Merged) -> tuple[MergeConflict, ...]:
        """Take in what a merge came to; gives the conflicts that are a question (anew)."""
        waiting = self._open.get(article_id, [])
        asked = tuple(
            conflict
            for conflict in _joined(merged, waiting, self._close)
            if self._is_asked(article_id, conflict)
        )
        for change in waiting:
            if not change.resolved_at and _is_gone(change, merged):
                self._close(change)
        return asked

    def write(self) -> None:
        Conflict.objects.bulk_update(self._closed, ["resolution", "resolved_at", "resolved_in"])
        Conflict.objects.bulk_create(self._raised)

    def _is_asked(self, article_id: int, conflict: MergeConflict) -> bool:
        """Ask it; not if the source has taken its change back."""
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

    def _close(self, change: Conflict) -> None:
        change.resolution, change.resolved_at, change.resolved_in = (
            Resolution.GONE,
            self._now,
            self._run,
        )
        self._closed.append(change)


def _joined(
    merged: Merged, waiting: Sequence[Conflict], close: Callable[[Conflict], None]
) -> list[MergeConflict]:
    """Conflicts in the place of what waits already of the same parts, which are closed.

    A source may split, join and change paragraphs many times before an editor looks: all of it is
    one question, from where the editor began to what the source says now.
    """
    found: list[tuple[list[MergeConflict], list[Conflict]]] = []
    for conflict in merged.conflicts:
        changes = [each for each in waiting if _is_of_same(conflict_of(each), conflict)]
        shared = [each for each in found if any(change in each[1] for change in changes)]
        found = [each for each in found if each not in shared]
        conflicts = [one for each in shared for one in each[0]]
        found.append(([*conflicts, conflict], [*changes, *(c for each in shared for c in each[1])]))
    taken = {change.pk for _, changes in found for change in changes}
    found += [
        ([conflict_of(change)], [change])
        for change in waiting
        if change.pk not in taken and _says_else(change, merged)
    ]
    for change in {change.pk: change for _, changes in found for change in changes}.values():
        close(change)
    return [
        _one(merged, conflicts, list(map(conflict_of, changes))) for conflicts, changes in found
    ]


def _says_else(change: Conflict, merged: Merged) -> bool:
    """Whether the source no longer has a paragraph that it had, with nothing against that here."""
    if _is_gone(change, merged):
        return False
    conflict = conflict_of(change)
    return not read_same(_one(merged, [conflict], [conflict]).theirs, conflict.theirs)


def _is_of_same(one: MergeConflict, other: MergeConflict) -> bool:
    return one.part == other.part or not _names(one).isdisjoint(_names(other))


def _names(conflict: MergeConflict) -> set[str]:
    """The paragraphs of a conflict, on whichever side."""
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


def _is_gone(change: Conflict, merged: Merged) -> bool:
    """Whether the article and its source read the same again."""
    conflict = conflict_of(change)
    uids = (*conflict.uids, *(passage.uid for passage in conflict.theirs if passage.uid))
    about = replace(conflict, uids=tuple(dict.fromkeys(uids)))
    return read_same(_reads(merged.imported, about), current_passages(merged.document, about))


def _reads(document: ArticleDocument, conflict: MergeConflict) -> tuple[Passage, ...]:
    return passages_of(document, conflict.part, conflict.uids)


def conflict_of(change: Conflict) -> MergeConflict:
    """The change as `documents.settling` knows it; what the article reads it is asked itself."""
    return MergeConflict(
        change.part,
        tuple(change.uids),
        base=_passages(change.base),
        theirs=_passages(change.theirs),
    )


def _passages(stored: Sequence[Sequence[object]]) -> tuple[Passage, ...]:
    return tuple(Passage.from_json(each) for each in stored)


def resolve_adopted(
    article: Article, document: ArticleDocument, author: AbstractBaseUser | None
) -> None:
    """Close the changes that a saved document took over by itself."""
    for change in Conflict.objects.open().filter(article=article):
        conflict = conflict_of(change)
        if read_same(current_passages(document, conflict), conflict.theirs):
            close_conflict(change, Resolution.THEIRS, author)


def read_same(left: Sequence[Passage], right: Sequence[Passage]) -> bool:
    """Whether two sides read the same, whatever blocks they came from."""
    return len(left) == len(right) and all(map(Passage.reads_as, left, right))


def close_conflict(change: Conflict, choice: Resolution, author: AbstractBaseUser | None) -> None:
    change.resolution = choice
    change.resolved_at = timezone.now()
    change.resolved_by_id = author.pk if author else None
    change.save(update_fields=["resolution", "resolved_at", "resolved_by"])
