"""JSON Lines: one JSON document a line, read line by line, so a file may have any size.

A line that cannot be read costs only itself. Format: https://jsonlines.org
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.documents.reading.bounds import DOCUMENT_BYTES, document_too_large
from articles.documents.reading.json import json_document
from articles.documents.reading.json.json_values import is_json
from articles.documents.reading.reader import Fit, has_suffix, make_source, own_external_id, within
from articles.documents.source import DocumentRejected, Rejection, Source

NAME = "jsonl"
DESCRIPTION = "JSON Lines: one JSON document a line, in a file of any size"
SUFFIXES: tuple[str, ...] = (".jsonl", ".ndjson")
KEEPS = json_document.KEEPS
NEEDS = ""
MANY = True
parse = json_document.parse

_FIRST_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*+((?:\{|\[(?!\s*'))[^\n]*+)\n\s*+\S")
_CHUNK = 2**16


def recognise(head: bytes, name: str) -> Fit:
    # By name alone: the first line may be the bad one, and a file of one line must keep its keys
    # when a second is added.
    """Return whether the name or the first of several lines is that of JSON Lines."""
    if has_suffix(name, SUFFIXES):
        return Fit.CERTAIN
    first = _FIRST_LINE.match(head)
    return Fit.CERTAIN if first and is_json(first[1]) else Fit.NO


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the document of each line."""
    for number, line in lines(stream):
        if len(line) > DOCUMENT_BYTES:
            yield document_too_large().at(name, f"line {number}")
        else:
            yield _received(line, name, number)


def _received(line: bytes, name: str, number: int) -> Source | Rejection:
    try:
        return make_source(line, name, NAME, own_external_id(line, parse), number)
    except DocumentRejected as rejected:
        return rejected.at(name, within(f"line {number}", rejected.position))


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank, without its ending, and its number from 1.

    A line over the bound for a document is cut to one byte over it, in memory too.
    """
    for number, line in enumerate(_bounded(stream), start=1):
        if len(line) > DOCUMENT_BYTES or line.strip().removeprefix(b"\xef\xbb\xbf"):
            yield number, line


def _bounded(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(DOCUMENT_BYTES + len(b"\r\n")):
        if not line.endswith(b"\n"):
            skip_line(stream)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def skip_line(stream: BinaryIO) -> None:
    """Read to the end of the line, holding little of it."""
    while rest := stream.readline(_CHUNK):
        if rest.endswith(b"\n"):
            return
