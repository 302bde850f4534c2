"""Pictures of a fragment: their tags, with the addresses that lazy loading hides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from articles.documents.article.kinds import Kind
from articles.documents.reading.fragments.tokens import tag_attributes
from articles.documents.source import Piece, Scope
from articles.documents.urls.local_file import is_of_saved_page, local_file
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
_STANDING_IN: Final = re.compile(
    r"(?i)(?:^|[/_-])(?:blank|spacer|placeholder|transparent|loading|lazy|1x1|empty|clear|pixel)"
    # Not "empty-shelves.jpg", which is a picture of empty shelves.
    r"(?:[_-]*(?:\d+|x|px|min|bg|gif|dot|trans|transparent|blank|white|gr[ae]y|black|image|img|pic"
    r"|picture|photo|thumb|thumbnail|load|loader|loading|lazy|spinner|placeholder|pixel|spacer"
    r"|default|icon|logo|small|medium|large|square|wide|landscape|portrait|holder|copy|[a-f\d]{6,}"
    r"))*+\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)"
)
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


def web_address(text: object, base: str = "") -> str:
    """Return `address_of`, "" for a file that a browser has put beside the page."""
    if isinstance(text, str) and is_of_saved_page(text):
        return ""
    return address_of(text, base)


def address_or_file(text: object, base: str = "") -> str:
    """Return an address of the web, else that of a file beside the document, as it is written."""
    return web_address(text, base) or local_file(text)


def picture_piece(
    source: str,
    caption: str = "",
    *,
    file: str = "",
    alt: str = "",
    credit: str = "",
    **more: Any,
) -> Piece:
    """Return a picture as its author placed it; `source` may be that of a file beside it."""
    if beside := local_file(source):
        source, file = "", file or beside
    said = {"source": source, "file": file, "alt": alt, "credit": credit, **more}
    attributes = {name: value for name, value in said.items() if value}
    return Piece(caption, "", "", Scope.TEXT, Kind.PICTURE.value, attributes)


def picture_of(tag: str, base: str, scope: Scope = Scope.TEXT) -> Piece | None:
    """Return the picture of a tag; None where it has no address or nobody is to see it."""
    said = tag_attributes(tag)
    if _is_tiny(said):
        return None
    source, file = _source(said, base), file_of(said)
    if not (source or file):
        return None
    return picture_piece(source, file=file, alt=said.get("alt", ""))._replace(scope=scope)


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


def _source(said: Mapping[str, str], base: str) -> str:
    return _best(said, lambda written: web_address(written, base))


def file_of(said: Mapping[str, str]) -> str:
    """Return the file beside the document that a tag names, "" where it names none.

    Of a page that was saved, it is that of `src`, whatever the other attributes still say.
    """
    own = said.get("src", "")
    return local_file(own) if is_of_saved_page(own) else _best(said, file_unless_standing_in)


def file_unless_standing_in(written: str) -> str:
    """Return `local_file`, "" for what is shown until the picture is loaded."""
    return "" if is_standing_in(written) else local_file(written)


def is_standing_in(address: str) -> bool:
    """Return whether an address is of what is shown until the picture is loaded."""
    return bool(_STANDING_IN.search(address))


def _best(said: Mapping[str, str], taken: Callable[[str], str]) -> str:
    """Return the address of a tag that is taken, of the widest picture that a page needs."""
    for name in _ADDRESSES:
        if found := taken(said.get(name, "")):
            return found
    return next(filter(None, (_best_of(said.get(name, ""), taken) for name in _SETS)), "")


def _best_of(written: str, taken: Callable[[str], str]) -> str:
    """Return the widest picture of a set that a page needs, else the narrowest."""
    found = []
    for each in _NEXT_OF_SET.split(written):
        url, _, size = each.strip().partition(" ")
        width = size.strip().removesuffix("w")
        if address := taken(url):
            found.append((address, int(width) if width.isdecimal() else 0))
    within = [each for each in found if each[1] <= WIDEST]
    best = max(within, key=lambda each: each[1]) if within else min(found, default=("", 0))
    return best[0]
