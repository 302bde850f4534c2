"""Compute all features of the blocks of many documents at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.features.block.source import (
    Strings,
    markup_features,
    source_features,
)
from articles.documents.labels.features.block.tags import are_headings, have_any, tag_numbers
from articles.documents.labels.features.block.text import (
    text_features,
    text_sizes,
    vocabulary_features,
)
from articles.documents.labels.features.document import neighbours
from articles.documents.labels.features.document.forms import form_features
from articles.documents.labels.features.document.headings import heading_features
from articles.documents.labels.features.document.overlap import (
    have_own_words,
    overlap_features,
    uses_of,
)
from articles.documents.labels.features.document.repeats import repeat_features
from articles.documents.labels.features.document.running_text import RunningText, position_features
from articles.documents.labels.features.document.turns import contrast_features, marker_features
from articles.documents.labels.features.spans import Columns, Flags, Floats, Ints, Spans
from articles.documents.labels.features.words.counts import read_texts


@dataclass(frozen=True, slots=True)
class Features:
    """A table with a row for each of `names` and a column for each block of `spans`.

    `is_heading` is set for blocks that are headings by their tags.
    """

    names: tuple[str, ...]
    values: Floats
    spans: Spans
    is_heading: Flags

    @property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        return self.spans.bounds

    def row(self, name: str) -> Floats:
        row: Floats = self.values[self.names.index(name)]
        return row


def features_of(documents: Sequence[Sequence[Block]]) -> Features:
    """Return the features of all blocks of some documents, one document's after the other's.

    A model knows features by their names and their order: who changes either fits a new model.
    """
    spans = Spans.of([len(blocks) for blocks in documents])
    together = [block for blocks in documents for block in blocks]
    tags = tag_numbers(together)
    is_heading = are_headings(tags)
    own = _own(together, tags, is_heading, spans)
    names = (*own, *neighbours.NAMES)
    values = np.empty((len(names), spans.count), np.float32)
    for row, column in zip(values, own.values(), strict=False):
        row[:] = column
    neighbours.fill_in(values[len(own) :], own, spans)
    return Features(names, values, spans, is_heading)


def _own(blocks: Sequence[Block], tags: Ints, is_heading: Flags, spans: Spans) -> Columns:
    """Return the features of the blocks themselves: each alone, and among all of its document."""
    texts = [block.text for block in blocks]
    strings = Strings.of(blocks)
    characters, words = read_texts(texts)
    size = text_sizes(characters)
    length = characters.length.astype(np.float32)
    found = text_features(texts, characters, words) | markup_features(blocks)
    found |= source_features(blocks, strings, tags, length)
    found["has_tags"] = spans.total(have_any(tags)) > 0
    found |= vocabulary_features(words)
    at = RunningText.of(found, size, is_heading, spans)
    found["is_long"] = at.is_long
    uses = uses_of(words, spans)
    found |= form_features(strings, found["empty"], length, at)
    found |= position_features(found["size"], length, at)
    found |= repeat_features(texts, length, have_own_words(words, uses, spans.count), spans)
    found |= overlap_features(words, uses, at)
    found |= heading_features(blocks, is_heading, found, size, at)
    found |= marker_features(found, size, at)
    return found | contrast_features(found, at)
