from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class LabelledBlock:
    block: Block
    label: Label
    reason: str
