"""Check what an editor or a file writes for a metadata field, and return its value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from articles.documents import markup
from articles.documents.article.metadata import (
    METADATA_FIELDS,
    Metadata,
    MetadataKind,
    with_values,
)
from articles.documents.messages import gettext
from articles.documents.metadata.dates import FIRST_YEAR, LAST_YEAR, in_utc
from articles.documents.urls.safe_url import safe_url


class InvalidMetadata(ValueError):
    """Raised for a text that is no value of this field; the message is a hint what to write."""


def with_written(metadata: Metadata, name: str, texts: Iterable[str]) -> Metadata:
    """Return the metadata with one field as somebody wrote it; raise `InvalidMetadata`."""
    return with_values(metadata, name, [_checked(name, text) for text in texts])


def web_url(text: str) -> str:
    """Return the URL of a page, "" where the text is none."""
    url = safe_url(text) or ""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _checked(name: str, text: str) -> str:
    line = markup.one_line(text)
    if not line:
        return ""
    match METADATA_FIELDS[name].kind:
        case MetadataKind.DATETIME:
            return _datetime(line)
        case MetadataKind.URL:
            return _url(line)
    return line


def _datetime(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidMetadata(
            gettext("Write a date and time such as 2024-05-31T09:30:00Z.")
        ) from error
    try:
        return in_utc(found).isoformat()
    except ValueError as error:
        raise InvalidMetadata(
            gettext("Write a year from {first} to {last}.").format(first=FIRST_YEAR, last=LAST_YEAR)
        ) from error


def _url(text: str) -> str:
    if url := web_url(text):
        return url
    raise InvalidMetadata(gettext("Write a whole address that begins with https:// or http://."))
