"""What a reader is, and the way from one document's bytes to its Source that all readers share.

A format is a module with the names of `Reader`; `reading/__init__.py` lists it, and nothing else
needs to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import PurePath
from typing import BinaryIO, Protocol

from articles.documents.reading.bounds import check_key, check_strings, decoded
from articles.documents.source import DocumentRejected, Metadata, Piece, Rejection, Source

# The name of what has no file name. A dash would look like nothing in a message.
STANDARD_INPUT = "standard input"


class Fit(IntEnum):
    """How well a file's first bytes, and after them its name, suit a format."""

    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


class Reader(Protocol):
    """The constants and the two functions that each module of a format has."""

    NAME: str
    DESCRIPTION: str
    SUFFIXES: tuple[str, ...]

    def recognise(self, head: bytes, name: str) -> Fit:
        """Judge the first bytes (all of them, if the file is within the bound of a document)."""

    def read(self, stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
        """Yield the stream's documents in order; raise nothing but the stream's own OSError."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document's text holds, before it is checked and has its key."""

    pieces: tuple[Piece, ...]
    id: str = ""
    metadata: Metadata = field(default=Metadata())


def has_suffix(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().endswith(suffixes)


def received(
    content: bytes, name: str, format: str, parse: Callable[[str], Contents], line: int = 0
) -> Source | Rejection:
    """Return one document, or why it is refused; `line` is where it stands if a file holds many."""
    position = f"line {line}" if line else ""
    try:
        contents = parse(decoded(content))
        check_strings([piece.html for piece in contents.pieces])
        source = Source(
            key="",
            file=name,
            format=format,
            content=content,
            pieces=contents.pieces,
            position=position,
            metadata=contents.metadata,
        )
        return replace(source, key=check_key(_key(source, contents.id, line)))
    except DocumentRejected as rejected:
        return rejected.at(name, within(position, rejected.position))


def _key(source: Source, id: str, line: int) -> str:
    """Return the document's own id or url, else its base name, whichever folder was imported."""
    if own := id or source.metadata.url:
        return own
    if source.file == STANDARD_INPUT:
        return f"stdin-{source.digest[:12]}"
    base = PurePath(source.file).name
    return f"{base}:{line}" if base and line else base


def within(position: str, inner: str) -> str:
    """Return "line 12, column 5" for column 5 of a one-line document on line 12."""
    return ", ".join(
        filter(None, (position, inner.removeprefix("line 1, ") if position else inner))
    )
