"""Unsure labels of imports -> label reviews that wait for editors, and their outcome."""

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
    """Store the label reviews of new articles, each with its primary key and that of its source."""
    insert(
        LabelReview,
        _FIELDS,
        [
            (article_id, source_id, *unsure, *_OPEN)
            for prepared, article_id, source_id in created
            for unsure in prepared.unsure_labels_in(prepared.labels)
        ],
    )


def replace_label_reviews(articles: Sequence[SourceSwitch]) -> None:
    """Store the label reviews of sources that articles follow from now on.

    What was open goes. What was reviewed holds for the same part with the same label.
    """
    theirs = LabelReview.objects.filter(article__in=[each.article_id for each in articles])
    theirs.open().delete()
    reviewed: dict[int, list[LabelReview]] = {}
    for review in theirs.reviewed():
        reviewed.setdefault(review.article_id, []).append(review)
    rows = [row for each in articles for row in _rows(each, reviewed.get(each.article_id, []))]
    insert(LabelReview, _FIELDS, rows)


def refresh_label_reviews(articles: Sequence[SourceSwitch]) -> None:
    """Update the label reviews of articles whose re-parsed source gave the same document.

    The labels are the same; which of them are sure may differ.
    """
    theirs = LabelReview.objects.filter(
        article__in=[each.article_id for each in articles]
    ).order_by()
    open_: dict[int, set[Row]] = {}
    reviewed: dict[int, set[int]] = {}
    for review in theirs:
        if review.reviewed_at:
            reviewed.setdefault(review.source_id, set()).add(review.origin)
        else:
            about = (review.origin, review.label, review.alternative)
            open_.setdefault(review.article_id, set()).add(about)
    replace_label_reviews(
        [
            each
            for each in articles
            if _unsure_of(each, reviewed.get(each.source_id or 0, set()))
            != open_.get(each.article_id, set())
        ]
    )


def _unsure_of(switch: SourceSwitch, reviewed: Collection[int]) -> set[Row]:
    """Return what is unsure of a source, but for the blocks of it that were reviewed."""
    prepared = switch.prepared
    if not prepared or not prepared.unsure_labels:
        return set()
    unsure_now = prepared.unsure_labels_in(labels_by_origin(switch.document))
    return {
        (each.origin, each.label, each.alternative)
        for each in unsure_now
        if each.origin not in reviewed
    }


def _rows(switch: SourceSwitch, reviewed: Sequence[LabelReview]) -> Iterable[Row]:
    if not switch.prepared or not switch.prepared.unsure_labels:
        return
    before = _reviewed_before(switch, reviewed)
    parts = parts_by_origin(switch.document)
    # This very source was followed before, and reviewed.
    known = {review.origin for review in reviewed if review.source_id == switch.source_id}
    labels = labels_by_origin(switch.document)
    for unsure in switch.prepared.unsure_labels_in(labels):
        if unsure.origin not in known:
            review = before.get(parts[unsure.origin], _OPEN)
            yield (switch.article_id, switch.source_id, *unsure, *review)


def _reviewed_before(switch: SourceSwitch, reviewed: Sequence[LabelReview]) -> dict[Any, Row]:
    """Return what was reviewed of the source before, by the part that each block became."""
    mine = [review for review in reviewed if review.source_id == switch.source_before]
    parts_before = parts_by_origin(switch.before) if mine else {}
    return {
        parts_before[review.origin]: (
            review.reviewed_label,
            datetime_value(review.reviewed_at),
            review.reviewed_by_id,
        )
        for review in mine
        if review.origin in parts_before
    }


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many labels a save confirmed, and how many it corrected; deleted blocks are neither."""

    confirmed: int = 0
    corrected: int = 0


def record_reviews(
    article: Article,
    document: ArticleDocument,
    reviewed: Collection[int],
    author: AbstractBaseUser | None,
) -> ReviewCounts:
    """Record the reviews of blocks that an editor reviewed, or that are labelled otherwise now.

    A review follows its block: who changes that later has the last word.
    """
    reviews = list(LabelReview.objects.filter(article=article, source=article.source_id))
    if not reviews:
        return ReviewCounts()
    parts = parts_by_origin(document)
    changed = [
        review
        for review in reviews
        if _review(review, parts.get(review.origin), review.origin in reviewed)
    ]
    now = timezone.now()
    for review in changed:
        review.reviewed_at = now if review.reviewed_label else None
        review.reviewed_by_id = author.pk if author and review.reviewed_label else None
    LabelReview.objects.bulk_update(changed, ["reviewed_label", "reviewed_at", "reviewed_by"])
    confirmed = sum(review.reviewed_label == review.label for review in changed)
    of_no_label = sum(review.reviewed_label in ("", DELETED) for review in changed)
    return ReviewCounts(confirmed, len(changed) - confirmed - of_no_label)


def _review(review: LabelReview, part: PlacedPart | None, is_reviewed: bool) -> bool:
    """Set the reviewed label; return whether it is another one."""
    before = review.reviewed_label
    # A block that was deleted and is back was not reviewed yet.
    known = "" if before == DELETED else before
    if part is None:
        review.reviewed_label = known or DELETED
    elif is_reviewed or part.label != (known or review.label):
        review.reviewed_label = part.label.value
    else:
        review.reviewed_label = known
    return review.reviewed_label != before
