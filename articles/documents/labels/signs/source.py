"""How a block was written: what is bold or linked in it, its tags and classes as received."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import Final

import numpy as np

from articles.documents.blocks import Block
from articles.documents.labels.signs.spans import Columns, Doubles, Floats

_TAGS: Final = ("p", "h2", "h3", "h4", "li", "blockquote", "figcaption")
_LINK: Final = re.compile(r"<a [^>]*>([^<]*(?:<(?!/a>)[^<]*)*)</a>")
_STRONG: Final = re.compile(r"<strong>.*?</strong>", re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")
# The lookahead leaves the value to be searched on, for pages that forget a closing quote.
# Without IGNORECASE, which would try every place.
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


def markup_signs(blocks: Sequence[Block]) -> Columns:
    """What is marked in the clean markup of each block: bold, italic, links."""
    rows: Floats = np.zeros((len(_MARKUP_SIGNS), len(blocks)), np.float32)
    marked = [place for place, block in enumerate(blocks) if "<" in block.markup]
    if marked:
        rows[:, marked] = np.array([_marks(blocks[place]) for place in marked], np.float32).T
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
    """Whether all but a character of clean markup is bold."""
    if "<strong>" not in code:
        return False
    plain = unescape(_TAG.sub("", _STRONG.sub("", code)))
    return len(plain.strip()) <= 1


def source_signs(blocks: Sequence[Block], htmls: Sequence[str], length: Doubles) -> Columns:
    """Space, tags and classes of the strings as received; `length` is that of what is visible."""
    tags = np.array([html.count("<") for html in htmls])
    found: Columns = {
        "space_before": np.array([html[:1].isspace() for html in htmls], bool),
        "space_after": np.array([html[-1:].isspace() for html in htmls], bool),
        "lines": np.minimum([html.count("\n") for html in htmls], 6),
        "tags": np.minimum(tags, 20),
        "density": np.array([len(html) for html in htmls]) / (length + 1),
        "class_words": np.array([_has_telling_class(html) for html in htmls], bool),
        "span": np.array(["<span" in html for html in htmls], bool),
        "removed": np.minimum([len(block.removed) for block in blocks], 6),
    }
    number = {tag: number for number, tag in enumerate(_TAGS)}
    tag_of = np.array([number.get(block.tag, -1) for block in blocks])
    return found | {f"tag_{tag}": tag_of == number for number, tag in enumerate(_TAGS)}


def _has_telling_class(html: str) -> bool:
    return "class=" in html and any(map(_tells, _CLASS.findall(html)))


# A page has few classes and many elements.
@lru_cache(maxsize=4096)
def _tells(classes: str) -> bool:
    return _TELLING.search(classes) is not None
