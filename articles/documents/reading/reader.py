"""The protocol of readers, and what all readers share: making and checking a Source.

A format is a module with the names of `Reader`; `reading/__init__.py` lists it, and nothing else
needs to know of it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator, Set
from enum import IntEnum
from typing import BinaryIO, Final, Protocol, cast, runtime_checkable

from articles.documents.reading.bounds import (
    DOCUMENT_BYTES,
    LONGEST_EXTERNAL_ID,
    WorkbookBounds,
    check_external_id,
    check_strings,
)
from articles.documents.source import Contents, PublishingStatus, Rejection, Source, digest_of
from articles.documents.urls.tracking import without_tracking

# The name of what has no file name. A dash would look like nothing in a message.
STANDARD_INPUT = "standard input"
# Pages of such names come under that of their folder, too: saved pages have one each.
NAMED_ALIKE: Final = re.compile(r"(?i)(?:index|default)\.x?html?")
# So many of its letters tell a document from all others.
_DIGEST = 16


class Fit(IntEnum):
    """The degree to which a file's first bytes, and after them its name, suit a format."""

    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


class Described(Protocol):
    """The constants of each module of a format, and of a kind of container.

    `KEEPS` lists what an article keeps of it, `NEEDS` what has to be installed beside this project
    ("" for nothing), `MANY` whether a file may hold more than one document.
    """

    NAME: str
    DESCRIPTION: str
    SUFFIXES: tuple[str, ...]
    KEEPS: str
    NEEDS: str
    MANY: bool


class Reader(Described, Protocol):
    """The protocol of a module for a format: three functions beside its constants."""

    def recognise(self, head: bytes, name: str) -> Fit:
        """Judge the first bytes (all of them, if the file is within the bound of a document)."""

    def read(self, stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
        """Yield the stream's documents in order; raise nothing but the stream's own OSError."""

    def parse(self, content: bytes) -> Contents:
        """Return what one document holds, unchecked; raise DocumentRejected."""


@runtime_checkable
class TypedReader(Reader, Protocol):
    """The protocol of a module for exports of sites, which hold more than articles."""

    def read_types(
        self, stream: BinaryIO, name: str, types: Set[str]
    ) -> Iterator[Source | Rejection]:
        """Yield what `read` does, and each item of these types."""


@runtime_checkable
class BoundedReader(Reader, Protocol):
    """The protocol of a module whose files may cost far more than their bytes tell."""

    def read_within(
        self, stream: BinaryIO, name: str, bounds: WorkbookBounds
    ) -> Iterator[Source | Rejection]:
        """Yield what `read` does, within narrower bounds."""


def has_suffix(name: str, suffixes: tuple[str, ...]) -> bool:
    """Return whether a name ends with one of the suffixes, in any case."""
    return name.lower().endswith(suffixes)


def make_source(
    content: bytes, name: str, format: str, own_key: str = "", number: int = 0, position: str = ""
) -> Source:
    """Return one document under its own external id, else under its base name in any folder.

    `number` is which of the file's documents it is, and `position` where in the file it is, if that
    holds many: "line 12" if it is not given. Raises DocumentRejected where there is no external id.
    """
    return Source(
        external_id=check_external_id(own_key or _default_key(content, name, number)),
        file=name,
        format=format,
        content=content,
        position=position or (f"line {number}" if number else ""),
    )


def parse_checked(content: bytes, parse: Callable[[bytes], Contents]) -> Contents:
    """Return the contents of one document; raise DocumentRejected where it is no article."""
    contents = parse(content)
    # Of what its publisher retracts there may be nothing left.
    if contents.pieces or contents.metadata.status is PublishingStatus.USABLE:
        check_strings([piece.html for piece in contents.pieces])
    return contents


def own_external_id(content: bytes, parse: Callable[[bytes], Contents]) -> str:
    """Return the id or the URL inside a document, for formats that may have one."""
    contents = parse_checked(content, parse)
    return contents.id or external_id_of_url(contents.metadata.url)


def external_id_of_url(address: str) -> str:
    """Return the URL without tracking parameters, so that one page has one external id.

    A URL over the bound is cut and ends in its digest: letters of many scripts take nine
    characters.
    """
    address = without_tracking(address).url
    if len(address) <= LONGEST_EXTERNAL_ID:
        return address
    end = f"-{digest_of(address.encode('utf-8', 'replace'))[:_DIGEST]}"
    return address[: LONGEST_EXTERNAL_ID - len(end)] + end


def _default_key(content: bytes, name: str, number: int) -> str:
    if name == STANDARD_INPUT:
        return f"stdin-{digest_of(content)[:12]}"
    base = os.path.basename(name)
    return f"{base}:{number}" if base and number else base


def within(position: str, inner: str) -> str:
    """Return "line 12, column 5" for column 5 of a one-line document on line 12."""
    return ", ".join(
        filter(None, (position, inner.removeprefix("line 1, ") if position else inner))
    )


def from_the_start(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return the stream wound back to before `head`, which `start_of` has read of it."""
    if len(head) <= DOCUMENT_BYTES:
        return io.BytesIO(head)  # which is all there is
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return rejoined(head, stream)


def rejoined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """Return a stream of `head` followed by the rest."""
    return io.BufferedReader(_Rejoined(head, rest))


class _Rejoined(io.RawIOBase):
    """A pipe whose first bytes were read already, and which cannot be wound back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        # At once what there is: bytes before a broken position must not be lost with it.
        self._rest = cast(io.BufferedReader, rest)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._head.read(len(buffer)) or self._rest.read1(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
