"""Find the pictures of a WordPress export, which come after the posts that show them.

So a file is scanned for them before it is read. This is no parser: what it finds in an article
about exports does no harm, and what it misses is a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import BinaryIO, Final, NamedTuple

_CHUNK: Final = 2**20
# No number and address of a picture is longer, and of so many there are none.
LONGEST: Final = 500
MOST: Final = 100_000
# No caption or text alternative is longer.
LONGEST_TEXT: Final = 2_000
_OPEN: Final = rb">\s*+(?:<!\[CDATA\[)?\s*+"
_DECLARED: Final = re.compile(
    rb"<(?:(?P<end>/item>)"
    rb"|wp:post_id" + _OPEN + rb"(?P<number>\d{1,20})"
    rb"|wp:post_parent" + _OPEN + rb"(?P<parent>\d{1,20})"
    rb"|wp:attachment_url" + _OPEN + rb"(?P<address>[^\s<>\[\]]{1,500})[\s<\]]"
    rb"|excerpt:encoded>\s*+<!\[CDATA\[(?P<caption>(?:[^\]]|\](?!\]>)){1,2000}+)\]\]>"
    rb"|wp:meta_key" + _OPEN + rb"_wp_attachment_image_alt(?:\]\]>)?\s*+</wp:meta_key>\s*+"
    rb"<wp:meta_value" + _OPEN + rb"(?P<alt>[^<\]]{1,2000})[<\]])"
)
# What is cut off by the end of a chunk, and what of it another chunk can still complete.
_OVERLAP: Final = LONGEST_TEXT + 2 * LONGEST
_PICTURE: Final = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|bmp|svg|tiff?|heic)(?:\?.*)?\Z")
_GALLERY: Final = re.compile(rb"\[gallery\b([^\[\]]{0,2000})\]")
_IDS: Final = re.compile(rb"""\bids\s*=\s*["']?([\d,\s]+)""")


class Attachment(NamedTuple):
    """A file that a site has: its address, what stands under it, and what says the same."""

    address: str
    caption: str = ""
    alt: str = ""
    parent: str = ""

    @property
    def is_picture(self) -> bool:
        """Return whether it is a picture by its name."""
        return is_picture_name(self.address)


def is_picture_name(address: str) -> bool:
    """Return whether an address is that of a picture by its ending."""
    return bool(_PICTURE.search(address))


def attachments_in(stream: BinaryIO) -> dict[str, Attachment]:
    """Return a file's attachments by their numbers; the stream's position is kept.

    Of a pipe, which cannot be wound back, it returns none.
    """
    if not stream.seekable():
        return {}
    start = stream.tell()
    try:
        return _found(stream)
    finally:
        stream.seek(start)


def _found(stream: BinaryIO) -> dict[str, Attachment]:
    scan = _Scan()
    rest = b""
    while chunk := stream.read(_CHUNK):
        window = rest + chunk
        done = 0
        for found in _DECLARED.finditer(window):
            done = found.end()
            scan.take(found)
        # What is cut off is read with the next chunk.
        rest = window[max(done, len(window) - _OVERLAP) :]
    scan.end()
    return scan.attachments


class _Scan:
    """What was seen of the item that the file is at, in whatever order it says it."""

    def __init__(self) -> None:
        self.attachments: dict[str, Attachment] = {}
        self._said: dict[str, str] = {}

    def take(self, found: re.Match[bytes]) -> None:
        name = found.lastgroup or ""
        if name == "end":
            self.end()
        else:
            self._said[name] = found[name].decode(errors="replace")

    def end(self) -> None:
        """End an item: one with an address is an attachment."""
        said, self._said = self._said, {}
        if "number" in said and "address" in said and len(self.attachments) < MOST:
            caption, alt = said.get("caption", "").strip(), unescape(said.get("alt", "")).strip()
            told = Attachment(said["address"], caption, alt, said.get("parent", ""))
            self.attachments[said["number"]] = told


def numbers_shown(content: bytes, post: str, known: Mapping[str, Attachment]) -> Iterator[str]:
    """Yield the attachments that a post's galleries show, by their numbers."""
    for gallery in _GALLERY.finditer(content) if b"[gallery" in content else ():
        yield from numbers_of_gallery(gallery[1].decode(errors="replace"), post, known)


def numbers_of_gallery(
    attributes: str, post: str, known: Mapping[str, Attachment]
) -> Iterator[str]:
    """Yield the pictures of a gallery: those that it names, else those that its post has."""
    if ids := _IDS.search(attributes.encode()):
        named = (number.strip() for number in ids[1].decode().split(","))
        yield from (number for number in named if number in known)
        return
    for number, attachment in known.items():
        if post and attachment.parent == post and attachment.is_picture:
            yield number
