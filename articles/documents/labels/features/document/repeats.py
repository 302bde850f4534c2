"""Find texts that occur elsewhere in the same document, alone or within another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from articles.documents.labels.features.spans import Column, Columns, Flags, Spans

_EDGE_MARKS: Final = " \"'“”„‟«»‹›‘’‚.…,;:!?()[]"
_SHORTEST: Final = 15
_LONGEST: Final = 300


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
    candidates = np.flatnonzero(~have_own & ~twice & (length >= _SHORTEST)).tolist()
    within[list(_within(texts, candidates, spans))] = True
    return {"within": within, "twice": twice}


def _twice(texts: Sequence[str]) -> list[bool]:
    times = Counter(texts)
    return [text != "" and times[text] > 1 for text in texts]


def _within(texts: Sequence[str], candidates: Sequence[int], spans: Spans) -> Iterator[int]:
    """Yield those of the candidates that occur once more in their document."""
    wholes: dict[int, str] = {}
    bounds = spans.bounds
    for position in candidates:
        core = texts[position].strip(_EDGE_MARKS)
        if _SHORTEST <= len(core) <= _LONGEST:
            number = int(spans.document[position])
            whole = wholes.get(number) or "\n".join(texts[slice(*bounds[number])])
            wholes[number] = whole
            if whole.find(core, whole.find(core) + 1) >= 0:
                yield position
