"""Where a WordPress export says its pictures are: they stand after the posts that show them.

So a file is looked through for them before it is read. This is no parser: what it finds in an
article about exports does no harm, and what it misses is a picture.
"""

from __future__ import annotations

import re
from typing import BinaryIO, Final

_CHUNK: Final = 2**20
# No number and address of a picture is longer, and of so many there are none.
LONGEST: Final = 500
MOST: Final = 100_000
_SAID: Final = re.compile(
    rb"<wp:(?:post_id>\s*+(?:<!\[CDATA\[)?\s*+(\d{1,20})"
    rb"|attachment_url>\s*+(?:<!\[CDATA\[)?\s*+([^\s<>\[\]]{1,500})[\s<\]])"
)


def pictures_in(stream: BinaryIO) -> dict[str, str]:
    """The addresses of a file's attachments by their numbers; the stream is left where it was.

    None of a pipe, which has no way back.
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
        for said in _SAID.finditer(window):
            done = said.end()
            if said[1]:
                number = said[1]
            elif number and len(pictures) < MOST:
                pictures[number.decode()] = said[2].decode(errors="replace")
        # What is cut off is read with the next chunk.
        rest = window[max(done, len(window) - 2 * LONGEST) :]
    return pictures
