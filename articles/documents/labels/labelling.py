"""Blocks of documents -> a label for each, with how sure it is and why.

The model tells text, heading, standfirst and noise apart by all signs of the whole document. Tags
and wording say the rest: which heading is the headline, which text a list item, which line names
an author.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.blocks import Block
from articles.documents.labels import reasons, weighing
from articles.documents.labels.label import Label, LabelledBlock
from articles.documents.labels.model import NOISE, Model, State, in_use
from articles.documents.labels.phrases import is_byline
from articles.documents.labels.reasons import Seen
from articles.documents.labels.signs import signs_of
from articles.documents.labels.weighing import CONTENT_TAGS, TOLD_APART, Chances, Weighing

_NEEDED: Final = tuple({*reasons.NEEDED, *weighing.NEEDED})
_COLUMNS: Final = range(len(TOLD_APART))
_CERTAIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """The blocks of one document; `title` is what its metadata says.

    `recurring` says of a block's index in how many documents of its publisher the same line stands:
    such a line belongs to the publisher's pages, not to one article.
    """

    blocks: Sequence[Block]
    title: str = ""
    recurring: Mapping[int, int] = field(default_factory=dict)


def label_blocks(blocks: Sequence[Block], title: str = "") -> tuple[LabelledBlock, ...]:
    """One label for each block of one document, in order."""
    [labelled] = label_documents([Unlabelled(blocks, title)])
    return labelled


def label_documents(
    documents: Sequence[Unlabelled], model: Model | None = None
) -> list[tuple[LabelledBlock, ...]]:
    """One label for each block of each document. Many at once cost far less than one by one."""
    filled = [document for document in documents if document.blocks]
    if not filled:
        return [() for _ in documents]
    signs = signs_of([document.blocks for document in filled])
    chances = _chances((model or in_use()).probabilities(signs))
    row_of = {name: number for number, name in enumerate(signs.names)}
    # Lists: a document's few values are looked at one by one, and arrays are slow at that.
    needed = {name: signs.values[row_of[name]].tolist() for name in _NEEDED}
    labelled = iter(
        _Labelling(
            document,
            chances[start:end],
            {name: row[start:end] for name, row in needed.items()},
        ).result()
        for document, (start, end) in zip(filled, signs.bounds, strict=True)
    )
    return [next(labelled) if document.blocks else () for document in documents]


def _chances(states: NDArray[np.float64]) -> list[list[float]]:
    """How likely each of `TOLD_APART` is: the states of noise are one."""
    noise = states[:, list(NOISE)].sum(1)
    content = states[:, [State.BODY, State.STANDFIRST, State.HEADING]]
    rows: list[list[float]] = np.column_stack([noise, content]).tolist()
    return rows


class _Labelling:
    """One document on its way from chances to labels."""

    def __init__(self, document: Unlabelled, chances: Chances, signs: weighing.SignsOfOne) -> None:
        self.document = document
        self.blocks = document.blocks
        self.signs = signs
        self.weighing = Weighing(self.blocks, document.recurring, chances, signs)

    def result(self) -> tuple[LabelledBlock, ...]:
        chances = self.weighing.result()
        order = [sorted(_COLUMNS, key=row.__getitem__, reverse=True) for row in chances]
        best = [columns[0] for columns in order]
        content = [index for index, column in enumerate(best) if column != weighing.NOISE]
        span = range(content[0], content[-1] + 1) if content else range(0)
        seen = Seen(self.blocks, self.signs, span, self.document.recurring)
        found: list[LabelledBlock] = []
        for block, columns, row in zip(self.blocks, order, chances, strict=True):
            if ruled := self._by_rule(block, found, span):
                labelled = LabelledBlock(block, ruled, _CERTAIN, None, seen)
            else:
                labelled = self._by_chance(block, columns, row, seen)
            found.append(labelled)
        return tuple(found)

    def _by_chance(
        self, block: Block, columns: Sequence[int], row: Sequence[float], seen: Seen
    ) -> LabelledBlock:
        first, second, *_ = columns
        label, chance = self._named(block, first), min(row[first], _CERTAIN)
        alternative = self._named(block, second) if chance < _CERTAIN else None
        return LabelledBlock(block, label, chance, alternative, seen)

    def _named(self, block: Block, column: int) -> Label:
        label = TOLD_APART[column]
        if label is not Label.BODY:
            return label
        if self.signs["bullet"][block.index]:
            return Label.LIST_ITEM
        return CONTENT_TAGS.get(block.tag, Label.BODY)

    def _by_rule(self, block: Block, before: Sequence[LabelledBlock], span: range) -> Label | None:
        if block.tag == "h1" and all(item.label is Label.NOISE for item in before):
            title = self.document.title
            return Label.NOISE if title and title != block.text else Label.HEADLINE
        if block.index < span.stop - 1:
            if is_byline(block.text):
                return _byline(before)
            if self.weighing.introduces_byline(block):
                return Label.HEADING
        return None


def _byline(before: Sequence[LabelledBlock]) -> Label | None:
    """A byline stands before the article's text or right after a heading."""
    content = [item.label for item in before if item.label is not Label.NOISE]
    if content.count(Label.BODY) <= 1 or content[-1] is Label.HEADING:
        return Label.BYLINE
    return None
