"""Blocks of many documents -> their signs, all documents at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.features import around
from articles.documents.labels.features.forms import form_signs
from articles.documents.labels.features.headings import heading_signs
from articles.documents.labels.features.overlap import have_own_words, overlap_signs, uses_of
from articles.documents.labels.features.own import size_of, text_signs, vocabulary_signs
from articles.documents.labels.features.texts import read_texts
from articles.documents.labels.features.repeats import repeat_signs
from articles.documents.labels.features.running_text import Running, place_signs
from articles.documents.labels.features.source import Strings, markup_signs, source_signs
from articles.documents.labels.features.spans import Columns, Flags, Floats, Ints, Spans
from articles.documents.labels.features.tagged import are_headings, have_any, tags_of
from articles.documents.labels.features.turns import contrast_signs, marker_signs


@dataclass(frozen=True, slots=True)
class Signs:
    """`values` has a row for each of `names`, a column for each block; documents by `spans`.

    `is_heading` says which blocks are headings by their tags.
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


def signs_of(documents: Sequence[Sequence[Block]]) -> Signs:
    """The signs of all blocks of some documents, one document's after the other's.

    A model knows signs by their names and their order: who changes either fits a new one.
    """
    spans = Spans.of([len(blocks) for blocks in documents])
    together = [block for blocks in documents for block in blocks]
    tags = tags_of(together)
    is_heading = are_headings(tags)
    own = _own(together, tags, is_heading, spans)
    names = (*own, *around.NAMES)
    values = np.empty((len(names), spans.count), np.float32)
    for row, column in zip(values, own.values(), strict=False):
        row[:] = column
    around.fill_in(values[len(own) :], own, spans)
    return Signs(names, values, spans, is_heading)


def _own(blocks: Sequence[Block], tags: Ints, is_heading: Flags, spans: Spans) -> Columns:
    """The signs of the blocks themselves: each alone, and among all of its document."""
    texts = [block.text for block in blocks]
    strings = Strings.of(blocks)
    characters, words = read_texts(texts)
    size = size_of(characters)
    length = characters.length.astype(np.float32)
    found = text_signs(texts, characters, words) | markup_signs(blocks)
    found |= source_signs(blocks, strings, tags, length)
    found["has_tags"] = spans.total(have_any(tags)) > 0
    found |= vocabulary_signs(words)
    at = Running.of(found, size, is_heading, spans)
    found["is_long"] = at.is_long
    uses = uses_of(words, spans)
    found |= form_signs(strings, found["empty"], length, at)
    found |= place_signs(found["size"], length, at)
    found |= repeat_signs(texts, length, have_own_words(words, uses, spans.count), spans)
    found |= overlap_signs(words, uses, at)
    found |= heading_signs(blocks, is_heading, found, size, at)
    found |= marker_signs(found, size, at)
    return found | contrast_signs(found, at)
