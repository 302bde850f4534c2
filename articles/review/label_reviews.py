"""Labels that the import was not sure of -> doubts, for editors to answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.bulk import datetime_value, insert
from articles.documents.article.model import ArticleDocument
from articles.documents.editing.origins import Place, labels_of_blocks, places
from articles.documents.prepare import Prepared
from articles.models import Article, Doubt
from articles.models.label_review import DELETED

_FIELDS: Final = (
    "article", "source", "origin", "label", "alternative", "reason", "confidence", "answer",
    "answered_at", "answered_by",
)  # fmt: skip
_OPEN: Final = ("", None, None)

Row = tuple[Any, ...]


class Followed(NamedTuple):
    """An article that follows another source from now on, and what it was before.

    Where it follows none, or one that cannot be read any more, there is nothing prepared.
    """

    article_id: int
    before: ArticleDocument
    source_before: int | None
    document: ArticleDocument
    source_id: int | None
    prepared: Prepared | None


def raise_doubts(created: Iterable[tuple[Prepared, int, int]]) -> None:
    """Store the doubts of new articles, each given with its own key and that of its source."""
    insert(
        Doubt,
        _FIELDS,
        [
            (article_id, source_id, *question, *_OPEN)
            for prepared, article_id, source_id in created
            for question in prepared.questions_standing(prepared.stands)
        ],
    )


def replace_doubts(articles: Sequence[Followed]) -> None:
    """Store the doubts of sources that articles follow from now on.

    What was open is no longer asked. An answer holds for the same part with the same label.
    """
    theirs = Doubt.objects.filter(article__in=[each.article_id for each in articles])
    theirs.open().delete()
    answered: dict[int, list[Doubt]] = {}
    for doubt in theirs.answered():
        answered.setdefault(doubt.article_id, []).append(doubt)
    rows = [row for each in articles for row in _rows(each, answered.get(each.article_id, []))]
    insert(Doubt, _FIELDS, rows)


def refresh_doubts(articles: Sequence[Followed]) -> None:
    """Bring doubts in line of articles whose sources, read anew, say what they said before.

    The labels are the same; which of them are sure may be others.
    """
    theirs = Doubt.objects.filter(article__in=[each.article_id for each in articles]).order_by()
    asked: dict[int, set[Row]] = {}
    answered: dict[int, set[int]] = {}
    for doubt in theirs:
        if doubt.answered_at:
            answered.setdefault(doubt.source_id, set()).add(doubt.origin)
        else:
            about = (doubt.origin, doubt.label, doubt.alternative)
            asked.setdefault(doubt.article_id, set()).add(about)
    replace_doubts(
        [
            each
            for each in articles
            if _asks(each, answered.get(each.source_id or 0, set()))
            != asked.get(each.article_id, set())
        ]
    )


def _asks(followed: Followed, answered: Collection[int]) -> set[Row]:
    """What is unsure of a source, but for the blocks of it that were answered for."""
    prepared = followed.prepared
    if not prepared or not prepared.questions:
        return set()
    standing = prepared.questions_standing(labels_of_blocks(followed.document))
    return {(q.origin, q.label, q.alternative) for q in standing if q.origin not in answered}


def _rows(followed: Followed, answered: Sequence[Doubt]) -> Iterable[Row]:
    if not followed.prepared or not followed.prepared.questions:
        return
    answers = _answers(followed, answered)
    stand = places(followed.document)
    # This very source was followed before, and answered for.
    known = {doubt.origin for doubt in answered if doubt.source_id == followed.source_id}
    labels = labels_of_blocks(followed.document)
    for question in followed.prepared.questions_standing(labels):
        if question.origin not in known:
            answer = answers.get(stand[question.origin], _OPEN)
            yield (followed.article_id, followed.source_id, *question, *answer)


def _answers(followed: Followed, answered: Sequence[Doubt]) -> dict[Any, Row]:
    """What was answered of the source before, by the place of the block."""
    mine = [doubt for doubt in answered if doubt.source_id == followed.source_before]
    stood = places(followed.before) if mine else {}
    return {
        stood[doubt.origin]: (
            doubt.answer,
            datetime_value(doubt.answered_at),
            doubt.answered_by_id,
        )
        for doubt in mine
        if doubt.origin in stood
    }


@dataclass(frozen=True, slots=True)
class Answered:
    """How many labels a save found right, and how many it put right; deleted blocks are neither."""

    confirmed: int = 0
    corrected: int = 0


def answer_doubts(
    article: Article,
    document: ArticleDocument,
    looked_at: Collection[int],
    author: AbstractBaseUser | None,
) -> Answered:
    """Answer the doubts of the blocks that were looked at, or stand otherwise than was thought.

    An answer follows its block: who changes it later has the last word.
    """
    doubts = list(Doubt.objects.filter(article=article, source=article.source_id))
    if not doubts:
        return Answered()
    stand = places(document)
    answered = [
        doubt
        for doubt in doubts
        if _answer(doubt, stand.get(doubt.origin), doubt.origin in looked_at)
    ]
    now = timezone.now()
    for doubt in answered:
        doubt.answered_at = now if doubt.answer else None
        doubt.answered_by_id = author.pk if author and doubt.answer else None
    Doubt.objects.bulk_update(answered, ["answer", "answered_at", "answered_by"])
    confirmed = sum(doubt.answer == doubt.label for doubt in answered)
    of_no_label = sum(doubt.answer in ("", DELETED) for doubt in answered)
    return Answered(confirmed, len(answered) - confirmed - of_no_label)


def _answer(doubt: Doubt, place: Place | None, was_looked_at: bool) -> bool:
    """Set the answer; gives whether it is another one."""
    before = doubt.answer
    # A block that was deleted and is back was not looked at yet.
    said = "" if before == DELETED else before
    if place is None:
        doubt.answer = said or DELETED
    elif was_looked_at or place.label != (said or doubt.label):
        doubt.answer = place.label.value
    else:
        doubt.answer = said
    return doubt.answer != before
