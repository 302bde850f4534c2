"""Strings of a scrape that hold more than a paragraph: each becomes the pieces that are in it.

A scraper saves a page's strings as it finds them: a figure, a table, a list may be one of them.
Strings with nothing but text, as most are, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from articles.documents.markup import visible_text
from articles.documents.reading.pages.page_shaping import shapes_in
from articles.documents.source import Contents, Piece, Remark

# What a string may hold that is no paragraph. The first character is a literal, to be found fast.
_SHAPED: Final = re.compile(
    r"<(?i:figure|img|amp-img|picture|table|ul|ol|iframe|video|audio|pre|hr"
    r"|blockquote|aside|details)[\s/>]"
)
_search: Final = _SHAPED.search
# Tags whose inner HTML alone says little.
_WRAPPED: Final = frozenset(
    {
        *("aside", "blockquote", "details", "figure", "ol", "pre", "table", "ul"),
    }
)
_TAGS: Final = _WRAPPED | {"hr"}
_FIRST: Final = ("1.", "1)")
_CAPTION: Final = re.compile(
    r"(?i)\s*(?:image caption|photo caption|bildunterschrift|bildtext|légende|pie de foto)"
    r"\s*[:,]\s*(?=\S)"
)
_CREDIT: Final = re.compile(r"(?i)\s*(?:image|photo)\s(?:source|credit|copyright)\s*[:,]\s*(?=\S)")
_LONGEST_CREDIT: Final = 300
_NUMBERED: Final = re.compile(r"\s*+(\d{1,3})[.)]\s++(?=\S)")
# A longer one is rather a paragraph that its author has numbered.
_LONGEST_ITEM: Final = 400
_FEWEST_ITEMS: Final = 2
_ITEM_TAGS: Final = frozenset({"", "p", "li"})


def with_shaped_strings(contents: Contents) -> Contents:
    """Return the contents of a document, the strings of a scrape as what they hold."""
    if not contents.are_strings:
        return contents
    pieces = shaped_strings(contents.pieces, contents.metadata.url)
    return replace(contents, pieces=pieces, are_strings=False)


def shaped_strings(pieces: tuple[Piece, ...], base: str = "") -> tuple[Piece, ...]:
    """Return the strings of a scrape, those that hold more than a paragraph as what they hold.

    `base` is the address that relative ones belong to.
    """
    # A glance at most of them: they have text alone.
    if any([piece[1] in _TAGS or _search(piece[0]) for piece in pieces]):
        pieces = tuple(_captioned([each for piece in pieces for each in _split(piece, base)]))
    if any([piece[0].lstrip()[:2] in _FIRST for piece in pieces]):
        return tuple(_numbered(pieces))
    return pieces


def _may_hold_more(piece: Piece) -> bool:
    if piece.kind or piece.attributes:
        return False
    return piece.tag in _TAGS or _search(piece.html) is not None


def _split(piece: Piece, base: str) -> Sequence[Piece]:
    if not _may_hold_more(piece):
        return (piece,)
    if piece.tag == "hr":
        return (piece._replace(kind="rule", tag=""),) if not piece.html.strip() else (piece,)
    html = piece.html
    if piece.tag in _WRAPPED and f"<{piece.tag}" not in html[:20].lower():
        html = f"<{piece.tag}>{html}</{piece.tag}>"
    found = shapes_in(html, base)
    inside = [_as_string(each, piece) for each in found.pieces]
    is_quote = [each.tag for each in inside] == ["blockquote"]
    if not is_quote and not any(p.kind or p.attributes for p in inside) and len(inside) < 2:
        inside = [piece] if not found.left_out else inside or [piece._replace(html="")]
    if found.left_out:
        inside[-1] = inside[-1]._replace(left_out=found.left_out)
    return inside


def _as_string(found: Piece, piece: Piece) -> Piece:
    """Return what was found in a string under the tag of this, where it has none of its own."""
    tag = piece.tag if found.tag == "p" and piece.tag not in _WRAPPED else found.tag
    return found._replace(tag=tag, label=piece.label or found.label, scope=piece.scope)


def _captioned(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, a caption by its mark or its tag with the picture before it."""
    before: Piece | None = None
    for piece in pieces:
        if before is not None and (both := _with_words(before, piece)):
            before = both
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _with_words(picture: Piece, words: Piece) -> Piece | None:
    """Return a picture with a string that belongs to it; None for another."""
    if picture.kind != "picture" or words.kind or words.label:
        return None
    said = dict(picture.attributes or {})
    if credit := _CREDIT.match(words.html):
        text = visible_text(words.html[credit.end() :])
        if "credit" in said or len(text) > _LONGEST_CREDIT or "<" in text:
            return None
        found = picture._replace(attributes={**said, "credit": text})
        return _with_mark(found, credit[0])
    mark = _CAPTION.match(words.html)
    if picture.html or not (mark or words.tag == "figcaption"):
        return None
    found = picture._replace(html=words.html[mark.end() if mark else 0 :])
    return _with_mark(found, mark[0]) if mark else found


def _with_mark(picture: Piece, mark: str) -> Piece:
    remark = Remark("mark", "caption", mark.strip())
    return picture._replace(left_out=(*picture.left_out, remark))


@dataclass(slots=True)
class _Run:
    """Strings in a row that are numbered from 1."""

    pieces: list[Piece] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)

    def takes(self, piece: Piece) -> bool:
        found = _NUMBERED.match(piece.html)
        is_next = found and int(found[1]) == len(self.items) + 1 and _may_be_item(piece)
        if not found or not is_next:
            return False
        self.pieces.append(piece)
        html = piece.html[found.end() :]
        self.items.append(piece._replace(html=html, tag="li", attributes={"list": "ol"}))
        return True

    def ended(self) -> list[Piece]:
        return self.items if len(self.items) >= _FEWEST_ITEMS else self.pieces


def _may_be_item(piece: Piece) -> bool:
    is_plain = not (piece.kind or piece.label or piece.attributes)
    return is_plain and piece.tag in _ITEM_TAGS and len(piece.html) <= _LONGEST_ITEM


def _numbered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those in a row that are numbered from 1 as the items of a list."""
    run = _Run()
    for piece in pieces:
        if run.takes(piece):
            continue
        yield from run.ended()
        run = _Run()
        if not run.takes(piece):
            yield piece
    yield from run.ended()
