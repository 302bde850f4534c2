"""Texts that stand elsewhere in the same document, alone or within another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from articles.documents.labels.signs.spans import Columns, Flags, Spans

_EDGE_MARKS: Final = " \"'“”„‟«»‹›‘’‚.…,;:!?()[]"
_SHORTEST: Final = 15
_LONGEST: Final = 300


def repeat_signs(texts: Sequence[str], have_own: Flags, spans: Spans) -> Columns:
    """`have_own` says which texts have a word inside that stands nowhere else in their document.

    Those need no search. A first or last word would not do: it may be part of a longer one.
    """
    within, twice = np.zeros(len(texts), bool), np.zeros(len(texts), bool)
    for start, end in spans.bounds:
        own = texts[start:end]
        twice[start:end] = _twice(own)
        candidates = np.flatnonzero(~have_own[start:end] & ~twice[start:end]).tolist()
        within[[start + place for place in _within(own, candidates)]] = True
    return {"within": within, "twice": twice}


def _twice(texts: Sequence[str]) -> list[bool]:
    times = Counter(texts)
    return [text != "" and times[text] > 1 for text in texts]


def _within(texts: Sequence[str], candidates: Sequence[int]) -> Iterator[int]:
    """Yield those of the candidates that stand in the document once more."""
    whole = "\n".join(texts) if candidates else ""
    for place in candidates:
        core = texts[place].strip(_EDGE_MARKS)
        if _SHORTEST <= len(core) <= _LONGEST and whole.find(core, whole.find(core) + 1) >= 0:
            yield place
