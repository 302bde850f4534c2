"""What a saved document says of the labels that the import was not sure of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.documents.article import ArticleDocument
from articles.documents.places import Place, places
from articles.models import Article, Doubt
from articles.models.doubt import DELETED


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
