"""Conflicts of a merge -> changes of the source that wait for an editor, or no longer do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from articles.documents.article import ArticleDocument
from articles.documents.merge import Conflict, Merged, Passage, passages_of
from articles.documents.settling import standing
from articles.models import ImportRun, SourceChange
from articles.models.change import Choice
from articles.store import conflict_of, says_same


class Questions:
    """The changes that wait for an editor in some articles, and what a run does to them."""

    def __init__(self, article_ids: Sequence[int], run: ImportRun) -> None:
        self._run = run
        self._now = timezone.now()
        self._open: dict[tuple[int, str], SourceChange] = {
            (change.article_id, change.part): change
            for change in SourceChange.objects.open().filter(article__in=article_ids)
        }
        self._raised: list[SourceChange] = []
        self._closed: list[SourceChange] = []

    def update(self, article_id: int, merged: Merged) -> tuple[Conflict, ...]:
        """Take in what a merge came to; gives the conflicts that are a question (anew)."""
        asked = tuple(
            conflict for conflict in merged.conflicts if self._is_asked(article_id, conflict)
        )
        parts = {conflict.part for conflict in merged.conflicts}
        for (article, part), change in list(self._open.items()):
            if article == article_id and part not in parts and _is_gone(change, merged):
                self._close(change)
        return asked

    def write(self) -> None:
        SourceChange.objects.bulk_update(self._closed, ["choice", "closed_at", "closed_in"])
        SourceChange.objects.bulk_create(self._raised)

    def _is_asked(self, article_id: int, conflict: Conflict) -> bool:
        """Ask it, from where the editor began; not if the source has taken its change back."""
        before = self._open.get((article_id, conflict.part))
        base = conflict.base
        if before:
            base = conflict_of(before).base
            self._close(before)
            if says_same(base, conflict.theirs):
                return False
        self._raised.append(
            SourceChange(
                article_id=article_id,
                part=conflict.part,
                uids=list(conflict.uids),
                base=[passage.to_json() for passage in base],
                theirs=[passage.to_json() for passage in conflict.theirs],
                run=self._run,
                created_at=self._now,
            )
        )
        return True

    def _close(self, change: SourceChange) -> None:
        change.choice, change.closed_at, change.closed_in = Choice.GONE, self._now, self._run
        self._closed.append(change)


def _is_gone(change: SourceChange, merged: Merged) -> bool:
    """Whether the article and its source read the same again."""
    conflict = conflict_of(change)
    uids = (*conflict.uids, *(passage.uid for passage in conflict.theirs if passage.uid))
    about = replace(conflict, uids=tuple(dict.fromkeys(uids)))
    return says_same(_reads(merged.imported, about), standing(merged.document, about))


def _reads(document: ArticleDocument, conflict: Conflict) -> tuple[Passage, ...]:
    return passages_of(document, conflict.part, conflict.uids)
