"""Find where another text may begin: after telling lines, and where running text changes."""

from __future__ import annotations

from typing import Final

import numpy as np

from articles.documents.labels.features.document.running_text import RunningText
from articles.documents.labels.features.spans import Column, Columns

_LONGEST_MARKER: Final = 90
_MARKERS: Final = ("comment", "pointer", "author", "date", "subscribe", "social", "form")
_CONTRASTED: Final = (
    "ellipsis", "space_after", "space_before", "form_of_long", "early", "has_quotes", "n_speech",
    "share_function", "linked", "has_date",
)  # fmt: skip


def marker_features(found: Columns, size: Column, at: RunningText) -> Columns:
    """Return the number of telling short lines since the article began, and their distance."""
    short = (size < _LONGEST_MARKER) & (at.before >= 2)
    result: Columns = {}
    for kind in _MARKERS:
        marks = short & (found[f"n_{kind}"] > 0)
        result[f"past_{kind}"] = np.minimum(at.spans.before(marks), 5)
        result[f"since_{kind}"] = np.minimum(at.spans.since(marks), 40)
    return result


def contrast_features(found: Columns, at: RunningText) -> Columns:
    """Return how running text from here on differs from that before it."""
    spans = at.spans
    from_here = at.longs - at.before
    can_tell = (at.before >= 2) & (from_here >= 1)
    values = np.array([found[name] for name in _CONTRASTED], np.float64)
    running = spans.running(np.maximum(values, 0) * at.is_long)
    past = running[:, spans.position + spans.document]
    ahead = (running[:, spans.end + spans.document] - past) / np.maximum(1, from_here)
    change = np.where(can_tell, ahead - past / np.maximum(1, at.before), 0)
    result: Columns = {}
    for number, name in enumerate(_CONTRASTED):
        result |= {f"ahead_{name}": ahead[number], f"change_{name}": change[number]}
    return result
