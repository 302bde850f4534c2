"""Blocks of documents -> a label for each, with how sure it is and why.

The model tells text, heading, standfirst and noise apart by all signs of the whole document. Tags
and wording say the rest: which heading is the headline, which text a list item, which line names
an author.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels import adjust as weighing
from articles.documents.labels.adjust import (
    BODY,
    TOLD_APART,
    Adjusting,
    Flags,
    Ints,
    Probabilities,
)
from articles.documents.labels.features import Signs, signs_of
from articles.documents.labels.label import Label, LabelledBlock
from articles.documents.labels.model import NOISE, Doubles, Model, State, in_use
from articles.documents.labels.phrases import is_byline
from articles.documents.labels.reasons import Seen, shown

# What a block may be called by chance: what is told apart, and text of a kind of its own.
_NAMES: Final = np.array([*TOLD_APART, Label.LIST_ITEM, Label.QUOTE, None], object)
_LIST_ITEM, _QUOTE, _NONE = range(len(TOLD_APART), len(_NAMES))
_CERTAIN: Final = 1.0
# The C library of Linux hands memory back to the system, and takes it anew for the next batch, page
# by page, unless it has once freed as much at a time; that would cost an eighth of the labels.
_UNUSED: Final = np.empty((32 << 20) - (1 << 16), np.uint8)
del _UNUSED


@dataclass(frozen=True, slots=True)
class UnlabelledDocument:
    """The blocks of one document; `title` is what its metadata says.

    `noise` names the blocks that are known to be noise, by their indices, each with the reason;
    `given` those that the format itself gives a label; `text` those that are known to be no noise,
    each with the reason. `decided` are those of which an editor said so, whatever tags and wording
    say.
    """

    blocks: Sequence[Block]
    title: str = ""
    noise: Mapping[int, str] = field(default_factory=dict)
    given: Mapping[int, Label] = field(default_factory=dict)
    text: Mapping[int, str] = field(default_factory=dict)
    decided: Collection[int] = ()


def label_blocks(blocks: Sequence[Block], title: str = "") -> tuple[LabelledBlock, ...]:
    """One label for each block of one document, in order."""
    [labelled] = label_documents([UnlabelledDocument(blocks, title)])
    return labelled


def label_documents(
    documents: Sequence[UnlabelledDocument], model: Model | None = None
) -> list[tuple[LabelledBlock, ...]]:
    """One label for each block of each document. Many at once cost far less than one by one."""
    filled = [document for document in documents if document.blocks]
    if not filled:
        return [() for _ in documents]
    signs = signs_of([document.blocks for document in filled])
    chances = _probabilities((model or in_use()).probabilities(signs))
    labelled = _Labelling(filled, chances, signs).result()
    return [next(labelled) if document.blocks else () for document in documents]


def _probabilities(states: Doubles) -> Probabilities:
    """How likely each of `TOLD_APART` is: the states of noise are one."""
    noise = states[:, list(NOISE)].sum(1)
    content = states[:, [State.BODY, State.STANDFIRST, State.HEADING]]
    return np.column_stack([noise, content])


class _Labelling:
    """Documents on their way from chances to labels: all blocks in a row, meant by their place."""

    def __init__(
        self, documents: Sequence[UnlabelledDocument], chances: Probabilities, signs: Signs
    ) -> None:
        self.documents = documents
        self.blocks = [block for document in documents for block in document.blocks]
        self.features = signs
        known = [weighing.KnownBlocks(d.noise, d.text) for d in documents]
        self.adjusting = Adjusting(self.blocks, known, chances, signs)

    def result(self) -> Iterator[tuple[LabelledBlock, ...]]:
        chances = self.adjusting.result()
        first, second = _two_likeliest(chances)
        chance = np.minimum(chances[self.features.spans.place, first], _CERTAIN)
        labels = self._named(first)
        others = self._named(np.where(chance < _CERTAIN, second, _NONE))
        confidence = chance.tolist()
        starts, stops = self._contents(first != weighing.NOISE)
        for place, label in self._by_rule(labels, stops):
            labels[place], confidence[place], others[place] = label, _CERTAIN, None
        for place, label in self._given():
            labels[place], confidence[place], others[place] = label, _CERTAIN, None
        facts = shown(self.features)
        for number, (start, end) in enumerate(self.features.bounds):
            document, own = self.documents[number], slice(start, end)
            content = range(starts[number] - start, stops[number] - start)
            seen = Seen(
                document.blocks, facts, start, content,
                document.noise, document.given, document.text,
            )  # fmt: skip
            yield tuple(
                map(
                    LabelledBlock,
                    document.blocks, labels[own], confidence[own], others[own], repeat(seen),
                )
            )  # fmt: skip

    def _contents(self, is_content: Flags) -> tuple[list[int], list[int]]:
        """Where each document's content starts and stops, by places; nowhere if there is none."""
        places = np.flatnonzero(is_content)
        starts, ends = np.array(self.features.bounds).T
        low, high = np.searchsorted(places, starts), np.searchsorted(places, ends)
        some = high > low
        begins, stops = starts.copy(), starts.copy()
        begins[some], stops[some] = places[low[some]], places[high[some] - 1] + 1
        return begins.tolist(), stops.tolist()

    def _named(self, columns: Ints) -> list[Any]:
        weighing = self.adjusting
        text = np.where(weighing.is_item, _LIST_ITEM, np.where(weighing.is_quote, _QUOTE, BODY))
        named: list[Any] = _NAMES[np.where(columns == BODY, text, columns)].tolist()
        return named

    def _by_rule(self, labels: list[Label], stops: list[int]) -> Iterator[tuple[int, Label]]:
        """Yield what tags and wording decide, one after the other: `labels` hold those before."""
        spans = self.features.spans
        inside = spans.place < (np.array(stops) - 1)[spans.document]
        bold = (self.features.row("bold") > 0) & (self.features.row("long_before") > 0)
        # No byline ends like a sentence.
        possible = self.features.is_heading | (inside & (bold | (self.features.row("ends") == 0)))
        for place in np.flatnonzero(possible).tolist():
            if self._is_decided(place, noise=True):
                continue
            before = labels[spans.first[place] : place]
            label = self._ruled(place, before, inside=bool(inside[place]))
            if label and not (label is Label.NOISE and self._is_decided(place, noise=False)):
                yield place, label

    def _is_decided(self, place: int, *, noise: bool) -> bool:
        """Whether an editor called it noise, or text."""
        document = self.documents[self.features.spans.document[place]]
        index = place - int(self.features.spans.first[place])
        return index in document.decided and index in (document.noise if noise else document.text)

    def _given(self) -> Iterator[tuple[int, Label]]:
        """Yield what formats say of their blocks, unless an editor or repetition knows better."""
        for (start, _), document in zip(self.features.bounds, self.documents, strict=True):
            for index, label in document.given.items():
                known = document.text if label is Label.NOISE else document.noise
                if index not in known and document.blocks[index].text:
                    yield start + index, label

    def _ruled(self, place: int, before: Sequence[Label], *, inside: bool) -> Label | None:
        block = self.blocks[place]
        if block.tag == "h1" and all(label is Label.NOISE for label in before):
            document = self.documents[self.features.spans.document[place]]
            if document.title in ("", block.text):
                return Label.HEADLINE
            return None if block.index in document.text else Label.NOISE
        if inside and is_byline(block.text):
            return _byline(before)
        if inside and self.adjusting.introduces_byline(place):
            return Label.HEADING
        return None


def _two_likeliest(chances: Probabilities) -> tuple[Ints, Ints]:
    """The columns of the likeliest label and of the next; of equals the first comes first."""
    first = chances.argmax(1)
    others = chances.copy()
    others[np.arange(len(first)), first] = -1
    return first, others.argmax(1)


def _byline(before: Sequence[Label]) -> Label | None:
    """A byline stands before the article's text or right after a heading."""
    content = [label for label in before if label is not Label.NOISE]
    if content.count(Label.BODY) <= 1 or content[-1] is Label.HEADING:
        return Label.BYLINE
    return None
