"""A name as it is written -> the key under which all its spellings are one."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

from articles.documents.metadata.names import byline_of
from articles.models import ListingKind
from articles.search.normalise import folded_text

# Of the column that holds it.
_LONGEST: Final = 200
_DIGITS: Final = 16
# Of how many names a process remembers the key.
_REMEMBERED: Final = 20_000
_TYPOGRAPHIC: Final = str.maketrans("’‘‐‑–—", "''----")


@lru_cache(_REMEMBERED)
def listing_key(kind: str, name: str) -> str:
    """Return the key of a name: "Nell Ashby", "NELL  ASHBY" and "By Nell Ashby" have the same.

    "" for what names nobody and nothing, such as a line of signs.
    """
    if kind == ListingKind.AUTHOR:
        name = _bare_name(name)
    text = name.casefold() if name.isascii() else folded_text(name.translate(_TYPOGRAPHIC))
    key = " ".join(text.split())
    if not any(map(str.isalnum, key)):
        return ""
    if len(key) <= _LONGEST:
        return key
    return (
        f"{key[: _LONGEST - _DIGITS]}{blake2b(key.encode(), digest_size=_DIGITS // 2).hexdigest()}"
    )


def _bare_name(byline: str) -> str:
    """Return a byline without "By" and titles, where one person is left; else as it is."""
    names = byline_of([byline]).names
    return names[0] if len(names) == 1 else byline
