"""Entries <-> a JSON file that carries whole article documents in their canonical form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.documents.article.model import ArticleDocument, InvalidDocument
from articles.documents.reading.bounds import decoded
from articles.documents.source import DocumentRejected, Rejection
from articles.exchange.bounds import TO_DOCUMENTS, Size
from articles.exchange.entry import Entry
from articles.exchange.intake import Intake, checked, standing_at
from articles.reporting.json_text import json_text


def write(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a JSON file with these articles."""
    data = [
        {
            "key": entry.key,
            "slug": entry.slug,
            "version": entry.version,
            "document": entry.document.to_json(),
        }
        for entry in entries
    ]
    return json_text(data, indent=1).encode()


def read(content: bytes, file: str, size: Size) -> Iterator[Entry | Rejection]:
    """Yield each article or why it is rejected; raise `DocumentRejected` for the whole file."""
    for number, item in enumerate(_items(decoded(content)), start=1):
        position = f"article {number}"
        try:
            with standing_at(position):
                yield _entry(item, position, Intake(size))
        except DocumentRejected as rejected:
            yield rejected.at(file, ", ".join(dict.fromkeys((position, rejected.position))))


def is_export(content: bytes) -> bool:
    """Return whether a file is such as `write` makes."""
    try:
        items = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(items, list) and any(map(_holds_document, items))


def _holds_document(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("document"), dict)


def _items(text: str) -> list[Any]:
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        raise DocumentRejected(
            f"is not valid JSON ({error.msg})",
            "Export it anew.",
            f"line {error.lineno}, column {error.colno}",
        ) from error
    except (ValueError, RecursionError) as error:
        raise DocumentRejected("is not JSON that can be read", "Export it anew.") from error
    if not isinstance(items, list):
        raise DocumentRejected(
            "is not a JSON array of exported articles",
            TO_DOCUMENTS,
        )
    return items


def _entry(item: object, position: str, intake: Intake) -> Entry:
    if not isinstance(item, dict) or not _holds_document(item):
        raise DocumentRejected(
            'is not an exported article: an object with its "document"',
            TO_DOCUMENTS,
        )
    try:
        document = ArticleDocument.from_json(item["document"])
    except (InvalidDocument, AttributeError) as error:
        raise DocumentRejected(f"is no article document ({error})", "Export it anew.") from error
    return Entry(
        key=intake.key(item.get("key", "")),
        slug=intake.slug(item.get("slug", "")),
        version=intake.version(item.get("version")),
        document=checked(document, intake),
        position=position,
        removed=tuple(dict.fromkeys(intake.removed)),
    )
