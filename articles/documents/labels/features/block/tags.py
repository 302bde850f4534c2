"""The tags of blocks as numbers, to compare many at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Final

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.features.spans import Flags, Ints

HEADING_TAGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NONE: Final = ""
_KNOWN: Final = (_NONE, *HEADING_TAGS, "p", "li", "blockquote", "figcaption")
_NUMBERS: Final = {tag: number for number, tag in enumerate(_KNOWN)}
_UNKNOWN: Final = len(_KNOWN)


def tag_numbers(blocks: Sequence[Block]) -> Ints:
    """Return the number of each block's tag."""
    tags = [block.tag for block in blocks]
    return np.fromiter(map(_NUMBERS.get, tags, repeat(_UNKNOWN)), np.int64, len(tags))


def have_tag(tag: str, tags: Ints) -> Flags:
    """Return which blocks have this tag, one of `_KNOWN`."""
    same: Flags = tags == _NUMBERS[tag]
    return same


def have_any(tags: Ints) -> Flags:
    """Return which blocks have a tag at all."""
    any_: Flags = tags != _NUMBERS[_NONE]
    return any_


def are_headings(tags: Ints) -> Flags:
    """Return which blocks are headings by their tags."""
    return (tags >= _NUMBERS[HEADING_TAGS[0]]) & (tags <= _NUMBERS[HEADING_TAGS[-1]])
