"""Turn labelled documents into examples: blocks, and the states that each may be in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.blocks import Block, blocks_of
from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.labels.evaluation.variants import variants_of
from articles.documents.labels.model import CONTENT, NOISE, ChainState
from articles.documents.source import DocumentRejected

Allowed = NDArray[np.float64]

_STATE_OF: Final = {
    Gold.SUMMARY: ChainState.STANDFIRST,
    Gold.BODY: ChainState.BODY,
    Gold.HEADING: ChainState.HEADING,
}
# Gold that a person made by hand counts more than what a tool guessed.
_TOOL_MADE: Final = "binary-tool"
# Only few documents teach all labels: without this weight, headings would be lost among the many.
_WEIGHTS: Final = {"structure": 4.0, _TOOL_MADE: 0.25}
_WEIGHT_OF_BINARY: Final = 0.8
# The same page without its tags is half a page more.
_WEIGHT_OF_FLAT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A document to learn from; `weight` is how much it counts."""

    publisher: str
    language: str
    variant: str
    blocks: tuple[Block, ...]
    gold: tuple[Gold, ...]
    binary: bool
    weight: float
    is_mixed: bool = False

    def allowed(self) -> Allowed:
        """Return which states each block may be in, as 0 and 1 (blocks x 6), by its gold."""
        allowed = np.zeros((len(self.blocks), len(ChainState)))
        for row, block, gold in zip(allowed, self.blocks, self.gold, strict=True):
            if not block.text or gold is Gold.OPTIONAL:
                row[:] = 1
            elif gold is Gold.NOISE:
                row[list(NOISE)] = 1
            elif self.binary:
                row[list(CONTENT)] = 1
            else:
                row[_STATE_OF[gold]] = 1
        return allowed

    @property
    def content(self) -> range:
        """Return the range from the first block of the article to its last."""
        inside = [
            index
            for index, (block, gold) in enumerate(zip(self.blocks, self.gold, strict=True))
            if block.text and gold not in {Gold.NOISE, Gold.OPTIONAL}
        ]
        return range(inside[0], inside[-1] + 1) if inside else range(0)


def examples_of(documents: Iterable[LabelledDocument]) -> Iterator[Example]:
    """Yield each document in all its forms; one that could not be imported is left out."""
    for document in documents:
        for form in variants_of(document):
            try:
                blocks = blocks_of(form.pieces)
            except DocumentRejected:
                continue
            yield Example(
                publisher=form.publisher or form.id,
                language=form.language,
                variant=form.variant,
                blocks=blocks,
                gold=form.gold,
                binary=form.binary,
                weight=_weight(form),
            )


def _weight(document: LabelledDocument) -> float:
    weight = _WEIGHTS.get(document.kind, _WEIGHT_OF_BINARY)
    return weight * _WEIGHT_OF_FLAT if document.variant == "flat" else weight
