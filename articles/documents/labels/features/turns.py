"""Where another text may begin: telling lines gone by, and running text that changes."""

from __future__ import annotations

from typing import Final

import numpy as np

from articles.documents.labels.features.running_text import Running
from articles.documents.labels.features.spans import Column, Columns

_LONGEST_MARKER: Final = 90
_MARKERS: Final = ("comment", "pointer", "author", "date", "subscribe", "social", "form")
_CONTRASTED: Final = (
    "ellipsis", "space_after", "space_before", "form_of_long", "early", "has_quotes", "n_speech",
    "share_function", "linked", "has_date",
)  # fmt: skip


def marker_signs(found: Columns, size: Column, at: Running) -> Columns:
    """Short lines of a telling kind that stood before, once the article had begun."""
    short = (size < _LONGEST_MARKER) & (at.before >= 2)
    signs: Columns = {}
    for kind in _MARKERS:
        marks = short & (found[f"n_{kind}"] > 0)
        signs[f"past_{kind}"] = np.minimum(at.spans.before(marks), 5)
        signs[f"since_{kind}"] = np.minimum(at.spans.since(marks), 40)
    return signs


def contrast_signs(found: Columns, at: Running) -> Columns:
    """Running text from here on against that before: where they differ, another text begins."""
    spans = at.spans
    from_here = at.longs - at.before
    can_tell = (at.before >= 2) & (from_here >= 1)
    values = np.array([found[name] for name in _CONTRASTED], np.float64)
    running = spans.running(np.maximum(values, 0) * at.is_long)
    past = running[:, spans.place + spans.document]
    ahead = (running[:, spans.end + spans.document] - past) / np.maximum(1, from_here)
    change = np.where(can_tell, ahead - past / np.maximum(1, at.before), 0)
    signs: Columns = {}
    for number, name in enumerate(_CONTRASTED):
        signs |= {f"ahead_{name}": ahead[number], f"change_{name}": change[number]}
    return signs
