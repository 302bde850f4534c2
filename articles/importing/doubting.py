"""Labels that the import was not sure of -> doubts, for editors to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from articles.documents.article import ArticleDocument
from articles.documents.labels import LabelledBlock
from articles.documents.parsing import ParsedDocument
from articles.documents.places import Place, places
from articles.models import Doubt
from articles.rows import datetime_value, insert

_FIELDS: Final = (
    "article", "source", "origin", "label", "alternative", "reason", "confidence", "answer",
    "answered_at", "answered_by",
)  # fmt: skip
_OPEN: Final = ("", None, None)

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """What an article was before it followed another source."""

    document: ArticleDocument
    source_id: int | None


def raise_doubts(parsed: list[tuple[ParsedDocument, int, int]]) -> None:
    """Store the doubts of new articles, each given with its own key and that of its source."""
    insert(Doubt, _FIELDS, [row for item in parsed for row in _rows(*item)])


def _rows(parsed: ParsedDocument, article_id: int, source_id: int) -> Iterator[Row]:
    for item, _ in _unsure(parsed, parsed.document):
        yield (article_id, source_id, *_question(item), *_OPEN)


def replace_doubts(
    parsed: ParsedDocument,
    document: ArticleDocument,
    article_id: int,
    source_id: int,
    before: Followed,
) -> None:
    """Store the doubts of a source that an article follows from now on, as `document`.

    What was open is no longer asked. An answer holds for the same part with the same label.
    """
    mine = Doubt.objects.filter(article=article_id)
    mine.open().delete()
    answered = {(doubt.source_id, doubt.origin): doubt for doubt in mine.answered()}
    stood = places(before.document)
    answers = {
        stood[origin]: (doubt.answer, datetime_value(doubt.answered_at), doubt.answered_by_id)
        for (source, origin), doubt in answered.items()
        if source == before.source_id and origin in stood
    }
    rows = [
        (article_id, source_id, *_question(item), *answers.get(place, _OPEN))
        for item, place in _unsure(parsed, document)
        # This very source was followed before, and answered for.
        if (source_id, item.block.index) not in answered
    ]
    insert(Doubt, _FIELDS, rows)


def _unsure(
    parsed: ParsedDocument, document: ArticleDocument
) -> Iterator[tuple[LabelledBlock, Place]]:
    """The blocks to ask about: unsure, visible, and standing in the article as they were labelled.

    Where the structure had no room for a label (a second standfirst), it is beside the question.
    """
    unsure = [item for item in parsed.blocks if item.is_unsure and item.block.text]
    stand = places(document) if unsure else {}
    for item in unsure:
        place = stand.get(item.block.index)
        if place and place.label is item.label:
            yield item, place


def _question(item: LabelledBlock) -> Row:
    assert item.alternative
    return item.block.index, item.label.value, item.alternative.value, item.reason, item.confidence
