"""Find the URLs of a WordPress export's pictures, which come after the posts that show them.

So a file is scanned for them before it is read. This is no parser: what it finds in an article
about exports does no harm, and what it misses is a picture.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final

_CHUNK: Final = 2**20
# No number and address of a picture is longer, and of so many there are none.
LONGEST: Final = 500
MOST: Final = 100_000
_DECLARED: Final = re.compile(
    rb"<wp:(?:post_id>\s*+(?:<!\[CDATA\[)?\s*+(\d{1,20})"
    rb"|attachment_url>\s*+(?:<!\[CDATA\[)?\s*+([^\s<>\[\]]{1,500})[\s<\]])"
)


def attachments_in(stream: BinaryIO) -> dict[str, str]:
    """Return the URLs of a file's attachments by their numbers; the stream's position is kept.

    Of a pipe, which cannot be wound back, it returns none.
    """
    if not stream.seekable():
        return {}
    start = stream.tell()
    try:
        return _found(stream)
    finally:
        stream.seek(start)


def _found(stream: BinaryIO) -> dict[str, str]:
    pictures: dict[str, str] = {}
    number, rest = b"", b""
    while chunk := stream.read(_CHUNK):
        window = rest + chunk
        done = 0
        for found in _DECLARED.finditer(window):
            done = found.end()
            if found[1]:
                number = found[1]
            elif number and len(pictures) < MOST:
                pictures[number.decode()] = found[2].decode(errors="replace")
        # What is cut off is read with the next chunk.
        rest = window[max(done, len(window) - 2 * LONGEST) :]
    return pictures
