"""The features of a block's neighbours, and their means over windows."""

from __future__ import annotations

from typing import Final

import numpy as np

from articles.documents.labels.features.spans import Columns, Doubles, Floats, Ints, Spans

# The value beyond the first or last block of a document.
NOTHING: Final = -9.0
_SIDES: Final = (-2, -1, 1, 2)
_NEIGHBOURLY: Final = (
    "size", "ends", "linked", "bold", "space_before", "is_long", "seen_either", "form_of_long",
    "shape_of_long", "form_share", "density", "capitals", "sentences", "has_date", "empty",
    "within", "twice", "links", "starts_upper", "commas", "tag_h2", "tag_h3", "tag_li",
    "tag_figcaption", "ends_colon", "class_words", "digits", "italic", "kinds",
    "share_function", "n_speech", "n_pointer", "n_picture", "n_author", "n_comment", "n_date",
    "starts_quote", "ends_bracket", "ends_lower", "headlike", "names_known", "shared_ahead",
    "shared_behind",
)  # fmt: skip
_WIDTHS: Final = (4, 10, 40)
_WINDOWED: Final = (
    "is_long", "size", "linked", "class_words", "seen_either", "space_before", "kinds", "ends",
    "share_function", "n_speech", "form_of_long", "shape_of_long", "capitals",
    "names_known", "shared_ahead",
)  # fmt: skip

NAMES: Final = (
    *(f"{name}@{side}" for side in _SIDES for name in _NEIGHBOURLY),
    *(f"{name}{side}{width}" for width in _WIDTHS for name in _WINDOWED for side in "<>"),
)


def fill_in(table: Floats, own: Columns, spans: Spans) -> None:
    """Write a row for each of `NAMES` into the table, from the blocks' own features."""
    values = np.array([own[name] for name in _NEIGHBOURLY], np.float32)
    chunks = np.split(table[: len(_SIDES) * len(values)], len(_SIDES))
    for chunk, side in zip(chunks, _SIDES, strict=True):
        _fill_neighbours(chunk, values, side, spans)
    _fill_windows(table[len(_SIDES) * len(values) :], own, spans)


def _fill_neighbours(rows: Floats, values: Floats, side: int, spans: Spans) -> None:
    if side > 0:
        rows[:, :-side] = values[:, side:]
    else:
        rows[:, -side:] = values[:, :side]
    where = spans.position + side
    rows[:, (where < spans.first) | (where >= spans.end)] = NOTHING


def _fill_windows(rows: Floats, own: Columns, spans: Spans) -> None:
    """Write the means over the blocks before and after each, as far as its document goes."""
    # By blocks, whose rows are then picked as wholes.
    running = np.ascontiguousarray(
        spans.running(np.array([own[name] for name in _WINDOWED], np.float64)).T
    )
    here, document = spans.position + spans.document, spans.document
    before, past = running[here], running[here + 1]
    for chunk, width in zip(np.split(rows, len(_WIDTHS)), _WIDTHS, strict=True):
        low = np.maximum(spans.first, spans.position - width)
        high = np.minimum(spans.end, spans.position + 1 + width)
        _fill_means(chunk[::2], before - running[low + document], spans.position - low)
        _fill_means(chunk[1::2], running[high + document] - past, high - spans.position - 1)


def _fill_means(rows: Floats, sums: Doubles, number: Ints) -> None:
    sums /= np.maximum(1.0, number)[:, None]
    rows[:] = sums.T
