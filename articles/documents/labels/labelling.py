"""Label the blocks of documents, each with a confidence and a reason.

The model distinguishes text, heading, standfirst and noise by all features of the whole document.
Tags and wording decide the rest: which heading is the headline, which text a list item, which line
names an author.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.adjust import (
    BODY,
    CLASSES,
    NOISE,
    AdjustedScores,
    Flags,
    Ints,
    KnownBlocks,
    Probabilities,
)
from articles.documents.labels.features import Features, features_of
from articles.documents.labels.label import Label, LabelledBlock
from articles.documents.labels.model import NOISE as NOISE_STATES
from articles.documents.labels.model import ChainState, Doubles, Model, current_model
from articles.documents.labels.phrases import is_byline
from articles.documents.labels.reasons import DocumentReasons, reason_features
from articles.documents.source import Scope

# The labels that probabilities decide: the classes, and the kinds of text that tags show.
_NAMES: Final = np.array([*CLASSES, Label.LIST_ITEM, Label.QUOTE, None], object)
_LIST_ITEM, _QUOTE, _NONE = range(len(CLASSES), len(_NAMES))
_CERTAIN: Final = 1.0
# The C library of Linux hands memory back to the system, and takes it anew for the next batch, page
# by page, unless it has once freed as much at a time; that would cost an eighth of the labels.
_UNUSED: Final = np.empty((32 << 20) - (1 << 16), np.uint8)
del _UNUSED


@dataclass(frozen=True, slots=True)
class UnlabelledDocument:
    """The blocks of one document; `title` is the one of its metadata.

    `noise` names the blocks that are known to be noise, by their indices, each with the reason;
    `given` those that the format itself labels; `text` those that are known to be no noise, each
    with the reason. `decided` are those that an editor decided, which no tag and no wording
    overrules.
    """

    blocks: Sequence[Block]
    title: str = ""
    noise: Mapping[int, str] = field(default_factory=dict)
    given: Mapping[int, Label] = field(default_factory=dict)
    text: Mapping[int, str] = field(default_factory=dict)
    decided: Collection[int] = ()


def label_blocks(blocks: Sequence[Block], title: str = "") -> tuple[LabelledBlock, ...]:
    """Return one label for each block of one document, in order."""
    [labelled] = label_documents([UnlabelledDocument(blocks, title)])
    return labelled


def label_documents(
    documents: Sequence[UnlabelledDocument], model: Model | None = None
) -> list[tuple[LabelledBlock, ...]]:
    """Return one label for each block of each document: many at once, which costs far less."""
    filled = [document for document in documents if document.blocks]
    if not filled:
        return [() for _ in documents]
    features = features_of([document.blocks for document in filled])
    probabilities = _probabilities((model or current_model()).probabilities(features))
    labelled = _Labelling(filled, probabilities, features).result()
    return [next(labelled) if document.blocks else () for document in documents]


def _probabilities(states: Doubles) -> Probabilities:
    """Return the probability of each of `CLASSES`: the states of noise are added up."""
    noise = states[:, list(NOISE_STATES)].sum(1)
    content = states[:, [ChainState.BODY, ChainState.STANDFIRST, ChainState.HEADING]]
    return np.column_stack([noise, content])


class _Labelling:
    """Documents on their way from probabilities to labels, all their blocks in a row."""

    def __init__(
        self,
        documents: Sequence[UnlabelledDocument],
        probabilities: Probabilities,
        features: Features,
    ) -> None:
        self.documents = documents
        self.blocks = [block for document in documents for block in document.blocks]
        self.features = features
        known = [KnownBlocks(d.noise, d.text) for d in documents]
        self.scores = AdjustedScores(self.blocks, known, probabilities, features)

    def result(self) -> Iterator[tuple[LabelledBlock, ...]]:
        probabilities = self.scores.result()
        first, second = _two_likeliest(probabilities)
        confidence = np.minimum(probabilities[self.features.spans.position, first], _CERTAIN)
        labels = self._named(first)
        others = self._named(np.where(confidence < _CERTAIN, second, _NONE))
        confidences = confidence.tolist()
        starts, stops = self._contents(first != NOISE)
        for position, label in self._by_rule(labels, stops):
            labels[position], confidences[position], others[position] = label, _CERTAIN, None
        for position, label in self._given():
            labels[position], confidences[position], others[position] = label, _CERTAIN, None
        columns = reason_features(self.features)
        for number, (start, end) in enumerate(self.features.bounds):
            document, own = self.documents[number], slice(start, end)
            content = range(starts[number] - start, stops[number] - start)
            reasons = DocumentReasons(
                document.blocks, columns, start, content,
                document.noise, document.given, document.text,
            )  # fmt: skip
            yield tuple(
                map(
                    LabelledBlock,
                    document.blocks, labels[own], confidences[own], others[own], repeat(reasons),
                )
            )  # fmt: skip

    def _contents(self, is_content: Flags) -> tuple[list[int], list[int]]:
        """Return where each document's content starts and stops, by position; equal if none."""
        positions = np.flatnonzero(is_content)
        starts, ends = np.array(self.features.bounds).T
        low, high = np.searchsorted(positions, starts), np.searchsorted(positions, ends)
        some = high > low
        begins, stops = starts.copy(), starts.copy()
        begins[some], stops[some] = positions[low[some]], positions[high[some] - 1] + 1
        return begins.tolist(), stops.tolist()

    def _named(self, columns: Ints) -> list[Any]:
        text = np.where(
            self.scores.is_item, _LIST_ITEM, np.where(self.scores.is_quote, _QUOTE, BODY)
        )
        named: list[Any] = _NAMES[np.where(columns == BODY, text, columns)].tolist()
        return named

    def _by_rule(self, labels: list[Label], stops: list[int]) -> Iterator[tuple[int, Label]]:
        """Yield the labels that tags and wording decide, in order: `labels` hold those before."""
        spans = self.features.spans
        inside = spans.position < (np.array(stops) - 1)[spans.document]
        bold = (self.features.row("bold") > 0) & (self.features.row("long_before") > 0)
        # No byline ends like a sentence.
        possible = self.features.is_heading | (inside & (bold | (self.features.row("ends") == 0)))
        for position in np.flatnonzero(possible).tolist():
            if self._is_decided(position, noise=True):
                continue
            before = labels[spans.first[position] : position]
            label = self._ruled(position, before, inside=bool(inside[position]))
            if label and not (label is Label.NOISE and self._is_decided(position, noise=False)):
                yield position, label

    def _is_decided(self, position: int, *, noise: bool) -> bool:
        """Return whether an editor decided that it is noise, or that it is text."""
        document = self.documents[self.features.spans.document[position]]
        index = position - int(self.features.spans.first[position])
        return index in document.decided and index in (document.noise if noise else document.text)

    def _given(self) -> Iterator[tuple[int, Label]]:
        """Yield the labels of the format itself, unless an editor or repetition overrules them."""
        for (start, _), document in zip(self.features.bounds, self.documents, strict=True):
            for index, label in document.given.items():
                known = document.text if label is Label.NOISE else document.noise
                if index not in known and document.blocks[index].text:
                    yield start + index, label

    def _ruled(self, position: int, before: Sequence[Label], *, inside: bool) -> Label | None:
        block = self.blocks[position]
        if block.tag == "h1" and all(label is Label.NOISE for label in before):
            document = self.documents[self.features.spans.document[position]]
            if document.title in ("", block.text):
                return Label.HEADLINE
            if block.scope is Scope.TEXT:
                return None
            return None if block.index in document.text else Label.NOISE
        if inside and is_byline(block.text):
            return _byline(before)
        if inside and self.scores.introduces_byline(position):
            return Label.HEADING
        return None


def _two_likeliest(probabilities: Probabilities) -> tuple[Ints, Ints]:
    """Return the columns of the likeliest label and the next; of equals the first comes first."""
    first = probabilities.argmax(1)
    others = probabilities.copy()
    others[np.arange(len(first)), first] = -1
    return first, others.argmax(1)


def _byline(before: Sequence[Label]) -> Label | None:
    """Return BYLINE where one can be: before the article's text or right after a heading."""
    content = [label for label in before if label is not Label.NOISE]
    if content.count(Label.BODY) <= 1 or content[-1] is Label.HEADING:
        return Label.BYLINE
    return None
