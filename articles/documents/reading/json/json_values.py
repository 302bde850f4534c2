"""Parse JSON text into values, and stream arrays of documents, for all formats that are JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final, NamedTuple, Never

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import DOCUMENT_BYTES
from articles.documents.source import DocumentRejected

_CHUNK: Final = 2**16
# Python reads about as many levels.
_DEEPEST: Final = 1_000
_OPENS_ARRAY: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?=\{)")
_OPENS_OBJECT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?=\{)")
_MARK: Final = re.compile(rb'["{}\[\],]')
_IN_STRING: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

_ONE_A_LINE: Final = (
    "Mend it there; a file that holds one document a line is named .jsonl, without line breaks "
    "within a document."
)


def is_json(content: bytes) -> bool:
    """Return whether it is valid JSON."""
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def loaded(text: str) -> object:
    """Return the value of JSON text; raise DocumentRejected with the position of an error."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise DocumentRejected(
            f"is not valid JSON ({error.msg})",
            _ONE_A_LINE
            if error.msg == "Extra data"
            else gettext_noop("Mend it there, or write it again."),
            f"line {error.lineno}, column {error.colno}",
        ) from error
    except RecursionError as error:
        raise DocumentRejected(
            gettext_noop("is nested too deeply"), gettext_noop("Make one flat array.")
        ) from error
    except ValueError as error:
        # Python's bound for whole numbers, the one thing that json refuses without a position.
        raise DocumentRejected(
            gettext_noop("holds a number too long to read"), gettext_noop("Shorten it.")
        ) from error


def kind_of(value: object) -> str:
    """Return the name of a value's type, with its article."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "an array"
    return "an object"


def first_object(head: bytes) -> Mapping[str, object] | None:
    """Return the object that a file begins with, alone or first in an array; None if none."""
    opens = _OPENS_ARRAY.match(head) or _OPENS_OBJECT.match(head)
    if not opens:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(head[opens.end() :].decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


class ArrayItem(NamedTuple):
    """One value of an array: its number from 1, its first line, and its bytes."""

    number: int
    line: int
    content: bytes


def is_array(head: bytes) -> bool:
    """Return whether a file is an array of objects."""
    return _OPENS_ARRAY.match(head) is not None


def items_of(stream: BinaryIO) -> Iterator[ArrayItem]:
    """Yield each value of an array, byte for byte, however long the array.

    A value over the bound for a document is cut to one byte over it. Values are not parsed; raises
    DocumentRejected where the array itself is broken.
    """
    items = _Items()
    while chunk := stream.read(_CHUNK):
        yield from items.taken(chunk)
    if not items.is_closed:
        raise DocumentRejected(
            gettext_noop("ends before its array is closed"),
            gettext_noop("It may be cut off: fetch it again."),
            f"item {items.number}",
        )


class _Items:
    """The state of reading an array between two chunks of it, and the value that is being read."""

    def __init__(self) -> None:
        self.number = 1
        self._line = self._lines_before = 1
        self._depth = 0
        self._in_string = self._is_escaped = False
        self._value = bytearray()

    @property
    def is_closed(self) -> bool:
        return self._depth < 0

    def taken(self, chunk: bytes) -> Iterator[ArrayItem]:
        start = 0  # of what of the value is in this chunk
        for position in self._marks(chunk):
            mark = chunk[position : position + 1]
            if self._depth == 1 and mark in b",]":
                self._keep(chunk[start:position])
                yield from self._finished(is_last=mark == b"]")
                start = position + 1
            if mark in b"{[":
                self._depth += 1
                if self._depth > _DEEPEST:
                    raise DocumentRejected(
                        gettext_noop("is nested too deeply"),
                        gettext_noop("Make one flat array."),
                        f"item {self.number}",
                    )
                if self._depth == 1:
                    self._value.clear()  # a byte order mark
                    start = position + 1
            elif mark in b"]}":
                self._depth -= 2 if self._depth == 1 else 1  # below zero: closed
        self._keep(chunk[start:])
        if self.is_closed and self._value.strip():
            raise DocumentRejected(
                gettext_noop("goes on after its array"),
                gettext_noop("Keep one array to a file."),
                f"line {self._line}",
            )

    def _marks(self, chunk: bytes) -> Iterator[int]:
        """Yield the positions of brackets and commas that are in no string."""
        position = int(self._is_escaped)
        self._is_escaped = False
        while position < len(chunk) and not self.is_closed:
            if self._in_string:
                position = self._end_of_string(chunk, position)
            elif mark := _MARK.search(chunk, position):
                position = mark.end()
                self._in_string = mark[0] == b'"'
                if not self._in_string:
                    yield mark.start()
            else:
                return

    def _end_of_string(self, chunk: bytes, position: int) -> int:
        inside = _IN_STRING.match(chunk, position)
        assert inside is not None  # it matches nothing, too
        end = inside.end()
        if end < len(chunk):
            self._in_string = chunk[end : end + 1] != b'"'
            self._is_escaped = self._in_string  # its backslash is the last of the chunk
        return end + 1

    def _keep(self, chunk: bytes) -> None:
        if not self._value:
            stripped = chunk.lstrip()
            self._lines_before += chunk.count(b"\n") - stripped.count(b"\n")
            chunk, self._line = stripped, self._lines_before
        self._lines_before += chunk.count(b"\n")
        self._value += chunk[: DOCUMENT_BYTES + 1 - len(self._value)]

    def _finished(self, *, is_last: bool) -> Iterator[ArrayItem]:
        content = bytes(self._value).rstrip()
        self._value.clear()
        if content or not is_last:
            yield ArrayItem(self.number, self._line, content)
        self.number += 1


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise DocumentRejected(
            f"has the key {json.dumps(twice[:50])} twice in one object",
            gettext_noop("Keep one of the two."),
        )
    return mapping


def _constant(constant: str) -> Never:
    raise DocumentRejected(
        f"holds {constant}, which is not JSON", gettext_noop("Write null instead.")
    )
