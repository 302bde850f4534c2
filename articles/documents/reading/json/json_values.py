"""Parse JSON text into values, and stream arrays of documents, for all formats that are JSON."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Set
from itertools import islice
from typing import BinaryIO, Final, NamedTuple, Never, overload

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

# Under what exports and answers of services have their articles, and how deep at most.
_WRAPPERS: Final = frozenset({
    "articles", "items", "posts", "data", "results", "value", "_items", "response", "docs",
    "documents", "entries", "news", "stories", "hits",
})  # fmt: skip
# At a glance: most objects are an article by themselves.
_WRAPS: Final = re.compile(rb'"(?:%s)"\s*:\s*\[\s*\{' % "|".join(_WRAPPERS).encode())
_EMPTY: Final = re.compile(rb'"(%s)"\s*:\s*\[\s*\]' % "|".join(_WRAPPERS).encode())
_DEEPEST_WRAPPER: Final = 3
# What an answer says of itself beside its articles is shorter than a text.
_LONGEST_NAME: Final = 200
# So many arrays of an object are looked into for the one with its articles.
_MOST_ARRAYS: Final = 5
_CLOSES_OBJECT: Final = re.compile(rb"\s*\}")
_LOOKED_AT: Final = 10
_DECODER: Final = json.JSONDecoder()
_BEFORE_VALUE: Final = re.compile(r"\ufeff?\s*[\[,]\s*(?=[^\s\],])")
_AFTER_VALUES: Final = re.compile(r"\s*\]")
_KEY: Final = re.compile(rb'\s*,?\s*"([^"\\]{0,200})"\s*:\s*')

Suits = Callable[[Mapping[str, object]], bool]

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
    """Return the value of JSON text; raise DocumentRejected with the position of an error.

    An object with a key twice is `Ambiguous`.
    """
    try:
        return json.loads(
            text.replace("\0", r"\u0000"), object_pairs_hook=_object, parse_constant=_constant
        )
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


def opens_object(head: bytes) -> bool:
    """Return whether a file begins with an object, alone or first in an array."""
    return bool(_OPENS_ARRAY.match(head) or _OPENS_OBJECT.match(head))


def first_article(head: bytes, suits: Suits) -> Mapping[str, object] | None:
    """Return the object that a file begins with if it suits; else the first of its articles.

    These are the objects of its array, or of one under a key such as "articles" of its object.
    """
    first = first_object(head)
    if first and suits(first):
        return first
    at = wrapped_array(head, suits)
    return first_object(head[at:]) if at else None


def first_items(head: bytes) -> Iterator[Mapping[str, object]]:
    """Yield the first objects of a file's array, which may be that of an object; a few of them."""
    array = head[wrapped_array(head) :]
    if (values := _first_values(array)) is not None:
        yield from (value for value in values if isinstance(value, dict))
        return
    try:
        for item in islice(items_of(io.BytesIO(array), is_part=True), _LOOKED_AT):
            if (found := first_object(item.content)) is not None:
                yield found
    except DocumentRejected:
        return  # it is cut off here, or broken


def _first_values(array: bytes) -> list[object] | None:
    """Return the first values of an array; None where one of them is broken, or an array itself.

    They are parsed as they stand: to look for their ends first would take most of the time.
    """
    values: list[object] = []
    text, at = array.decode(errors="replace"), 0
    while len(values) < _LOOKED_AT and (before := _BEFORE_VALUE.match(text, at)):
        try:
            value, at = _DECODER.raw_decode(text, before.end())
        except (ValueError, RecursionError):
            return None
        if isinstance(value, list):
            return None
        values.append(value)
    return values if len(values) == _LOOKED_AT or _AFTER_VALUES.match(text, at) else None


def wrapped_array(head: bytes, suits: Suits | None = None) -> int:
    """Return where in the object that a file begins with an array of articles begins; 0 if none.

    It is the first whose first object `suits`; without, the first under a telling key.
    """
    opens = _OPENS_OBJECT.match(head)
    if not opens or not _WRAPS.search(head):
        return 0
    arrays = _arrays_in(head, opens.end() + 1, _DEEPEST_WRAPPER)
    return next((at for at in islice(arrays, _MOST_ARRAYS) if _suits(head, at, suits)), 0)


def _suits(head: bytes, at: int, suits: Suits | None) -> bool:
    if suits is None:
        return True
    first = first_object(head[at:])
    return first is not None and suits(first)


def next_array(rest: bytes, suits: Suits) -> int:
    """Return where the next array of articles begins in what follows one; 0 if there is none."""
    if not _WRAPS.search(rest):
        return 0
    arrays = _arrays_in(rest, 0, _DEEPEST_WRAPPER, is_part=True)
    return next((at for at in islice(arrays, _MOST_ARRAYS) if _suits(rest, at, suits)), 0)


def empty_array(head: bytes) -> str:
    """Return the telling key under which an object has an empty array in place of articles.

    "" if it has articles, or may be one: some text in it is of some length.
    """
    empty = _EMPTY.search(head) if not _WRAPS.search(head) else None
    first = first_object(head) if empty and _OPENS_OBJECT.match(head) else None
    if not empty or first is None:
        return ""
    is_text = any(isinstance(x, str) and len(x) > _LONGEST_NAME for x in first.values())
    return "" if is_text else empty[1].decode()


def _arrays_in(head: bytes, at: int, levels: int, *, is_part: bool = False) -> Iterator[int]:
    """Yield where arrays under telling keys begin in an object, which has begun before `at`.

    `is_part`: it may be inside of others, which go on after it.
    """
    while True:
        if key := _KEY.match(head, at):
            at = key.end()
            if key[1].decode(errors="replace") in _WRAPPERS:
                if _OPENS_ARRAY.match(head, at):
                    yield at
                elif levels > 1 and head[at : at + 1] == b"{":
                    yield from _arrays_in(head, at + 1, levels - 1)
            at = _after_value(head, at)
        elif is_part and (closed := _CLOSES_OBJECT.match(head, at)):
            at = closed.end()
        else:
            return


def _after_value(head: bytes, at: int) -> int:
    """Return the position after the value that begins here; that of the end, where it is cut."""
    depth = 0
    while mark := _MARK.search(head, at):
        if mark[0] == b'"':
            inside = _IN_STRING.match(head, mark.end())
            at = inside.end() + 1 if inside else len(head)
            continue
        if mark[0] in b"]}" and not depth:
            return mark.start()
        if mark[0] == b"," and not depth:
            return mark.start()
        depth += {b"{": 1, b"[": 1, b"]": -1, b"}": -1}.get(mark[0], 0)
        at = mark.end()
    return len(head)


class ArrayItem(NamedTuple):
    """One value of an array: its number from 1, its first line, and its bytes."""

    number: int
    line: int
    content: bytes


class AfterArray(NamedTuple):
    """What has been read behind an array, the number of its last value, and the line of its end."""

    content: bytes
    number: int
    line: int


def is_array(head: bytes) -> bool:
    """Return whether a file is an array of objects."""
    return _OPENS_ARRAY.match(head) is not None


def items_of(
    stream: BinaryIO, line: int = 1, before: int = 0, *, is_part: bool = False
) -> Generator[ArrayItem, None, AfterArray]:
    """Yield each value of an array, byte for byte, however long the array.

    Their numbers follow on those of so many `before`. Returns what comes after it.

    A value over the bound for a document is cut to one byte over it. Values are not parsed; raises
    DocumentRejected where the array itself is broken. The array begins on a `line`; where it is
    part of an object, more may follow.
    """
    items = _Items(line, before, is_part=is_part)
    while not (is_part and items.is_closed) and (chunk := stream.read(_CHUNK)):
        yield from items.taken(chunk)
    if not items.is_closed:
        raise DocumentRejected(
            gettext_noop("ends before its array is closed"),
            gettext_noop("It may be cut off: fetch it again."),
            f"item {items.number}",
        )
    return items.after


class _Items:
    """The state of reading an array between two chunks of it, and the value that is being read."""

    def __init__(self, line: int, before: int, *, is_part: bool = False) -> None:
        self.number = 1 + before
        self.after = AfterArray(b"", before, line)
        self._line = self._lines_before = line
        self._is_part = is_part
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
        if self.is_closed and self._is_part:
            self.after = AfterArray(chunk[start:], self.number - 1, self._lines_before)
            return
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


class Ambiguous(dict[str, object]):
    """An object that has keys twice, with different values: nobody can know which is meant.

    To read the value of such a key raises DocumentRejected; the others cost nothing.
    """

    def __init__(self, mapping: Mapping[str, object], twice: Set[str]) -> None:
        super().__init__(mapping)
        self._twice = twice

    def __getitem__(self, key: str) -> object:
        self._check(key)
        return super().__getitem__(key)

    @overload
    def get(self, key: str, default: None = None, /) -> object | None: ...
    @overload
    def get(self, key: str, default: object, /) -> object: ...
    def get(self, key: str, default: object = None, /) -> object:
        """Return the value of a key, as a dictionary does; raise DocumentRejected if it is two."""
        self._check(key)
        return super().get(key, default)

    def in_lower_case(self) -> Ambiguous:
        """Return it with its keys in lower case."""
        return Ambiguous(_in_lower_case(self), {key.lower() for key in self._twice})

    def _check(self, key: str) -> None:
        if key in self._twice:
            raise DocumentRejected(
                f"has the key {json.dumps(key[:50])} twice in one object",
                gettext_noop("Keep one of the two."),
            )


def in_lower_case(document: Mapping[str, object]) -> Mapping[str, object]:
    """Return an object with its keys in lower case; what it has twice stays so."""
    if isinstance(document, Ambiguous):
        return document.in_lower_case()
    return _in_lower_case(document)


def _in_lower_case(document: Mapping[str, object]) -> dict[str, object]:
    return {key.lower(): value for key, value in document.items()}


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) == len(pairs):
        return mapping
    twice = {key for key, value in pairs if value != mapping[key]}
    return Ambiguous(mapping, twice) if twice else mapping


def _constant(constant: str) -> Never:
    raise DocumentRejected(
        f"holds {constant}, which is not JSON", gettext_noop("Write null instead.")
    )
