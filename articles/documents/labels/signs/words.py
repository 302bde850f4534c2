"""Words as numbers: one for the stem of each, and what the vocabulary knows of it, as bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.labels.signs.spans import Flags, Ints
from articles.documents.labels.signs.vocabulary import STEM, WHOLE, WORDS

Numbers = NDArray[np.uint64]
Kinds = NDArray[np.uint32]

KINDS: Final = tuple(WORDS)
# More characters of a word than these are not looked at.
_LONGEST: Final = 2 * STEM
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
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


def known(lower: NDArray[np.uint16], starts: Ints, length: Ints) -> tuple[Numbers, Kinds]:
    """The stem and the kinds of each word, given where it starts among lower-case characters."""
    rank = (_LONGEST - np.minimum(length, _LONGEST)).astype(np.uint8)
    # The longest first: then those that have an n-th character are always the first so many.
    order = np.argsort(rank, kind="stable")
    longer = np.cumsum(np.bincount(rank, minlength=_LONGEST + 1))[_LONGEST - 1 :: -1].tolist()
    ordered_stem, whole = _numbers(lower, starts[order], longer)
    ordered_kinds = kinds_of(ordered_stem)
    # A word no longer than a stem is its own stem.
    ordered_kinds[: len(whole)] |= kinds_of(whole)
    stem, kinds = np.empty_like(ordered_stem), np.empty_like(ordered_kinds)
    stem[order], kinds[order] = ordered_stem, ordered_kinds
    return stem, kinds


def _numbers(lower: NDArray[np.uint16], starts: Ints, longer: list[int]) -> tuple[Numbers, Numbers]:
    """A number for the stem of each word, and one for as much again of those that go on.

    `longer[n]` is how many words, the first ones, have more than n characters.
    """
    number = np.zeros(len(starts), np.uint64)
    stem = number
    for place, going_on in enumerate(longer):
        if place == STEM:
            stem, number = number, number[:going_on].copy()
        grown = number[:going_on]
        grown += lower[starts[:going_on] + place]
        grown += np.uint64(1)
        grown *= _MULTIPLIER
        grown ^= grown >> np.uint64(29)
    return stem, number


def number_of(word: str) -> np.uint64:
    """The number by which a word is known."""
    codes = np.array([ord(character) for character in word.lower()[:_LONGEST]], np.uint16)
    longer = [int(len(codes) > place) for place in range(_LONGEST)]
    stem, whole = _numbers(codes, np.zeros(1, np.int64), longer)
    return np.uint64((whole if len(whole) else stem)[0])


def kinds_of(numbers: Numbers) -> Kinds:
    """What the vocabulary knows of each number, as bits."""
    table_numbers, table_kinds = _table()
    slots = (numbers >> _SHIFT).astype(np.int64)
    found = table_kinds[slots]
    likely = np.flatnonzero(found)
    wrong = likely[table_numbers[slots[likely]] != numbers[likely]]
    found[wrong] = 0
    return found


@cache
def _table() -> tuple[Numbers, Kinds]:
    """The vocabulary's words by slot: their numbers and their kinds as bits."""
    numbers = np.zeros(_SLOTS, np.uint64)
    kinds = np.zeros(_SLOTS, np.uint32)
    for bit, kind in enumerate(KINDS):
        for word in WORDS[kind].split():
            number = number_of(word if kind in WHOLE else word[:STEM])
            slot = int(number >> _SHIFT)
            # Of two words in one slot the later gives way; a test says that there are few.
            if numbers[slot] in (0, number):
                numbers[slot] = number
                kinds[slot] |= np.uint32(1 << bit)
    return numbers, kinds
