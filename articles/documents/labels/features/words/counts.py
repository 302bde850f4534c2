"""Turn the texts of many blocks into counts of their characters and their words as numbers.

All blocks are processed together, as one array of characters: an import labels some two hundred
documents at a time, and a loop over characters in Python would cost more than all else in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from articles.documents.labels.features.spans import Flags, Ints
from articles.documents.labels.features.words.characters import (
    Codes,
    Lowered,
    Sort,
    Sorts,
    classify,
)
from articles.documents.labels.features.words.stems import Words, stems_and_kinds

# Ends the text of each block, so that no word or sentence runs on into the next.
_BORDER: Final = "\n"


@dataclass(frozen=True, slots=True)
class Characters:
    """The number of characters of each class in a block (classes x blocks), and those at its ends.

    `sentences` is how many sentences end within it, before its last; `ellipsis` is set where it
    ends with "…" or "...".
    """

    counts: Ints
    length: Ints
    ellipsis: Flags
    first: Sorts
    last: Sorts
    last_but_one: Sorts
    sentences: Ints


def read_texts(texts: Sequence[str]) -> tuple[Characters, Words]:
    """Return the characters and words of one or more texts."""
    codes = np.frombuffer((_BORDER.join(texts) + _BORDER).encode("utf-32-le"), np.uint32)
    sort, lower = classify(codes)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + 1) - 1
    # Most characters are small letters: what follows looks at the others alone.
    positions = np.flatnonzero(sort != Sort.LOWER)
    own = sort[positions]
    characters = Characters(
        counts=_counts(positions, own, lengths, ends),
        length=lengths,
        ellipsis=_ellipsis(codes, lengths, ends),
        first=_at(ends - lengths, sort, lengths > 0),
        last=_at(ends - 1, sort, lengths > 0),
        last_but_one=_at(ends - 2, sort, lengths > 1),
        sentences=_sentences(positions[own == Sort.END], sort, ends),
    )
    return characters, _words(positions[own > Sort.OTHER_LETTER], sort, lower, ends)


def _counts(positions: Ints, own: Sorts, lengths: Ints, ends: Ints) -> Ints:
    """Return the number of characters of each class, from the positions of all but lower case."""
    count = len(lengths)
    number = np.diff(np.searchsorted(positions, ends, side="right"), prepend=0)
    cell = own * np.int64(count)
    cell += np.repeat(np.arange(count), number)
    counts = np.bincount(cell, minlength=len(Sort) * count).reshape(len(Sort), count)
    counts[Sort.SPACE] -= 1  # the border
    counts[Sort.LOWER] = lengths - counts.sum(0)
    return counts


def _ellipsis(codes: Codes, lengths: Ints, ends: Ints) -> Flags:
    last, second, third = (codes[np.maximum(ends - back, 0)] for back in (1, 2, 3))
    stop, dots, bracket = map(ord, ".…]")
    stops = (last == stop) & (second == stop) & (third == stop) & (lengths > 2)
    in_brackets = (last == bracket) & (second == dots) & (lengths > 1)
    ellipsis: Flags = (last == dots) & (lengths > 0) | in_brackets | stops
    return ellipsis


def _at(position: Ints, sort: Sorts, exists: Flags) -> Sorts:
    return np.where(exists, sort[np.maximum(position, 0)], np.uint8(Sort.SPACE))


def _sentences(marks: Ints, sort: Sorts, ends: Ints) -> Ints:
    """Return how many sentences end within each block: a mark, perhaps a quote, and white space."""
    # Behind a mark there is at least the border.
    behind = marks + 1
    behind[sort[behind] == Sort.QUOTE] += 1
    spaces = behind[sort[behind] == Sort.SPACE]
    up_to = np.searchsorted(spaces, ends, side="left")
    # The border after a last sentence is no space within the block.
    border = np.searchsorted(spaces, ends, side="right") - up_to
    inner: Ints = up_to - np.concatenate([[0], (up_to + border)[:-1]])
    return inner


def _words(between: Ints, sort: Sorts, lower: Lowered, ends: Ints) -> Words:
    """Return the words, given the positions of all characters between words."""
    gaps = np.diff(between, prepend=-1) - 1
    some = np.flatnonzero(gaps)
    length = gaps[some]
    starts = between[some] - length
    up_to = np.searchsorted(starts, ends)
    number = np.diff(up_to, prepend=0)
    is_first = np.zeros(len(starts), bool)
    is_first[(up_to - number)[number > 0]] = True
    stem, kinds = stems_and_kinds(lower, starts, length)
    return Words(
        block=np.repeat(np.arange(len(ends)), number),
        stem=stem,
        kinds=kinds,
        length=length,
        is_capital=sort[starts] == Sort.UPPER,
        is_first=is_first,
        number=number,
    )
