"""Classify characters by one look-up table for Unicode's first plane."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

PLANE: Final = 0x10000
# The last character that is one byte; it and those before stay so in lower case.
_LAST_SMALL: Final = 0xFF
# Replaces characters beyond the first plane: emoji, as a rule.
_ASTRAL: Final = ord("☺")


class Sort(IntEnum):
    """A class of characters; those up to `OTHER_LETTER` make words."""

    LOWER = 0
    UPPER = 1
    DIGIT = 2
    WIDE = 3
    OTHER_LETTER = 4
    SPACE = 5
    COMMA = 6
    END = 7
    COLON = 8
    QUOTE = 9
    BRACKET = 10
    BAR = 11
    DASH = 12
    SYMBOL = 13
    REST = 14


_MARKS: Final = {
    Sort.COMMA: ",،、，",
    Sort.END: ".!?…。！？؟।۔",
    Sort.COLON: ":;：；؛",
    Sort.QUOTE: "\"'“”„‟«»‹›‘’‚「」『』",
    Sort.BRACKET: "()[]{}（）【】",
    Sort.BAR: "|•·→▶►▸●◦‣▪",
    Sort.DASH: "-–—/‐‑",
    Sort.SYMBOL: "@#©®™€£$¥₹%&*+=<>~^_`",
}
_CATEGORIES: Final = {
    "Ll": Sort.LOWER,
    "Lu": Sort.UPPER,
    "Lt": Sort.UPPER,
    "Nd": Sort.DIGIT,
    "Mn": Sort.OTHER_LETTER,
    "Mc": Sort.OTHER_LETTER,
}
# Chinese, Japanese and Korean need one character for what takes two or three in an alphabet.
_WIDE: Final = ((0x3040, 0xA000), (0xAC00, 0xD7A4), (0xF900, 0xFB00))


Codes = NDArray[np.uint32]
Sorts = NDArray[np.uint8]
Lowered = NDArray[np.uint16]


def classify(codes: Codes) -> tuple[Sorts, Lowered]:
    """Return the class of each character, and the character in lower case, given their code points.

    Characters of western alphabets are looked up as bytes, which is by far the fastest; the others
    are put in afterwards.
    """
    small = bytearray(codes.astype(np.uint8))
    sort = np.frombuffer(small.translate(_small_sorts()), np.uint8)
    lower = np.frombuffer(small.translate(_small_lowered()), np.uint8).astype(np.uint16)
    others = np.flatnonzero(codes > _LAST_SMALL)
    if len(others):
        plane = codes[others]
        plane[plane >= PLANE] = _ASTRAL
        sort[others], lower[others] = _sorts()[plane], _lowered()[plane]
    return sort, lower


@cache
def _small_sorts() -> bytes:
    return _sorts()[: _LAST_SMALL + 1].tobytes()


@cache
def _small_lowered() -> bytes:
    return _lowered()[: _LAST_SMALL + 1].astype(np.uint8).tobytes()


@cache
def _sorts() -> Sorts:
    """Return the class of each character of the plane, by its code point."""
    characters = list(map(chr, range(PLANE)))
    categories = list(map(unicodedata.category, characters))
    of_category = {category: _sort(category) for category in set(categories)}
    table = np.array([of_category[category] for category in categories], np.uint8)
    table[[character.isspace() for character in characters]] = Sort.SPACE
    for first, end in _WIDE:
        table[first:end] = Sort.WIDE
    for sort, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = sort
    return table


@cache
def _lowered() -> Lowered:
    """Return each character of the plane in lower case, where that is in the plane too."""
    table = np.arange(PLANE, dtype=np.uint16)
    for code, character in enumerate(map(chr, range(PLANE))):
        lower = character.lower()
        if lower != character and len(lower) == 1 and ord(lower) < PLANE:
            table[code] = ord(lower)
    return table


def _sort(category: str) -> Sort:
    if category.startswith("Z"):
        return Sort.SPACE
    return _CATEGORIES.get(category, Sort.OTHER_LETTER if category.startswith("L") else Sort.REST)
