"""Describe how a block was written: what is bold or linked in it, its tags and classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final, Self

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.features.block.tags import have_tag
from articles.documents.labels.features.spans import Columns, Floats, Ints
from articles.documents.source import Scope

_TAGS: Final = ("p", "h2", "h3", "h4", "li", "blockquote", "figcaption")
_LINK: Final = re.compile(r"<a [^>]*>([^<]*(?:<(?!/a>)[^<]*)*)</a>")
_STRONG: Final = re.compile(r"<strong>.*?</strong>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")
# The lookahead leaves the value to be searched on, for pages that forget a closing quote.
# Without IGNORECASE, which would try every position.
_CLASS: Final = re.compile(r'[cC][lL][aA][sS][sS]="(?=([^"]*))')
# What designers call the elements of a page, in the English that they all write.
_TELLING: Final = re.compile(
    r"caption|credit|legend|author|byline|date|time|publish|meta|newsletter|signup|"
    r"subscri|paywall|promo|related|recommend|teaser|card|more|trending|aside|sidebar|title|"
    r"headline|kicker|label|share|social|follow|comment|button|btn|icon|advert|sponsor|hidden|"
    r"sr-only|screen",
    re.IGNORECASE,
)
_MARKUP_SIGNS: Final = (
    "bold", "some_bold", "starts_bold", "italic", "linked", "links", "starts_link",
)  # fmt: skip


def markup_features(blocks: Sequence[Block]) -> Columns:
    """Return what is marked in the clean markup of each block: bold, italic, links."""
    rows: Floats = np.zeros((len(_MARKUP_SIGNS), len(blocks)), np.float32)
    marked = [position for position, block in enumerate(blocks) if "<" in block.markup]
    if marked:
        rows[:, marked] = np.array([_marks(blocks[position]) for position in marked], np.float32).T
    return dict(zip(_MARKUP_SIGNS, rows, strict=True))


def _marks(block: Block) -> tuple[float, ...]:
    code = block.markup
    links = _LINK.findall(code) if "<a " in code else []
    linked = sum(len(_TAG.sub("", text) if "<" in text else text) for text in links) / max(
        1, len(block.text)
    )
    return (
        wholly_bold(code),
        "<strong>" in code,
        code.startswith("<strong>"),
        code.startswith("<em>") and code.endswith("</em>"),
        linked,
        len(links),
        code.startswith("<a "),
    )


def wholly_bold(code: str) -> bool:
    """Return whether all but at most one character of clean markup is bold."""
    if "<strong>" not in code:
        return False
    if code.startswith("<strong>") and code.find("</strong>") == len(code) - len("</strong>"):
        return True
    plain = unescape(_TAG.sub("", _STRONG.sub("", code)))
    return len(plain.strip()) <= 1


@dataclass(frozen=True, slots=True)
class Strings:
    """The strings of blocks as received, and the positions of those that hold more than plain text.

    `marked` are the positions of those with a tag, `padded` of those with space at an end.
    """

    htmls: Sequence[str]
    marked: Sequence[int]
    padded: Sequence[int]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Self:
        htmls = [block.html or block.markup for block in blocks]
        return cls(
            htmls=htmls,
            marked=[position for position, html in enumerate(htmls) if "<" in html],
            padded=[position for position, html in enumerate(htmls) if html.strip() != html],
        )


def source_features(
    blocks: Sequence[Block], strings: Strings, tags: Ints, length: Floats
) -> Columns:
    """Return space, tags and classes of strings as received; `length` is of the visible text."""
    htmls, marked, padded = strings.htmls, strings.marked, strings.padded
    count = len(htmls)
    broken = [position for position, html in enumerate(htmls) if "\n" in html]
    cleaned = [position for position, block in enumerate(blocks) if block.removed]
    sizes = np.fromiter(map(len, htmls), np.int64, count)
    found: Columns = {
        "space_before": _put(count, padded, [htmls[position][:1].isspace() for position in padded]),
        "space_after": _put(count, padded, [htmls[position][-1:].isspace() for position in padded]),
        "lines": np.minimum(_put(count, broken, [htmls[p].count("\n") for p in broken]), 6),
        "tags": np.minimum(_put(count, marked, [htmls[p].count("<") for p in marked]), 20),
        "density": sizes / (length + 1),
        "class_words": _put(count, marked, [_has_telling_class(htmls[p]) for p in marked]),
        "extracted": np.array([block.scope is Scope.EXTRACT for block in blocks], bool),
        "span": _put(count, marked, ["<span" in htmls[position] for position in marked]),
        "removed": np.minimum(_put(count, cleaned, [len(blocks[p].removed) for p in cleaned]), 6),
    }
    return found | {f"tag_{tag}": have_tag(tag, tags) for tag in _TAGS}


def _put(count: int, positions: Sequence[int], values: Sequence[int]) -> Ints:
    """Return a column with the values at their positions and 0 elsewhere."""
    column = np.zeros(count, np.int64)
    column[positions] = values
    return column


def _has_telling_class(html: str) -> bool:
    return "class=" in html and any(map(_tells, _CLASS.findall(html)))


# A page has few classes and many elements.
@lru_cache(maxsize=4096)
def _tells(classes: str) -> bool:
    return _TELLING.search(classes) is not None
