"""Describe the text of a block by itself: its length, its ends, its characters, its vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from articles.documents.article.model import BULLETS
from articles.documents.labels.features.spans import Columns, Doubles, Flags, Floats, Ints
from articles.documents.labels.features.words.characters import Sort
from articles.documents.labels.features.words.counts import Characters
from articles.documents.labels.features.words.stems import KINDS, Words, has_kinds

_BULLET: Final = re.compile(rf"{BULLETS}\s+\S")
# A year, a time of day, or a day; written so that the search may skip to the next digit.
_DATE: Final = re.compile(
    r"\d(?<!\w\d)(?:(?:(?<=1)9|(?<=2)0)\d\d\b|\d?[:h.]\d{2}\b|\d?[./-]\d{1,2}[./-]\d{2,4})"
)
_FEWEST_DIGITS: Final = 3
# Kinds that any text holds, so they do not tell one sort of noise from another.
_COMMON: Final = frozenset({"function", "speech", "speaker", "reader", "newsroom", "by", "pose"})


def text_features(texts: Sequence[str], characters: Characters, words: Words) -> Columns:
    """Return how long a text is, how it begins and ends, and what its characters are."""
    return (
        _amounts(characters, words)
        | _ends(texts, characters)
        | _shares(characters)
        | {
            "all_capitals": _all_capitals(characters),
            "capitals": _capitals(words),
            "has_date": _dates(texts, characters),
            "empty": characters.length == 0,
        }
    )


def text_sizes(characters: Characters) -> Floats:
    """Return how long each text is to a reader, in letters of an alphabet."""
    counts = characters.counts.astype(np.float32)
    size: Floats = counts.sum(0) + np.float32(1.5) * counts[Sort.WIDE]
    return size


def _amounts(characters: Characters, words: Words) -> Columns:
    letters = np.maximum(1, characters.counts[: Sort.SPACE].sum(0))
    return {
        "size": np.log1p(text_sizes(characters)),
        "words": np.log1p(words.number),
        "word_length": letters / np.maximum(1, words.number),
        "sentences": characters.sentences,
    }


def _ends(texts: Sequence[str], characters: Characters) -> Columns:
    first, last = characters.first, characters.last
    # "Yes." ends a sentence behind its quote too.
    closed = (last == Sort.QUOTE) | (last == Sort.BRACKET)
    return {
        "ends": np.where(closed, characters.last_but_one, last) == Sort.END,
        "ends_colon": last == Sort.COLON,
        "ends_quote": last == Sort.QUOTE,
        "ends_bracket": last == Sort.BRACKET,
        "ends_lower": last == Sort.LOWER,
        "ellipsis": characters.ellipsis,
        "starts_upper": first == Sort.UPPER,
        "starts_lower": first == Sort.LOWER,
        "starts_digit": first == Sort.DIGIT,
        "starts_quote": first == Sort.QUOTE,
        "starts_bracket": first == Sort.BRACKET,
        "starts_other": first >= Sort.BAR,
        "bullet": _found(_BULLET.match, texts, first > Sort.SPACE),
    }


def _shares(characters: Characters) -> Columns:
    counts = characters.counts.astype(np.float32)
    length = np.maximum(1, characters.length.astype(np.float32))
    return {
        "digits": counts[Sort.DIGIT] / length,
        "uppers": counts[Sort.UPPER] / length,
        "commas": counts[Sort.COMMA] / length * 100,
        "bars": counts[Sort.BAR],
        "dashes": counts[Sort.DASH] / length * 100,
        "symbols": counts[Sort.SYMBOL],
        "quotes": counts[Sort.QUOTE] / length * 100,
        "has_quotes": counts[Sort.QUOTE] >= 2,
        "brackets": counts[Sort.BRACKET],
    }


def _all_capitals(characters: Characters) -> Flags:
    counts = characters.counts
    all_capitals: Flags = (counts[Sort.LOWER] == 0) & (counts[Sort.UPPER] > 1)
    return all_capitals


def _capitals(words: Words) -> Doubles:
    capitals = np.bincount(words.block[words.is_capital], minlength=len(words.number))
    return capitals / np.maximum(1, words.number)


def _dates(texts: Sequence[str], characters: Characters) -> Flags:
    # Digits beyond the first plane are read as a symbol, the rest.
    digits = characters.counts[Sort.DIGIT] + characters.counts[Sort.REST]
    return _found(_DATE.search, texts, digits >= _FEWEST_DIGITS)


def _found(
    find: Callable[[str], re.Match[str] | None], texts: Sequence[str], possible: Flags
) -> Flags:
    """Return in which texts a pattern is found; only those where it is possible are searched."""
    found = np.zeros(len(texts), bool)
    for position in np.flatnonzero(possible).tolist():
        found[position] = find(texts[position]) is not None
    return found


def vocabulary_features(words: Words) -> Columns:
    """Return the number and share of each kind of words, and whether a block opens with one."""
    count = len(words.number)
    number = _of_each_kind(words, count)
    opening = np.zeros((len(KINDS), count), bool)
    firsts = np.flatnonzero(words.is_first)
    opening[:, words.block[firsts]] = has_kinds(words.kinds[firsts]).T
    most, share = np.minimum(number, 6), number / np.maximum(1, words.number)
    found: Columns = {}
    for row, kind in enumerate(KINDS):
        found[f"n_{kind}"] = most[row]
        found[f"share_{kind}"] = share[row]
        found[f"first_{kind}"] = opening[row]
    telling = [row for row, kind in enumerate(KINDS) if kind not in _COMMON]
    return found | {"kinds": (number[telling] > 0).sum(0)}


def _of_each_kind(words: Words, count: int) -> Ints:
    """Return how many words of each kind each block holds (kinds x blocks)."""
    hits = np.flatnonzero(words.kinds != 0)
    kinds, block = words.kinds[hits], words.block[hits]
    # Few words are of more kinds than one.
    one = (kinds & (kinds - np.uint32(1))) == 0
    several = np.flatnonzero(~one)
    row, kind = np.nonzero(has_kinds(kinds[several]))
    # The exponent of a power of two.
    only = np.frexp(kinds[one].astype(np.float32))[1] - 1
    cells = np.concatenate([only * count + block[one], kind * count + block[several[row]]])
    number: Ints = np.bincount(cells, minlength=len(KINDS) * count).reshape(len(KINDS), count)
    return number
