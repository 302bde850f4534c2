"""Words as numbers: one for the stem of each, and its kinds of the vocabulary, as bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.labels.features.spans import Flags, Ints
from articles.documents.labels.features.words.characters import Lowered
from articles.documents.labels.features.words.vocabulary import STEM, WHOLE, WORDS

Numbers = NDArray[np.uint64]
Kinds = NDArray[np.uint32]

KINDS: Final = tuple(WORDS)
# More characters of a word than these are not looked at.
_LONGEST: Final = 2 * STEM
# The bits of the first so many of four characters.
_KEPT: Final = np.array([(1 << 16 * number) - 1 for number in range(5)], np.uint64)
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_HALF: Final = np.uint64(32)
_SLOT_BITS: Final = 18
_SLOTS: Final = 1 << _SLOT_BITS
_SHIFT: Final = np.uint64(64 - _SLOT_BITS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all blocks, in order: for each its block, its stem as a number, its kinds.

    `kinds` has the n-th bit set for a word of the n-th of `KINDS`; `number` is how many words each
    block has.
    """

    block: Ints
    stem: Numbers
    kinds: Kinds
    length: Ints
    is_capital: Flags
    is_first: Flags
    number: Ints


def stems_and_kinds(lower: Lowered, starts: Ints, length: Ints) -> tuple[Numbers, Kinds]:
    """Return the stem and the kinds of each word, by its start among lower-case characters."""
    four = _fours(lower)
    stem = _stem(four, starts, length)
    kinds = kinds_of(stem)
    # A word no longer than a stem is its own stem.
    longer = np.flatnonzero(length > STEM)
    kinds[longer] |= kinds_of(_whole(stem[longer], four, starts[longer], length[longer]))
    return stem, kinds


def _stem(four: Numbers, starts: Ints, length: Ints) -> Numbers:
    """Return a number for the first `STEM` characters of each word."""
    return mixed(
        four[starts] & _kept(length, 0, 4),
        four[starts + 4] & _kept(length, 4, STEM),
    )


def _whole(stem: Numbers, four: Numbers, starts: Ints, length: Ints) -> Numbers:
    """Return a number for the stem and the characters after it, up to `_LONGEST`."""
    return mixed(
        stem ^ (four[starts + STEM] & _kept(length, STEM, STEM + 4)),
        four[starts + STEM + 4] & _kept(length, STEM + 4, _LONGEST),
    )


def _fours(lower: Lowered) -> Numbers:
    """Return at each character the number that it and the next three make; 0 at the end."""
    padded = np.zeros(len(lower) + _LONGEST + 4, np.uint16)
    padded[: len(lower)] = lower
    return np.ndarray((len(lower) + _LONGEST,), np.uint64, padded, strides=padded.strides)


def _kept(length: Ints, first: int, end: int) -> Numbers:
    """Return a mask for four characters from the first on: those before the end and of the word."""
    return _KEPT[np.clip(length, first, end) - first]


def mixed(first: Numbers, second: Numbers) -> Numbers:
    """Return a number of two, in which every bit depends on all bits of both."""
    number = first * _MULTIPLIER
    number ^= number >> _HALF
    number += second
    number *= _MULTIPLIER
    number ^= number >> _HALF
    return number


def numbers_of(words: Sequence[str]) -> Numbers:
    """Return the numbers by which words are known."""
    small = [word.lower() for word in words]
    codes = np.array([ord(character) for word in small for character in word], np.uint16)
    length = np.array([len(word) for word in small])
    starts = np.cumsum(length) - length
    four = _fours(codes)
    stem = _stem(four, starts, length)
    return np.where(length > STEM, _whole(stem, four, starts, length), stem)


def kinds_of(numbers: Numbers) -> Kinds:
    """Return the vocabulary's kinds of each number, as bits."""
    table_numbers, table_kinds = _table()
    slots = (numbers >> _SHIFT).astype(np.int64)
    found = table_kinds[slots]
    likely = np.flatnonzero(found != 0)
    wrong = likely[table_numbers[slots[likely]] != numbers[likely]]
    found[wrong] = 0
    return found


def has_kinds(kinds: Kinds) -> Flags:
    """Return whether each word is of each of `KINDS` (words x kinds)."""
    octets = kinds.astype("<u4").view(np.uint8).reshape(-1, 4)
    return np.unpackbits(octets, axis=1, count=len(KINDS), bitorder="little").view(bool)


@cache
def _table() -> tuple[Numbers, Kinds]:
    """Return the vocabulary's words by slot: their numbers and their kinds as bits."""
    numbers = np.zeros(_SLOTS, np.uint64)
    kinds = np.zeros(_SLOTS, np.uint32)
    for bit, kind in enumerate(KINDS):
        words = WORDS[kind].split()
        for number in numbers_of([word if kind in WHOLE else word[:STEM] for word in words]):
            slot = int(number >> _SHIFT)
            # Of two words in one slot the later gives way; a test holds that there are none.
            if numbers[slot] in (0, number):
                numbers[slot] = number
                kinds[slot] |= np.uint32(1 << bit)
    return numbers, kinds
