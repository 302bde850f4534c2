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

from articles.documents.article.rows import ArticleRows, article_rows
from articles.documents.editing.origins import labels_by_origin
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.site_rules import SiteRules
from articles.documents.pipeline import ParsedDocument, parse_all
from articles.documents.source import DocumentRejected, Source, compressed
from articles.documents.urls.canonical import url_hash


class UnsureLabel(NamedTuple):
    """A label that the import is not sure of."""

    origin: int
    label: str
    alternative: str
    reason: str
    confidence: float


@dataclass(slots=True)
class PreparedDocument:
    """One document, ready to be stored.

    `content` is what was received, deflated; `questions` are about blocks with visible text,
    whether or not they stand as they were labelled; `stands` has the label that each block stands
    under, where there are questions; `removed` counts what cleaning removed by sort and name;
    `loss` is the share of the visible text that is noise, from 0 to 1; `repeats` is what is to be
    remembered of lines that other documents have, too.
    """

    rows: ArticleRows
    content: bytes
    url: str = ""
    url_hash: int | None = None
    publisher: str = ""
    published: datetime | None = None
    unsure_labels: tuple[UnsureLabel, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)
    loss: float = 0.0
    repeats: dict[str, int] = field(default_factory=dict)

    def unsure_labels_in(self, stands: dict[int, str]) -> Iterator[UnsureLabel]:
        """Those about blocks that stand as they were labelled, given the label of each block.

        Where the structure had no room for a label (a second standfirst), there is no question.
        """
        return (each for each in self.unsure_labels if stands.get(each.origin) == each.label)


class RejectedDocument(NamedTuple):
    """Why a document cannot be taken: reason, remedy, and the position inside it."""

    reason: str
    hint: str
    position: str = ""


def prepare(
    sources: Sequence[Source], rules: SiteRules = SiteRules()
) -> list[PreparedDocument | RejectedDocument]:
    """Prepare documents of one batch, in order."""
    with _without_collecting():
        return [
            RejectedDocument(parsed.reason, parsed.hint, parsed.position)
            if isinstance(parsed, DocumentRejected)
            else prepared(parsed)
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


def prepared(parsed: ParsedDocument) -> PreparedDocument:
    """A parsed document as it is stored."""
    metadata = parsed.metadata
    questions = tuple(_questions(parsed.blocks))
    return PreparedDocument(
        rows=article_rows(parsed.document),
        content=compressed(parsed.source.content),
        url=metadata.url,
        url_hash=url_hash(metadata.url) if metadata.url else None,
        publisher=metadata.publisher,
        published=metadata.published,
        unsure_labels=questions,
        labels=labels_by_origin(parsed.document) if questions else {},
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


def _questions(blocks: Sequence[LabelledBlock]) -> Iterator[UnsureLabel]:
    for item in blocks:
        if item.is_unsure and item.block.text:
            assert item.alternative
            yield UnsureLabel(
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
