"""The one rule for what may name a file beside a document: its address as it is written there."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 1_000
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# Of a host, from a root, or of nothing but a place on the page itself.
_ELSEWHERE: Final = re.compile(r"[/\\#?]|[^/?#\\]*:")
# Where browsers put the files of a page that is saved: these were never an address of the site.
_SAVED: Final = re.compile(
    r"(?i)(?:\./)?[^/?#]+(?:_files|\.files|-dateien|_dateien|-filer|_fichiers|_archivos|_file"
    r"|_arquivos|_bestanden)/[^/]+\Z"
)


_PICTURE: Final = re.compile(
    r"(?i)\.(?:jpe?g|jpe|jfif|png|gif|webp|avif|svgz?|bmp|tiff?|hei[cf])(?:[?#@]|\Z)"
)


def local_file(text: object) -> str:
    """Return the relative address of a picture as it is written, "" for any other.

    That is neither one of the web nor from a root; and it ends as those of pictures do, unless a
    browser gave it when it saved the page.
    """
    if not isinstance(text, str):
        return ""
    text = text.strip()
    if not text or len(text) > LONGEST or _CONTROLS.search(text) or _ELSEWHERE.match(text):
        return ""
    name = text.replace("\\", "/").partition("?")[0].rpartition("/")[2].strip(".")
    return text if name and (_PICTURE.search(text) or _SAVED.match(text)) else ""


def is_of_saved_page(text: str) -> bool:
    """Return whether an address is one that a browser gave a file when it saved the page."""
    return bool(_SAVED.match(text.strip()))
