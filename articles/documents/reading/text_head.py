"""The head of a plain text: lines of a name and a value before the first blank line.

"Title: …", "Author: …", "Date: …", "URL: …", in any order and by any usual name of the field, as
archives and the exports of databases write them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from articles.documents.markup import escape
from articles.documents.reading.field_names import KNOWN_NAMES, plain_name
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.source import Piece, Scope, SourceMetadata

_LINE: Final = re.compile(r"([^\W\d_][\w .\-]{0,40}?)\s*:(?:[ \t]+(.*)|)\Z")
# A line that goes on with the value of the one before, as in mail.
_CONTINUED: Final = re.compile(r"[ \t]+\S")
_MOST_LINES: Final = 40
# What a head is not told by: a text may well begin with "Summary: …" and "Source: …".
_TELLING: Final = frozenset({"title", "authors", "published", "url"})
_SEPARATORS: Final = re.compile(r"[;|]|,(?=\s)|\s(?:and|und|et|y|e|en)\s")
_TOPIC_SEPARATORS: Final = re.compile(r"[;|,]")
# A text that is named so is no head but a form.
_TEXTS: Final = frozenset({"text"})


class HeadLine(NamedTuple):
    """A line of the head: the field that it names, "" if none, its value, and itself."""

    field: str
    value: str
    line: str


def head_in(text: str) -> tuple[list[HeadLine], str]:
    """Return the lines of a head and the text after it; no lines where the text has no head.

    A head is all of the lines before the first blank one. Two of them say title, author, date or
    address, and no field comes twice.
    """
    start, blank, rest = text.partition("\n\n")
    lines = start.split("\n")
    if not blank or len(lines) > _MOST_LINES:
        return [], text
    found: list[HeadLine] = []
    for line in lines:
        if found and _CONTINUED.match(line):
            found[-1] = _with_more(found[-1], line)
        elif match := _LINE.match(line.strip()):
            field = KNOWN_NAMES.get(plain_name(match[1]), "")
            found.append(HeadLine(field, (match[2] or "").strip(), line.strip()))
        else:
            return [], text
    named = [each.field for each in found if each.field]
    is_head = len(_TELLING.intersection(named)) > 1 and len(set(named)) == len(named)
    return (found, rest) if is_head and not _TEXTS.intersection(named) else ([], text)


def _with_more(before: HeadLine, line: str) -> HeadLine:
    return HeadLine(
        before.field, f"{before.value} {line.strip()}".strip(), f"{before.line} {line.strip()}"
    )


def head_pieces(head: Sequence[HeadLine]) -> list[Piece]:
    """Return the lines as strings of the document, so that nothing is lost."""
    return [piece for each in head for piece in _pieces(each)]


def _pieces(line: HeadLine) -> list[Piece]:
    if line.field == "title" and line.value:
        return [Piece(escape(line.value), "h1", "headline", Scope.TEXT)]
    if line.field == "summary" and line.value:
        return [Piece(escape(line.value), "p", "standfirst", Scope.TEXT)]
    return [Piece(escape(line.line), "p", "noise", Scope.TEXT)]


def head_metadata(head: Sequence[HeadLine]) -> SourceMetadata:
    """Return what the head says of its article; a field without a value is emptied."""
    said = {each.field: each.value for each in head if each.field}
    emptied = frozenset(field for field, value in said.items() if not value) - {"id", "summary"}
    return metadata_claimed(
        title=said.get("title", ""),
        url=said.get("url", ""),
        published=said.get("published", ""),
        updated=said.get("updated", ""),
        authors=_parted(_SEPARATORS, said.get("authors", "")),
        language=said.get("language", ""),
        publisher=said.get("publisher", ""),
        topics=_parted(_TOPIC_SEPARATORS, said.get("topics", "")),
        picture=said.get("picture", ""),
        rights=said.get("rights", ""),
        kicker=said.get("kicker", ""),
        dateline=said.get("dateline", ""),
        sign_off=said.get("sign_off", ""),
        version=said.get("version") or None,
        status=said.get("status", ""),
        embargoed=said.get("embargoed", ""),
        emptied=emptied,
    )


def _parted(separators: re.Pattern[str], value: str) -> list[str]:
    return [part for each in separators.split(value) if (part := each.strip())]
