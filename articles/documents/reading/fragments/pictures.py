"""Pictures of a fragment: their tags, with the addresses that lazy loading hides."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urljoin

from articles.documents.article.kinds import Kind
from articles.documents.reading.fragments.tokens import tag_attributes
from articles.documents.source import Piece, Scope
from articles.documents.urls.safe_url import safe_url

TAGS: Final = frozenset({"img", "amp-img"})
# Those of a script that loads a picture when it is seen come first: then `src` is a stand-in.
_ADDRESSES: Final = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_NEXT_OF_SET: Final = re.compile(r",\s+")
# More pixels than a page needs are slow to load.
WIDEST: Final = 2_048
_TINY: Final = 3
_EMOJI: Final = re.compile(r"(?i)(?:^|\s)(?:wp-smiley|emoji|twemoji|smiley)(?:\s|$)")
_PIXELS: Final = re.compile(r"\s*(\d{1,6})(?:px)?\s*")


def address_of(text: object, base: str = "") -> str:
    """Return an address of the web, "" for another one, or a relative one without a base."""
    if not isinstance(text, str) or not text.strip():
        return ""
    try:
        url = safe_url(urljoin(base, text.strip()) if base else text) or ""
    except ValueError:
        return ""
    return url if url.lower().startswith(("http://", "https://")) else ""


def picture_piece(
    source: str, caption: str = "", *, alt: str = "", credit: str = "", **more: Any
) -> Piece:
    """Return a picture as its author placed it."""
    said = {"source": source, "alt": alt, "credit": credit, **more}
    attributes = {name: value for name, value in said.items() if value}
    return Piece(caption, "", "", Scope.TEXT, Kind.PICTURE.value, attributes)


def picture_of(tag: str, base: str, scope: Scope = Scope.TEXT) -> Piece | None:
    """Return the picture of a tag; None where it has no address or nobody is to see it."""
    said = tag_attributes(tag)
    if _is_tiny(said):
        return None
    source = _source(said, base)
    if not source:
        return None
    return picture_piece(source, alt=said.get("alt", ""))._replace(scope=scope)


def words_of_picture(tag: str) -> str | None:
    """Return the character that a picture stands for, such as an emoji; None for others."""
    if "class" not in tag:
        return None
    said = tag_attributes(tag)
    return said.get("alt") if _EMOJI.search(said.get("class", "")) else None


def is_icon(tag: str) -> bool:
    """Return whether a picture is as small as a sign among words."""
    said = tag_attributes(tag)
    return any(0 < _pixels(said.get(side, "")) <= 48 for side in ("width", "height"))


def _is_tiny(said: dict[str, str]) -> bool:
    return any(
        said.get(side) in ("0", "0px") or 0 < _pixels(said.get(side, "")) < _TINY
        for side in ("width", "height")
    )


def _pixels(written: str) -> int:
    found = _PIXELS.fullmatch(written)
    return int(found[1]) if found else 0


def _source(said: dict[str, str], base: str) -> str:
    for name in _ADDRESSES:
        if source := address_of(said.get(name), base):
            return source
    return next(filter(None, (_best_of(said.get(name, ""), base) for name in _SETS)), "")


def _best_of(written: str, base: str) -> str:
    """Return the widest picture of a set that a page needs, else the narrowest."""
    found = []
    for each in _NEXT_OF_SET.split(written):
        url, _, size = each.strip().partition(" ")
        width = size.strip().removesuffix("w")
        if address := address_of(url, base):
            found.append((address, int(width) if width.isdecimal() else 0))
    within = [each for each in found if each[1] <= WIDEST]
    best = max(within, key=lambda each: each[1]) if within else min(found, default=("", 0))
    return best[0]
