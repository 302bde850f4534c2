"""The shape that scrapers save: a Python list (or tuple) literal of strings, each inner HTML.

Nothing is evaluated that is not one string token: the brackets and commas are walked by anchored
regular expressions, in linear time and without recursion, however large or deeply nested the file.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import (
    STRINGS,
    decoded,
    too_many_strings,
    whole_document,
)
from articles.documents.reading.reader import Fit, has_suffix, make_source
from articles.documents.source import Contents, DocumentRejected, Piece, Rejection, Source

NAME = "literal"
DESCRIPTION = "a Python list literal of strings, each a paragraph's inner HTML"
SUFFIXES: tuple[str, ...] = (".txt",)
KEEPS = "the strings; figures, tables, lists and embeds in one as such"
NEEDS = ""
MANY = False

_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[(]\s*([uU]?')?")

_SPACE = r"[ \t\n\f]*+"
# The possessive groups hold no branch: Python before 3.11.5 mismatches those that do.
_STRING = r"""[uU]?(?:
      '(?!'')[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'
    | "(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"
    | '{3}(?:(?!''')\\?+.)*+'{3}
    | "{3}(?:(?!\"\"\")\\?+.)*+"{3}
    )"""
# Adjacent strings are one, as in Python. The bound keeps literal_eval's work small.
_ITEM = re.compile(
    rf"""(?sx) {_SPACE}
    (?: '([^'\\\n]*+)' (?!{_SPACE}[uU'"])
      | "([^"\\\n]*+)" (?!{_SPACE}[uU'"])
      | ({_STRING} (?: {_SPACE}{_STRING} ){{0,199}})
    ) {_SPACE} ,?+"""
)
_WRITTEN = 3  # the group of items that need literal_eval; 1 and 2 are the text itself
_GAP = re.compile(_SPACE)
_OPENING = re.compile(rf"{_SPACE}([\[(])")
_CLOSING = {
    "[": re.compile(rf"{_SPACE}\]{_SPACE}"),
    "(": re.compile(rf"{_SPACE}\){_SPACE}"),
}
# Python warns of other escapes and keeps their text. So do we, without the warning.
_ESCAPE = re.compile(r"""(\\(?:[\n\\'"abfnrtvxNuU]|[0-3][0-7]{0,2}|[4-7][0-7]?(?![0-7])))|\\""")

# What may follow where an item or the end should: the first that matches names the trouble.
_TROUBLES = tuple(
    (re.compile(pattern), reason, hint)
    for pattern, reason, hint in (
        (r"\Z", "ends before its list is closed", "It may be cut off: fetch it again."),
        (
            r"[\[({]",
            "item {index} (counted from 0) is not a string but a list, tuple or dict",
            "Make one flat list of strings; strings with a tag go into a JSON array.",
        ),
        (
            r"""[uU]?['"]""",
            "item {index} (counted from 0) is a string that is not closed",
            r"Close it; inside it, write \' or \" for the quote mark and \n for a new line.",
        ),
        (
            r"""[A-Za-z]{1,2}['"]""",
            "item {index} (counted from 0) has a prefix: bytes, raw or formatted",
            "Write it as a plain string: 'text'.",
        ),
        (r"[\])]", "goes on after its list, or closes it wrongly", "Keep one list to a file."),
        (r",", "has a comma with no string before it", "Remove the comma, or add the string."),
        (
            r"",
            "item {index} (counted from 0) is not a string, or lacks the comma before it",
            "Write each paragraph as a string in quote marks, with commas between.",
        ),
    )
)


def recognise(head: bytes, name: str) -> Fit:
    """Return how well the file suits: CERTAIN if it begins with a quoted string, or parses."""
    opens = _OPENS.match(head)
    named = has_suffix(name, SUFFIXES)
    # Where the name suits, too, it would be read as this one even if it should not parse.
    if opens and (opens[1] or (not named and _parses(head))):
        return Fit.CERTAIN
    return Fit(bool(opens) + named)


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the document unparsed: its external id is its name, and it may prove unchanged."""
    try:
        yield make_source(whole_document(stream), name, NAME)
    except DocumentRejected as rejected:
        yield rejected.at(name)


def parse(content: bytes) -> Contents:
    """Return the strings of the one list that it holds, as `ast.literal_eval` would."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if not opening:
        raise DocumentRejected(
            gettext_noop("is not a Python list: it does not begin with ["),
            gettext_noop("Write ['first paragraph', 'second paragraph'], or send JSON."),
            "line 1, column 1",
        )
    items = list(islice(_items(text, opening.end()), STRINGS + 1))
    if len(items) > STRINGS:
        raise too_many_strings()
    end = items[-1].end() if items else opening.end()
    if not _CLOSING[opening[1]].fullmatch(text, end):
        raise _trouble(text, end, len(items))
    return Contents(tuple(map(Piece, _values(items))), are_strings=True)


def _parses(head: bytes) -> bool:
    try:
        parse(head)
    except DocumentRejected:
        return False
    return True


def _items(text: str, position: int) -> Iterator[re.Match[str]]:
    while item := _ITEM.match(text, position):
        yield item
        position = item.end()


def _values(items: list[re.Match[str]]) -> list[str]:
    written = [item for item in items if item.lastindex == _WRITTEN]
    values = iter(_evaluated(written))
    return [
        next(values) if item.lastindex == _WRITTEN else item[item.lastindex or 0] for item in items
    ]


def _evaluated(written: list[re.Match[str]]) -> list[str]:
    """Return the values of string tokens: all in one call, which costs a tenth of one call each."""
    if not written:
        return []
    tokens = ",".join([item[_WRITTEN] for item in written])
    try:
        # Python reads no source code with a NUL in it.
        written_out = _ESCAPE.sub(_known_escape, tokens).replace("\0", r"\x00")
        values: list[str] = literal_eval(f"[{written_out}]")
    except SyntaxError as error:
        if len(written) > 1:
            return [value for item in written for value in _evaluated([item])]
        raise _bad_escape(written[0], error) from error
    return values


def _known_escape(escape: re.Match[str]) -> str:
    return escape[1] or r"\\"


def _bad_escape(item: re.Match[str], error: SyntaxError) -> DocumentRejected:
    return DocumentRejected(
        f"has a string with a broken escape ({error.msg.rpartition(': ')[2]})",
        gettext_noop(r"Complete the escape, or write \\ for a backslash."),
        _position_in(item.string, item.start(_WRITTEN)),
    )


def _trouble(text: str, position: int, index: int) -> DocumentRejected:
    if gap := _GAP.match(text, position):
        position = gap.end()
    reason, hint = next(
        (reason, hint) for pattern, reason, hint in _TROUBLES if pattern.match(text, position)
    )
    return DocumentRejected(reason.format(index=index), hint, _position_in(text, position))


def _position_in(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"
