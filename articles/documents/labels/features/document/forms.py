"""Compare how a block's source is written with the running text of its document."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from articles.documents.labels.features.block.source import Strings
from articles.documents.labels.features.document.running_text import RunningText
from articles.documents.labels.features.spans import Column, Columns, Flags, Ints, Spans

# Tags of a page's making; those of a text's (links, bold) are anybody's.
_PAGE_TAG: Final = re.compile(r"<(?!(?:a|b|strong|em|i|br)\b)([a-zA-Z]\w*)")
_CLASSES: Final = re.compile(r'class="([^"]*)"')
_DIGITS: Final = re.compile(r"\d+")
_LONGEST_RUN: Final = 8
_MOST: Final = 3

Shape = tuple[bool, bool, tuple[str, ...]]
Form = tuple[Shape, str]

_PLAIN: Final[Form] = (False, False, ()), ""


def form_features(strings: Strings, empty: Flags, length: Column, at: RunningText) -> Columns:
    """Return how many blocks share a block's form, and how near its neighbours are in length.

    `length` is that of the visible text of each block, `empty` is set where there is none.
    """
    spans = at.spans
    form, shape = _numbered(strings, spans)
    others = np.maximum(1, at.longs - at.is_long)
    found: Columns = {
        "shape_of_long": _like(shape, at.is_long) / others,
        "form_of_long": _like(form, at.is_long) / others,
        "form_share": np.bincount(form)[form] / (spans.end - spans.first),
    }
    alike = ~empty
    alike[1:] &= form[1:] == form[:-1]
    return found | _runs(alike, spans) | _sizes(length, spans)


def _numbered(strings: Strings, spans: Spans) -> tuple[Ints, Ints]:
    """Return the form and the shape of each string as numbers, which no two documents share."""
    # That of plain text is the number of its document.
    form, shape = spans.document.copy(), spans.document.copy()
    forms: dict[tuple[int, Form], int] = {}
    shapes: dict[tuple[int, Shape], int] = {}
    plain = len(spans.lengths)
    for position in {*strings.marked, *strings.padded}:
        document, found = int(form[position]), _form(strings.htmls[position])
        if found != _PLAIN:
            form[position] = forms.setdefault((document, found), plain + len(forms))
        if found[0] != _PLAIN[0]:
            shape[position] = shapes.setdefault((document, found[0]), plain + len(shapes))
    return form, shape


def _form(html: str) -> Form:
    """Return the form of a string: its shape (space at its ends, first tags) and its classes."""
    before, after = html[:1].isspace(), html[-1:].isspace()
    if "<" not in html:
        return (before, after, ()), ""
    tags = tuple(_PAGE_TAG.findall(html)[:_MOST])
    if "class=" not in html:
        return (before, after, tags), ""
    classes = " ".join(_CLASSES.findall(html)[:_MOST])
    return (before, after, tags), _DIGITS.sub("", classes)[:60]


def _like(key: Ints, is_long: Flags) -> Ints:
    """Return how many other long blocks have the block's key."""
    times: Ints = np.bincount(key[is_long], minlength=key.max() + 1)[key] - is_long
    return times


def _runs(alike: Flags, spans: Spans) -> Columns:
    """Return how many blocks of the same form follow each other behind a block and ahead of it."""
    breaks = np.append(~alike[1:], True)
    ahead = np.where(breaks, 0, spans.until(breaks))
    return {
        "run_behind": np.minimum(
            spans.since(~alike | (spans.position == spans.first)), _LONGEST_RUN
        ),
        "run_ahead": np.minimum(ahead, _LONGEST_RUN),
    }


def _sizes(length: Column, spans: Spans) -> Columns:
    """Return how near in length the neighbours are: the shorter divided by the longer."""
    found: Columns = {}
    for name, side in (("size_behind", -1), ("size_ahead", 1)):
        other = spans.ahead(length, side, 0)
        longer = np.maximum(1, np.maximum(other, length))
        found[name] = np.minimum(other, length) / longer
    return found
