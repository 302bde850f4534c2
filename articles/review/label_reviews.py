"""Labels that the import was not sure of -> doubts, for editors to answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.bulk import datetime_value, insert
from articles.documents.article.model import ArticleDocument
from articles.documents.editing.origins import PlacedPart, labels_by_origin, parts_by_origin
from articles.documents.prepare import PreparedDocument
from articles.models import Article, LabelReview
from articles.models.label_review import DELETED

_FIELDS: Final = (
    "article", "source", "origin", "label", "alternative", "reason", "confidence", "reviewed_label",
    "reviewed_at", "reviewed_by",
)  # fmt: skip
_OPEN: Final = ("", None, None)

Row = tuple[Any, ...]


class SourceSwitch(NamedTuple):
    """An article that follows another source from now on, and what it was before.

    Where it follows none, or one that cannot be read any more, there is nothing prepared.
    """

    article_id: int
    before: ArticleDocument
    source_before: int | None
    document: ArticleDocument
    source_id: int | None
    prepared: PreparedDocument | None


def raise_label_reviews(created: Iterable[tuple[PreparedDocument, int, int]]) -> None:
    """Store the doubts of new articles, each given with its own key and that of its source."""
    insert(
        LabelReview,
        _FIELDS,
        [
            (article_id, source_id, *question, *_OPEN)
            for prepared, article_id, source_id in created
            for question in prepared.unsure_labels_in(prepared.labels)
        ],
    )


def replace_label_reviews(articles: Sequence[SourceSwitch]) -> None:
    """Store the doubts of sources that articles follow from now on.

    What was open is no longer asked. An answer holds for the same part with the same label.
    """
    theirs = LabelReview.objects.filter(article__in=[each.article_id for each in articles])
    theirs.open().delete()
    answered: dict[int, list[LabelReview]] = {}
    for doubt in theirs.reviewed():
        answered.setdefault(doubt.article_id, []).append(doubt)
    rows = [row for each in articles for row in _rows(each, answered.get(each.article_id, []))]
    insert(LabelReview, _FIELDS, rows)


def refresh_label_reviews(articles: Sequence[SourceSwitch]) -> None:
    """Bring doubts in line of articles whose sources, read anew, say what they said before.

    The labels are the same; which of them are sure may be others.
    """
    theirs = LabelReview.objects.filter(
        article__in=[each.article_id for each in articles]
    ).order_by()
    asked: dict[int, set[Row]] = {}
    answered: dict[int, set[int]] = {}
    for doubt in theirs:
        if doubt.reviewed_at:
            answered.setdefault(doubt.source_id, set()).add(doubt.origin)
        else:
            about = (doubt.origin, doubt.label, doubt.alternative)
            asked.setdefault(doubt.article_id, set()).add(about)
    replace_label_reviews(
        [
            each
            for each in articles
            if _asks(each, answered.get(each.source_id or 0, set()))
            != asked.get(each.article_id, set())
        ]
    )


def _asks(followed: SourceSwitch, answered: Collection[int]) -> set[Row]:
    """What is unsure of a source, but for the blocks of it that were answered for."""
    prepared = followed.prepared
    if not prepared or not prepared.unsure_labels:
        return set()
    standing = prepared.unsure_labels_in(labels_by_origin(followed.document))
    return {(q.origin, q.label, q.alternative) for q in standing if q.origin not in answered}


def _rows(followed: SourceSwitch, answered: Sequence[LabelReview]) -> Iterable[Row]:
    if not followed.prepared or not followed.prepared.unsure_labels:
        return
    answers = _answers(followed, answered)
    stand = parts_by_origin(followed.document)
    # This very source was followed before, and answered for.
    known = {doubt.origin for doubt in answered if doubt.source_id == followed.source_id}
    labels = labels_by_origin(followed.document)
    for question in followed.prepared.unsure_labels_in(labels):
        if question.origin not in known:
            answer = answers.get(stand[question.origin], _OPEN)
            yield (followed.article_id, followed.source_id, *question, *answer)


def _answers(followed: SourceSwitch, answered: Sequence[LabelReview]) -> dict[Any, Row]:
    """What was answered of the source before, by the place of the block."""
    mine = [doubt for doubt in answered if doubt.source_id == followed.source_before]
    stood = parts_by_origin(followed.before) if mine else {}
    return {
        stood[doubt.origin]: (
            doubt.reviewed_label,
            datetime_value(doubt.reviewed_at),
            doubt.reviewed_by_id,
        )
        for doubt in mine
        if doubt.origin in stood
    }


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many labels a save found right, and how many it put right; deleted blocks are neither."""

    confirmed: int = 0
    corrected: int = 0


def record_reviews(
    article: Article,
    document: ArticleDocument,
    reviewed: Collection[int],
    author: AbstractBaseUser | None,
) -> ReviewCounts:
    """Answer the doubts of the blocks that were looked at, or stand otherwise than was thought.

    An answer follows its block: who changes it later has the last word.
    """
    doubts = list(LabelReview.objects.filter(article=article, source=article.source_id))
    if not doubts:
        return ReviewCounts()
    stand = parts_by_origin(document)
    answered = [
        doubt
        for doubt in doubts
        if _answer(doubt, stand.get(doubt.origin), doubt.origin in reviewed)
    ]
    now = timezone.now()
    for doubt in answered:
        doubt.reviewed_at = now if doubt.reviewed_label else None
        doubt.reviewed_by_id = author.pk if author and doubt.reviewed_label else None
    LabelReview.objects.bulk_update(answered, ["reviewed_label", "reviewed_at", "reviewed_by"])
    confirmed = sum(doubt.reviewed_label == doubt.label for doubt in answered)
    of_no_label = sum(doubt.reviewed_label in ("", DELETED) for doubt in answered)
    return ReviewCounts(confirmed, len(answered) - confirmed - of_no_label)


def _answer(doubt: LabelReview, place: PlacedPart | None, is_reviewed: bool) -> bool:
    """Set the answer; gives whether it is another one."""
    before = doubt.reviewed_label
    # A block that was deleted and is back was not looked at yet.
    said = "" if before == DELETED else before
    if place is None:
        doubt.reviewed_label = said or DELETED
    elif is_reviewed or place.label != (said or doubt.label):
        doubt.reviewed_label = place.label.value
    else:
        doubt.reviewed_label = said
    return doubt.reviewed_label != before
