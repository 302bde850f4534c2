"""Changes of sources that wait for an editor: raised by imports, decided one by one."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.documents.article import ArticleDocument
from articles.documents.conflict import Conflict, Passage
from articles.documents.settling import standing
from articles.models import Article, SourceChange
from articles.models.change import Choice


def conflict_of(change: SourceChange) -> Conflict:
    """The change as `documents.settling` knows it; what the article reads it is asked itself."""
    return Conflict(
        change.part,
        tuple(change.uids),
        base=_passages(change.base),
        theirs=_passages(change.theirs),
    )


def _passages(stored: Sequence[Sequence[object]]) -> tuple[Passage, ...]:
    return tuple(Passage.from_json(each) for each in stored)


def close_answered(
    article: Article, document: ArticleDocument, author: AbstractBaseUser | None
) -> None:
    """Close the changes that a saved document took over by itself."""
    for change in SourceChange.objects.open().filter(article=article):
        conflict = conflict_of(change)
        if says_same(standing(document, conflict), conflict.theirs):
            close(change, Choice.THEIRS, author)


def says_same(left: Sequence[Passage], right: Sequence[Passage]) -> bool:
    """Whether two sides read the same, whatever blocks they came from."""
    return len(left) == len(right) and all(map(Passage.says_same, left, right))


def close(change: SourceChange, choice: Choice, author: AbstractBaseUser | None) -> None:
    change.choice = choice
    change.closed_at = timezone.now()
    change.closed_by_id = author.pk if author else None
    change.save(update_fields=["choice", "closed_at", "closed_by"])
