from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from articles.documents.blocks import Block


class Label(StrEnum):
    """What a block is. Noise belongs to the scrape, not to the article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BYLINE = "byline"
    BODY = "body"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    NOISE = "noise"


# Labels less likely to be right than this wait for an editor's look.
SURE: Final = 0.75


@dataclass(frozen=True, slots=True)
class LabelledBlock:
    """A block and what it was taken for.

    `confidence` is the probability that the label is right, 0 to 1; `alternative` is the label to
    take if it is not.
    """

    block: Block
    label: Label
    reason: str
    confidence: float = 1.0
    alternative: Label | None = None

    @property
    def is_unsure(self) -> bool:
        return self.alternative is not None and self.confidence < SURE
