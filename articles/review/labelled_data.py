"""Labels that editors confirmed -> labelled data, article by article, a few in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.db.models import F, Q, QuerySet

from articles.documents.editing.origins import parts_by_origin
from articles.documents.labels import Label
from articles.documents.labels.evaluation.corpus import LabelledDocument, labelled
from articles.documents.reading.reader import within
from articles.documents.source import DocumentRejected, Rejection
from articles.models import LabelReview, Version
from articles.models.label_review import DELETED
from articles.models.version import Reason

_AT_A_TIME: Final = 50


def labelled_articles(*, everything: bool = False) -> Iterator[LabelledDocument | Rejection]:
    """Yield each article with labels of an editor, or why its source cannot be read any more.

    Confirmed are reviewed labels, and what an editor made of a block; the other blocks, too, where
    the article was saved or reviewed, and no review is left open. With
    `everything` the labels that the import was sure of count as well.
    """
    for version in _standing(everything=everything).iterator(chunk_size=_AT_A_TIME):
        found = _Vouched(version)
        labels = found.or_sure() if everything else found.labels()
        if labels:
            yield _labelled(version, labels, by="editors" if found.whole else "import")


def _standing(*, everything: bool) -> QuerySet[Version]:
    """Return the articles that came from a source, as they are now."""
    versions = (
        Version.objects.filter(
            number=F("article__version"),
            article__source__isnull=False,
            article__deleted_at=None,
        )
        .select_related("article__source")
        .prefetch_related("article__label_reviews")
        .order_by("article_id")
    )
    if everything:
        return versions
    answered = LabelReview.objects.reviewed().order_by().values("article")
    return versions.filter(~Q(reason=Reason.IMPORT) | Q(article__in=answered))


class _Vouched:
    """What the editors of one article say of its blocks; `whole` if of every one."""

    def __init__(self, version: Version) -> None:
        article = version.article
        every = article.label_reviews.all()
        reviews = [each for each in every if each.source_id == article.source_id]
        self._version = version
        self._stand = {origin: p.label for origin, p in parts_by_origin(version.document()).items()}
        self._open = {review.origin for review in reviews if not review.reviewed_label}
        self._answers = {
            review.origin: Label(review.reviewed_label)
            for review in reviews
            if review.reviewed_label not in ("", DELETED)
        }
        self._is_saved = version.reason != Reason.IMPORT
        is_reviewed = any(review.reviewed_label for review in reviews)
        self.whole = not self._open and (self._is_saved or is_reviewed)

    def labels(self) -> dict[int, Label]:
        if self.whole:
            return self._stand | self._answers
        return (self._corrections() if self._is_saved else {}) | self._answers

    def or_sure(self) -> dict[int, Label]:
        sure = {o: label for o, label in self._stand.items() if o not in self._open}
        return sure | self._answers

    def _corrections(self) -> dict[int, Label]:
        """Return the blocks that are labelled otherwise than the import had them."""
        imported = Version.objects.filter(
            article=self._version.article_id, reason=Reason.IMPORT
        ).order_by("-number")
        last = imported.first()
        before = parts_by_origin(last.document()) if last else {}
        return {
            origin: label
            for origin, label in self._stand.items()
            if origin in before and before[origin].label is not label
        }


def _labelled(
    version: Version, labels: Mapping[int, Label], *, by: str
) -> LabelledDocument | Rejection:
    article = version.article
    kept = article.source
    assert kept
    source = kept.received()
    try:
        return labelled(source, labels, language=article.language, by=by)
    except DocumentRejected as rejected:
        return rejected.at(kept.file, within(kept.position, rejected.position))
