"""The labels that an article's page asks to look at, and the article that comes next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.text import Truncator
from django.utils.translation import ngettext

from articles import store
from articles.admin.lists.waiting import REVIEWS
from articles.admin.numbers import integer
from articles.documents.article.model import ArticleDocument
from articles.documents.editing.origins import PlacedPart, parts_by_origin
from articles.models import Article, LabelReview

# The checkboxes of the list that stands in for the editor's script; a value is a block's index.
BOX: Final = "reviewed_box"


@dataclass(frozen=True, slots=True)
class ReviewPrompt:
    """A label that the import was not sure of, and the part of the article that has it."""

    review: LabelReview
    place: PlacedPart

    @property
    def opening(self) -> str:
        return Truncator(self.place.text).words(14)

    def to_json(self) -> dict[str, Any]:
        """Return what the editor's script takes."""
        return {
            "origin": self.review.origin,
            "target": self.place.target,
            "label": self.review.label,
            "label_name": self.review.get_label_display(),
            "alternative": self.review.alternative,
            "alternative_name": self.review.get_alternative_display(),
            "reason": self.review.reason,
            "confidence": self.review.confidence,
        }


def review_prompts(article: Article, document: ArticleDocument) -> list[ReviewPrompt]:
    """Return the open reviews of blocks that the document has, in its order."""
    reviews = {review.origin: review for review in article.label_reviews.open()}
    return [
        ReviewPrompt(reviews[origin], place)
        for origin, place in parts_by_origin(document).items()
        if origin in reviews
    ]


def add_prompts(article: Article, form: Any) -> list[ReviewPrompt]:
    """Pass the review prompts of the form's base document to the editor's script; return them."""
    prompts = review_prompts(article, form.base_document)
    listed = json.dumps([prompt.to_json() for prompt in prompts])
    form.fields["body"].widget.attrs["data-label-reviews"] = listed
    return prompts


class ReviewedField(forms.Field):
    """The blocks that an editor accepted or flipped: their indices, as a JSON list.

    A script wrote it, so there is nobody to tell of a fault: what is no index is left out.
    """

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> frozenset[int]:
        try:
            found = json.loads(value or "[]")
        except (ValueError, RecursionError):
            return frozenset()
        numbers = found if isinstance(found, list) else []
        return frozenset(number for number in numbers if type(number) is int)


def ticked(data: Mapping[str, Any]) -> frozenset[int]:
    """Return the blocks that were ticked in the list under the text."""
    values: Iterable[str] = data.getlist(BOX) if hasattr(data, "getlist") else ()
    return frozenset(number for value in values if (number := integer(value)) is not None)


def describe_counts(counts: store.ReviewCounts) -> str:
    """Return "2 labels confirmed. 1 label corrected."; "" for none."""
    sentences = []
    if number := counts.confirmed:
        text = ngettext("%(number)d label confirmed.", "%(number)d labels confirmed.", number)
        sentences.append(text % {"number": number})
    if number := counts.corrected:
        text = ngettext("%(number)d label corrected.", "%(number)d labels corrected.", number)
        sentences.append(text % {"number": number})
    return " ".join(sentences)


def next_needing_review(article: Article) -> Article | None:
    """Return the next article of the list that needs a look; after the last one, the first again.

    `article` is as it was before it was saved, which took it to the head of the list.
    """
    waiting = REVIEWS.of(Article.objects.all())
    # Asked one after the other, for an OR of them has no index.
    places: tuple[dict[str, Any], ...] = (
        {"changed_at": article.changed_at, "pk__lt": article.pk},
        {"changed_at__lt": article.changed_at},
        {},
    )
    return next(filter(None, (waiting.filter(**place).first() for place in places)), None)
