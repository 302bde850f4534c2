"""One article as JSON: an array of its strings, or an object with them under "paragraphs".

A string may be an object {"tag": "h2", "html": "..."} instead, which keeps the tag it stood in.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Never

from articles.documents.reading.bounds import STRINGS, decoded, whole_document
from articles.documents.reading.metadata import id_of, metadata_of
from articles.documents.reading.reader import Fit, has_suffix, own_key, received
from articles.documents.source import Contents, DocumentRejected, Piece, Rejection, Source

NAME = "json"
DESCRIPTION = 'a JSON array of strings or of {"tag", "html"}, or an object with "paragraphs"'
SUFFIXES: tuple[str, ...] = (".json",)
KEEPS = (
    "each string's tag; of an object id, title, url, published, updated, authors, language, "
    "publisher, topics, picture"
)
NEEDS = ""
MANY = False

# The second group is what JSON never has: seen at a glance, a literal is not parsed as JSON first.
_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:(\{|\[\s*\{)|\[(\s*')?)")

_TAG = re.compile(r"[a-z][a-z0-9-]{0,49}|")


def recognise(head: bytes, name: str) -> Fit:
    opens = _OPENS.match(head)
    if opens and (opens[1] or (not opens[2] and is_json(head))):
        return Fit.CERTAIN
    return Fit(bool(opens) + has_suffix(name, SUFFIXES))


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    try:
        content = whole_document(stream)
        yield received(content, name, NAME, own_key(content, parse))
    except DocumentRejected as rejected:
        yield rejected.at(name)


def parse(content: bytes) -> Contents:
    match loaded(decoded(content)):
        case list() as items:
            return Contents(pieces_of(items))
        case dict() as document:
            metadata = metadata_of(document)
            return Contents(pieces_of(_paragraphs(document)), id_of(document), metadata)
        case other:
            raise DocumentRejected(
                f"is {_kind(other)}, not an array or an object",
                'Write ["first paragraph", "second paragraph"].',
            )


def is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def loaded(text: str) -> object:
    """Return what the JSON says; raise DocumentRejected with the place where it is none."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise DocumentRejected(
            f"is not valid JSON ({error.msg})",
            "Mend it there; a file that holds one document a line is named .jsonl.",
            f"line {error.lineno}, column {error.colno}",
        ) from error
    except RecursionError as error:
        raise DocumentRejected("is nested too deeply", "Make one flat array.") from error
    except ValueError as error:
        # Python's bound for whole numbers, the one thing that json refuses without a place.
        raise DocumentRejected("holds a number too long to read", "Shorten it.") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise DocumentRejected(
            f"has the key {json.dumps(twice[:50])} twice in one object", "Keep one of the two."
        )
    return mapping


def _constant(constant: str) -> Never:
    raise DocumentRejected(f"holds {constant}, which is not JSON", "Write null instead.")


def _paragraphs(document: dict[str, object]) -> list[object]:
    paragraphs = document.get("paragraphs")
    if isinstance(paragraphs, list):
        return paragraphs
    raise DocumentRejected(
        'its "paragraphs" is not an array' if "paragraphs" in document else 'has no "paragraphs"',
        'Put the article\'s strings there: {"paragraphs": ["first", "second"]}.',
    )


def pieces_of(items: list[object]) -> tuple[Piece, ...]:
    """Return the strings with their tags; raise DocumentRejected by the index of a wrong one."""
    # One over the bound is enough for the document to be refused; there may be millions.
    return tuple([_piece(item, index) for index, item in enumerate(items[: STRINGS + 1])])


def _piece(item: object, index: int) -> Piece:
    if isinstance(item, str):
        return Piece(item)
    if isinstance(item, dict):
        html, tag = item.get("html"), item.get("tag")
        if isinstance(html, str) and (tag is None or isinstance(tag, str)):
            return Piece(html, _tag(tag or "", index))
    raise DocumentRejected(
        f'is {_kind(item)}, not a string or {{"tag": "...", "html": "..."}} with two strings',
        "Make one flat array of strings or of such objects.",
        f"string {index} (counted from 0)",
    )


def _tag(tag: str, index: int) -> str:
    tag = tag.strip().lower()
    if not _TAG.fullmatch(tag):
        raise DocumentRejected(
            "has a tag that is no name of an HTML element",
            'Write the name alone, such as "h2".',
            f"string {index} (counted from 0)",
        )
    return tag


def _kind(value: object) -> str:
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
