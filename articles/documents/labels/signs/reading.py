"""The texts of many blocks -> counts of their characters, and their words as numbers.

All blocks are looked at together, as one array of characters: an import labels some two hundred
documents at a time, and a loop over characters in Python would cost more than all else in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.labels.signs.characters import PLANE, Sort, lowered, sorts
from articles.documents.labels.signs.spans import Ints
from articles.documents.labels.signs.words import Words, known

Sorts = NDArray[np.uint8]

# Ends the text of each block, so that no word or sentence runs on into the next.
_BORDER: Final = "\n"
# Stands for what is beyond the first plane: emoji, as a rule.
_ASTRAL: Final = ord("☺")


@dataclass(frozen=True, slots=True)
class Characters:
    """How many characters of each sort a block has (blocks x sorts), and those at its ends.

    `sentences` is how many sentences end within it, before its last.
    """

    counts: Ints
    first: Sorts
    last: Sorts
    last_but_one: Sorts
    sentences: Ints


def read_texts(texts: Sequence[str]) -> tuple[Characters, Words]:
    """Read texts of one or more blocks; there is at least one text."""
    codes = np.frombuffer((_BORDER.join(texts) + _BORDER).encode("utf-32-le"), np.uint32)
    # Indices as numpy wants them, made once for both tables.
    plane = codes.astype(np.intp)
    if codes.max() >= PLANE:
        plane[plane >= PLANE] = _ASTRAL
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths + 1) - 1
    sort = sorts()[plane]
    return _characters(sort, lengths, ends), _words(lowered()[plane], sort, ends)


def _characters(sort: Sorts, lengths: Ints, ends: Ints) -> Characters:
    count = len(lengths)
    cell = np.repeat(np.arange(count) * len(Sort), lengths + 1)
    cell += sort
    counts = np.bincount(cell, minlength=count * len(Sort)).reshape(count, len(Sort))
    counts[:, Sort.SPACE] -= 1  # the border
    nothing = np.uint8(Sort.SPACE)
    return Characters(
        counts=counts,
        first=np.where(lengths > 0, sort[ends - lengths], nothing),
        last=np.where(lengths > 0, sort[ends - 1], nothing),
        last_but_one=np.where(lengths > 1, sort[np.maximum(ends - 2, 0)], nothing),
        sentences=_sentences(sort, ends),
    )


def _sentences(sort: Sorts, ends: Ints) -> Ints:
    """How many sentences end within each block: a mark, perhaps a quote, and white space."""
    is_end = sort == Sort.END
    follows_end = is_end[:-1].copy()
    follows_end[1:] |= is_end[:-2] & (sort[1:-1] == Sort.QUOTE)
    spaces = np.flatnonzero(follows_end & (sort[1:] == Sort.SPACE)) + 1
    up_to = np.searchsorted(spaces, ends, side="left")
    # The border after a last sentence is no space within the block.
    border = np.searchsorted(spaces, ends, side="right") - up_to
    inner: Ints = up_to - np.concatenate([[0], (up_to + border)[:-1]])
    return inner


def _words(lower: NDArray[np.uint16], sort: Sorts, ends: Ints) -> Words:
    makes_words = sort <= Sort.OTHER_LETTER
    edges = np.flatnonzero(makes_words[1:] != makes_words[:-1]) + 1
    if makes_words[0]:
        edges = np.concatenate([[0], edges])
    # The last character is a border, so every word that starts ends too.
    starts = edges[::2]
    length = edges[1::2] - starts
    up_to = np.searchsorted(starts, ends)
    number = np.diff(up_to, prepend=0)
    is_first = np.zeros(len(starts), bool)
    is_first[(up_to - number)[number > 0]] = True
    stem, kinds = known(lower, starts, length)
    return Words(
        block=np.repeat(np.arange(len(ends)), number),
        stem=stem,
        kinds=kinds,
        length=length,
        is_capital=sort[starts] == Sort.UPPER,
        is_first=is_first,
        number=number,
    )
