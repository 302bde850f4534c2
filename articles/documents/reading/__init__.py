"""Files in, source documents out: which reader suits a file, and the one function that reads.

Reading stops at what an import needs to know whether a document is new to it: its key and bytes.
What they hold is told by `contents_of`.

A format is a module beside this one (see `reader.Reader`); to add one, list it in `READERS`.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import BinaryIO

from articles.documents.reading import (
    fundus,
    html_page,
    json_document,
    json_lines,
    ninjs,
    python_literal,
    wordpress,
)
from articles.documents.reading.bounds import DOCUMENT_BYTES, KEY_CHARACTERS, STRINGS, start_of
from articles.documents.reading.reader import STANDARD_INPUT, Fit, Reader, checked, rejoined
from articles.documents.source import Contents, DocumentRejected, Rejection, Source

__all__ = [
    "DOCUMENT_BYTES",
    "FORMATS",
    "KEY_CHARACTERS",
    "STANDARD_INPUT",
    "STRINGS",
    "SUFFIXES",
    "contents_of",
    "read",
]

# Where two suit a file equally well, the earlier one reads it.
READERS: tuple[Reader, ...] = (
    wordpress,
    html_page,
    json_lines,
    fundus,
    ninjs,
    json_document,
    python_literal,
)
_BY_NAME = {reader.NAME: reader for reader in READERS}

# The choices of --format, each with one line of help.
FORMATS: dict[str, str] = {reader.NAME: reader.DESCRIPTION for reader in READERS}
# What a folder is searched for.
SUFFIXES: tuple[str, ...] = tuple(sorted({suffix for r in READERS for suffix in r.SUFFIXES}))


def read(stream: BinaryIO, name: str, format: str | None = None) -> Iterator[Source | Rejection]:
    """Yield each document of a buffered binary stream, or why it was refused, in order.

    `name` is the path as the operator wrote it, or STANDARD_INPUT; `format` is one of FORMATS,
    where the file is not to be asked what it is. Raises the stream's own OSError and nothing else.
    """
    head = start_of(stream)
    try:
        _check_opening(head)
        reader = _BY_NAME[format] if format else _reader_for(head, name)
    except DocumentRejected as rejected:
        yield rejected.at(name)
        return
    yield from reader.read(rejoined(head, stream), name)


def contents_of(source: Source) -> Contents:
    """Return what the bytes of a document hold.

    Raises DocumentRejected where they cannot be read, with the place inside the document: the
    document's own place in its file is `source.position`.
    """
    if source.format not in _BY_NAME:
        raise DocumentRejected(
            f"is in a format that is not read here any more: {source.format}",
            "Import the article again, in a format that is.",
        )
    try:
        return checked(source.content, _BY_NAME[source.format].parse)
    except DocumentRejected as rejected:
        if source.position:  # one line of a file: "line 1" would contradict it
            rejected.position = rejected.position.removeprefix("line 1, ")
        raise


def _check_opening(head: bytes) -> None:
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise DocumentRejected("is empty", "Leave it out, or fetch the article again.")
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or 0 in head[:2]:
        raise DocumentRejected(
            "is UTF-16 or no text at all", "Convert it: iconv -f UTF-16 -t UTF-8.", "byte 0"
        )


def _reader_for(head: bytes, name: str) -> Reader:
    best, suits = READERS[0], Fit.NO
    for reader in READERS:
        fit = reader.recognise(head, name)
        if fit is Fit.CERTAIN:
            return reader
        if fit > suits:
            best, suits = reader, fit
    if suits is Fit.NO:
        raise DocumentRejected(
            "is in no format that is read here",
            "Send " + "; or ".join(FORMATS.values()) + ".",
        )
    return best
