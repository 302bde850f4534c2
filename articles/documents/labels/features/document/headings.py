"""Find lines that look like headings, by their neighbours and their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.features.document.running_text import RunningText
from articles.documents.labels.features.spans import Column, Columns, Flags, Ints

LONGEST_HEADING: Final = 120
_MOST_ALIKE: Final = 8


def heading_features(
    blocks: Sequence[Block], is_heading: Flags, found: Columns, size: Column, at: RunningText
) -> Columns:
    """Return features of short lines that are bold or tagged as headings, and of plain short lines.

    `is_heading` is set for headings by tag, `found` holds the features of each block by itself,
    `size` is the length of each.
    """
    short = (size <= LONGEST_HEADING) & ~found["empty"]
    headlike = short & ((found["bold"] > 0) | is_heading)
    inside = (at.before > 0) & (at.after > 0)
    next_long = at.spans.ahead(at.is_long, 1, 0) > 0
    plain = short & ~headlike & ~found["ends"]
    return {
        **_beside(headlike, inside, next_long, at),
        "head_ends": headlike & found["ends"],
        "head_linked": headlike & (found["linked"] > 0.8),
        "head_alike": _alike(blocks, headlike & inside, found["bold"], at.spans.document),
        "plain_inside_then_long": plain & inside & next_long,
        "plain_inside": plain & inside,
        "item_inside": found["tag_li"] & inside & (found["linked"] < 0.5),
        "item_linked": found["tag_li"] & (found["linked"] >= 0.5),
        "long_first": at.is_long & (at.before == 0),
        "short_first": (at.before == 0) & ~at.is_long & found["ends"],
    }


def _beside(headlike: Flags, inside: Flags, next_long: Flags, at: RunningText) -> Columns:
    """Return what directly precedes and follows a line that looks like a heading."""
    second_long = at.spans.ahead(at.is_long, 2, 0) > 0
    return {
        "headlike": headlike,
        "head_then_long": headlike & next_long,
        "head_near_long": headlike & (next_long | second_long),
        "head_inside": headlike & inside,
        "head_inside_then_long": headlike & inside & next_long,
        "head_then_head": headlike & (at.spans.ahead(headlike, 1, 0) > 0),
        "head_after_long": headlike & (at.spans.ahead(at.is_long, -1, 0) > 0),
        "head_first": headlike & (at.before == 0),
        "head_last": headlike & (at.after == 0),
    }


def _alike(blocks: Sequence[Block], is_head: Flags, bold: Column, document: Ints) -> Ints:
    """Return how many headings of a document share tag and boldness; 0 for blocks that are none."""
    positions = np.flatnonzero(is_head).tolist()
    levels = [
        (document[position], blocks[position].tag, bold[position] > 0) for position in positions
    ]
    times = Counter(levels)
    alike = np.zeros(len(blocks), np.int64)
    alike[positions] = [min(times[level], _MOST_ALIKE) for level in levels]
    return alike
