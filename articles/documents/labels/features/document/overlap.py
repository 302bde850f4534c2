"""Count words that occur elsewhere in the document: in running text, close by, as names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from articles.documents.labels.features.document.running_text import RunningText
from articles.documents.labels.features.spans import Column, Columns, Doubles, Flags, Ints, Spans
from articles.documents.labels.features.words.stems import Numbers, Words
from articles.documents.labels.features.words.vocabulary import STEM

# Times the number of its document it is mixed into a word, to keep the documents' words apart.
_SALT: Final = np.uint64(0xD6E8FEB86659FD93)
# So near are the neighbours that a block is asked to share words with.
_NEAR: Final = 4
# A position after so few blocks of running text is early.
_EARLY: Final = 6
_FEWEST_WORDS: Final = 8
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Uses:
    """Words by the blocks of one document that use them: one row for a word in a block.

    Rows of one word are adjacent, in the order of the blocks. `word` numbers the different words of
    all documents, `times` is how often the block uses the word.
    """

    word: Ints
    block: Ints
    times: Ints
    # Whether a row is the first of its word, and the last.
    opens: Flags
    closes: Flags

    @classmethod
    def of(cls, words: Words, kept: Flags, spans: Spans) -> Self:
        rows = np.flatnonzero(kept)
        block = words.block[rows]
        salt = spans.document.astype(np.uint64) * _SALT
        # Stem and block in one number, so that one sort of plain numbers brings equals together.
        # More than forty bits of the stem remain: words do not collide by accident.
        bits = np.uint64(spans.count.bit_length())
        key = words.stem[rows]
        key ^= salt[block]
        key >>= bits
        key <<= bits
        key |= block.astype(np.uint64)
        key.sort()
        begins = np.flatnonzero(_differs(key))
        times = np.diff(begins, append=len(key))
        key = key[begins]
        opens = _differs(key >> bits)
        return cls(
            word=np.cumsum(opens) - 1,
            block=(key & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64),
            times=times,
            opens=opens,
            closes=np.append(opens[1:], True) if len(opens) else opens,
        )


def _differs(numbers: Ints | Numbers) -> Flags:
    """Return whether each number differs from the one before it."""
    differs = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=differs[1:])
    return differs


def uses_of(words: Words, spans: Spans) -> Uses:
    """Return the uses of words that are long enough to show what a text is about."""
    return Uses.of(words, _are_telling(words), spans)


def _are_telling(words: Words) -> Flags:
    return words.length >= STEM - 2


def have_own_words(words: Words, uses: Uses, count: int) -> Flags:
    """Return which blocks surely have an inner word that occurs nowhere else."""
    is_edge = words.is_first | np.append(words.is_first[1:], True)
    edges = np.bincount(words.block[_are_telling(words) & is_edge], minlength=count)
    once = uses.opens & uses.closes & (uses.times == 1)
    return np.bincount(uses.block[once], minlength=count) > edges


def overlap_features(words: Words, uses: Uses, at: RunningText) -> Columns:
    """Return shares of a block's words that occur elsewhere: -1 for a block without words."""
    block = uses.block
    earliest, latest = _seen_in_long(uses, at)
    before, after = earliest < block, latest > block
    near = np.diff(block, prepend=-1) <= _NEAR
    near &= ~uses.opens
    shared_ahead = np.append(near, False)[1:]
    early = earliest < at.position_of(_EARLY)[block]
    counts = _counts((before, after, near, shared_ahead, early), block, at.spans.count)
    number = dict(zip(_COUNTED, (counts @ _COUNTS).T, strict=True))
    total = number["total"]
    some = np.maximum(1, total)

    def share(name: str) -> Doubles:
        return np.where(total > 0, number[name] / some, -1)

    return {
        "seen_before": share("before"),
        "seen_after": share("after"),
        "seen_either": share("either"),
        "unseen": np.minimum(total - number["either"], _MOST),
        "early": share("early"),
        "shared_behind": share("behind"),
        "shared_ahead": share("ahead"),
        **_known_ahead(block - earliest, block, total, at.spans),
        **_name_features(words, at.spans),
    }


def _counts(facts: Sequence[Flags], block: Ints, count: int) -> Doubles:
    """Return how many rows of each block have each combination of facts (blocks x combinations)."""
    combinations = 1 << len(facts)
    cell = block * combinations
    for number, fact in enumerate(facts):
        cell += fact.astype(np.int64) << number
    counts = np.bincount(cell, minlength=count * combinations).reshape(count, combinations)
    return counts.astype(np.float64)


def _combined() -> Doubles:
    """Return which combinations of five facts count for each of `_COUNTED` (32 x counts)."""
    before, after, behind, ahead, early = (
        np.array([bool(number >> fact & 1) for number in range(32)]) for fact in range(5)
    )
    every = np.ones(32, bool)
    rows = (every, before, after, before | after, before & early, behind, ahead)
    return np.array(rows, np.float64).T


_COUNTED: Final = ("total", "before", "after", "either", "early", "behind", "ahead")
_COUNTS: Final = _combined()


def _seen_in_long(uses: Uses, at: RunningText) -> tuple[Ints, Ints]:
    """Return the first and the last block of running text that uses each row's word."""
    in_long = np.flatnonzero(at.is_long[uses.block])
    word, block = uses.word[in_long], uses.block[in_long]
    words = int(uses.word[-1]) + 1 if len(uses.word) else 0
    earliest, latest = np.full(words, at.spans.count), np.full(words, -1)
    # Of several values for one word the last stays.
    earliest[word[::-1]] = block[::-1]
    latest[word] = block
    return earliest[uses.word], latest[uses.word]


def _known_ahead(since: Ints, block: Ints, total: Column, spans: Spans) -> Columns:
    """Return which share of the words of a block and the next four occurred before that block.

    `since` is how many positions before its own block a word first occurred in running text.
    """
    shared, words = np.zeros(spans.count), np.zeros(spans.count)
    farthest = _NEAR + 1
    cell = block * (farthest + 1) + np.clip(since, 0, farthest)
    counts = np.bincount(cell, minlength=spans.count * (farthest + 1)).reshape(spans.count, -1)
    for steps in range(_NEAR + 1):
        shared += spans.ahead(counts[:, steps + 1 :].sum(1), steps, 0)
        words += spans.ahead(total, steps, 0)
    known = np.where(words >= _FEWEST_WORDS, shared / np.maximum(1, words), -1)
    past = spans.ahead(known, -_NEAR - 1)
    change = np.where((known >= 0) & (past >= 0), known - past, 0)
    return {"known_ahead": known, "known_change": change}


def _name_features(words: Words, spans: Spans) -> Columns:
    """Return counts of capitalised words inside blocks: repeated names and new ones."""
    names = Uses.of(words, words.is_capital & ~words.is_first & (words.length > 2), spans)
    elsewhere = ~(names.opens & names.closes)
    total = np.bincount(names.block, minlength=spans.count)
    known = np.bincount(names.block[elsewhere], minlength=spans.count)
    return {
        "names": np.minimum(total, _MOST),
        "names_known": np.where(total > 0, known / np.maximum(1, total), -1),
        "names_new": np.minimum(total - known, _MOST),
    }
