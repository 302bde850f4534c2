"""Find texts that occur elsewhere in the same document, alone or within another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from articles.documents.labels.features.spans import Column, Columns, Flags, Ints, Spans
from articles.documents.labels.features.words.stems import Numbers, mixed

_EDGE_MARKS: Final = " \"'“”„‟«»‹›‘’‚.…,;:!?()[]"
_SHORTEST: Final = 15
_LONGEST: Final = 300
# Of more texts in a document, those that surely occur once are sorted out first: the search goes
# through the whole document for each.
_MANY: Final = 300


def repeat_features(texts: Sequence[str], length: Column, have_own: Flags, spans: Spans) -> Columns:
    """Return which texts occur twice in their document, and which occur within another text.

    `have_own` is set for texts with an inner word that occurs nowhere else in their document: those
    need no search. A first or last word would not do, since it may be cut from a longer one.
    `length` is that of each text.
    """
    within, twice = np.zeros(len(texts), bool), np.zeros(len(texts), bool)
    for start, end in spans.bounds:
        own = texts[start:end]
        if len(set(own)) < len(own):
            twice[start:end] = _twice(own)
    candidates = ~have_own & ~twice & (length >= _SHORTEST)
    for start, end in spans.bounds:
        if chosen := np.flatnonzero(candidates[start:end]).tolist():
            within[[start + number for number in _within(texts[start:end], chosen)]] = True
    return {"within": within, "twice": twice}


def _twice(texts: Sequence[str]) -> list[bool]:
    times = Counter(texts)
    return [text != "" and times[text] > 1 for text in texts]


def _within(texts: Sequence[str], candidates: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of those candidates that occur once more in their document, of `texts`."""
    whole = "\n".join(texts)
    cores = {number: texts[number].strip(_EDGE_MARKS) for number in candidates}
    cores = {n: core for n, core in cores.items() if _SHORTEST <= len(core) <= _LONGEST}
    if len(cores) > _MANY:
        cores = _perhaps_twice(cores, texts, whole)
    for number, core in cores.items():
        if whole.find(core, whole.find(core) + 1) >= 0:
            yield number


def _perhaps_twice(cores: dict[int, str], texts: Sequence[str], whole: str) -> dict[int, str]:
    """Return those of which beginning and end, together the whole core, occur twice."""
    numbers = list(cores)
    before = np.cumsum([0, *(len(text) + 1 for text in texts)])[numbers]
    begins = before + [texts[number].index(core) for number, core in cores.items()]
    lengths = np.array([len(core) for core in cores.values()])
    possible = np.ones(len(cores), bool)
    # At each character a number for it and those that follow, twice as many with each turn.
    ahead = np.frombuffer(whole.encode("utf-32-le"), np.uint32).astype(np.uint64)
    width = 1
    while width <= _LONGEST:
        own = np.flatnonzero((width <= lengths) & (lengths < 2 * width))
        if len(own):
            times = _times(ahead)
            ends = begins[own] + lengths[own] - width
            possible[own] = (times[begins[own]] > 1) & (times[ends] > 1)
        ahead = mixed(ahead[:-width], ahead[width:])
        width *= 2
    return {numbers[place]: cores[numbers[place]] for place in np.flatnonzero(possible).tolist()}


def _times(numbers: Numbers) -> Ints:
    """Return how often each number occurs, or more: some share a place of the table."""
    places = (numbers >> np.uint64(62 - len(numbers).bit_length())).astype(np.int64)
    times: Ints = np.bincount(places)[places]
    return times
