"""The address of a picture's file -> a number that it shares with its copies in other sizes."""

from __future__ import annotations

import re
from typing import Final

from articles.documents.urls.canonical import url_hash

# What WordPress adds to the name of a smaller copy, and of one that was turned or scaled down.
_SIZE: Final = re.compile(r"-(?:(\d{1,5})x\d{1,5}|scaled|rotated)(?=\.\w{2,5}\Z)")


def picture_hash(url: str) -> int | None:
    """Return a number that two addresses share if they name the same picture; None for no URL.

    Sizes are left out, those in its name and those asked for in its query.
    """
    return url_hash(_SIZE.sub("", url.partition("#")[0].partition("?")[0]))


def width_asked_for(url: str) -> int:
    """Return the width in the name of a smaller copy; 0 for the picture itself."""
    found = _SIZE.search(url)
    return int(found[1] or 0) if found else 0
