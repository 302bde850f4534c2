"""Source documents -> all that is to be stored of them, as plain values. Knows no database.

This is what worker processes do: read, clean, label, structure, and spell out the rows.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from articles.documents.article.rows import FlatArticle, flatten
from articles.documents.editing.origins import labels_of_blocks
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.site_rules import HouseRules
from articles.documents.pipeline import ParsedDocument, parse_all
from articles.documents.source import DocumentRejected, Source, compressed
from articles.documents.urls.canonical import address_number


class Question(NamedTuple):
    """A label that the import is not sure of."""

    origin: int
    label: str
    alternative: str
    reason: str
    confidence: float


@dataclass(slots=True)
class Prepared:
    """One document, ready to be stored.

    `content` is what was received, deflated; `questions` are about blocks with visible text,
    whether or not they stand as they were labelled; `stands` has the label that each block stands
    under, where there are questions; `removed` counts what cleaning removed by sort and name;
    `loss` is the share of the visible text that is noise, from 0 to 1; `repeats` is what is to be
    remembered of lines that other documents have, too.
    """

    flat: FlatArticle
    content: bytes
    url: str = ""
    address_number: int | None = None
    publisher: str = ""
    published: datetime | None = None
    questions: tuple[Question, ...] = ()
    stands: dict[int, str] = field(default_factory=dict)
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)
    loss: float = 0.0
    repeats: dict[str, int] = field(default_factory=dict)

    def questions_standing(self, stands: dict[int, str]) -> Iterator[Question]:
        """Those about blocks that stand as they were labelled, given the label of each block.

        Where the structure had no room for a label (a second standfirst), there is no question.
        """
        return (each for each in self.questions if stands.get(each.origin) == each.label)


class Refused(NamedTuple):
    """Why a document cannot be taken: reason, remedy, and the position inside it."""

    reason: str
    remedy: str
    position: str = ""


def prepare(
    sources: Sequence[Source], rules: HouseRules = HouseRules()
) -> list[Prepared | Refused]:
    """Prepare documents of one batch, in order."""
    with _without_collecting():
        return [
            Refused(parsed.reason, parsed.remedy, parsed.position)
            if isinstance(parsed, DocumentRejected)
            else ready(parsed)
            for parsed in parse_all(sources, rules)
        ]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """What is made here are thousands of small things without cycles: looking for those in them
    again and again would take a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def ready(parsed: ParsedDocument) -> Prepared:
    """A parsed document as it is stored."""
    metadata = parsed.metadata
    questions = tuple(_questions(parsed.blocks))
    return Prepared(
        flat=flatten(parsed.document),
        content=compressed(parsed.source.content),
        url=metadata.url,
        address_number=address_number(metadata.url) if metadata.url else None,
        publisher=metadata.publisher,
        published=metadata.published,
        questions=questions,
        stands=labels_of_blocks(parsed.document) if questions else {},
        removed=_removed(parsed),
        loss=_loss(parsed.blocks),
        repeats=dict(parsed.repeats),
    )


def _removed(parsed: ParsedDocument) -> Counter[tuple[str, str]]:
    found = Counter((removal.what, removal.name) for removal in parsed.removed)
    found.update(
        (removal.what, removal.name) for item in parsed.blocks for removal in item.block.removed
    )
    return found


def _questions(blocks: Sequence[LabelledBlock]) -> Iterator[Question]:
    for item in blocks:
        if item.is_unsure and item.block.text:
            assert item.alternative
            yield Question(
                item.block.index,
                item.label.value,
                item.alternative.value,
                item.reason,
                item.confidence,
            )


def _loss(blocks: Sequence[LabelledBlock]) -> float:
    lengths = [(item.label is Label.NOISE, len(item.block.text)) for item in blocks]
    total = sum(length for _, length in lengths)
    return sum(length for is_noise, length in lengths if is_noise) / total if total else 0.0
