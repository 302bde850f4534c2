"""What is wrong with a row; and rows in batches, as each check reads them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, QuerySet
from django.db.models.functions import Cast

from articles.documents.article.model import ArticleDocument, InvalidDocument


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row, and what to do: whole sentences without their full stop."""

    table: str
    key: object
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.table} {self.key}: {self.what}. {self.remedy}."


# Those of each row that was looked at: none, mostly.
Faults = Iterator[Sequence[Fault]]


def in_batches(rows: QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """Yield rows in the order of their keys, `size` at a time; values must begin with the key."""
    ordered = rows.order_by("pk")
    while found := list(ordered[:size]):
        yield found
        last = found[-1]
        ordered = ordered.filter(pk__gt=last[0] if isinstance(last, tuple) else last.pk)


def as_stored(field: str) -> Cast:
    """Return the bytes of a compressed field as the database has them, to be unpacked with care."""
    return Cast(field, BinaryField())


def unpacked_bytes(stored: Any) -> bytes | None:
    """Return the bytes of a compressed field; None where they are damaged."""
    try:
        return zlib.decompress(stored)
    except zlib.error:
        return None


def unpacked_document(stored: Any) -> ArticleDocument | str:
    """Return the article document of a compressed field, or why there is none."""
    data = unpacked_bytes(stored)
    if data is None:
        return "its bytes cannot be unpacked"
    try:
        return ArticleDocument.from_json(json.loads(data))
    except (ValueError, AttributeError, InvalidDocument) as error:
        return str(error)
