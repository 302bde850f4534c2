"""The label of a block, its confidence and its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.blocks import Block


class Label(StrEnum):
    """A kind of block. Noise belongs to the scrape, not to the article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BYLINE = "byline"
    BODY = "body"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    NOISE = "noise"
    PICTURE = "picture"
    TABLE = "table"
    EMBED = "embed"
    PREFORMATTED = "preformatted"
    RULE = "rule"
    BOX = "box"


def label_of(paragraph: Paragraph) -> Label:
    """Return the label of a block that has become this paragraph."""
    if paragraph.noise:
        return Label.NOISE
    is_heading = paragraph.kind is Kind.SUBHEADING
    return Label.HEADING if is_heading else Label(paragraph.kind.value)


# Labels less likely to be right than this wait for an editor's look.
SURE: Final = 0.8


class Reasons(Protocol):
    """The facts about a document's blocks, from which sentences are made on request."""

    def of(self, index: int, label: Label) -> str:
        """Return why the block of this index has this label."""


# Not frozen: an import makes forty of them for each document, and frozen they would cost five times
# as much. Nobody changes one all the same.
@dataclass(slots=True, unsafe_hash=True)
class LabelledBlock:
    """A block and its label.

    `confidence` is the probability that the label is right, 0 to 1; `alternative` is the label to
    take if it is not.
    """

    block: Block
    label: Label
    confidence: float
    alternative: Label | None
    reasons: Reasons = field(repr=False, compare=False)

    @property
    def reason(self) -> str:
        """Return why it has its label, in words that an editor understands, without a full stop."""
        return self.reasons.of(self.block.index, self.label)

    @property
    def is_unsure(self) -> bool:
        """Return whether the label waits for an editor's review."""
        return self.alternative is not None and self.confidence < SURE
