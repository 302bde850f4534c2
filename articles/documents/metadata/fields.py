"""What an editor or a file writes for a detail of an article -> its value, checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.model import Details
from articles.documents.metadata.dates import FIRST_YEAR, LAST_YEAR, in_utc
from articles.documents.urls.safe_url import safe_url

NAMES: Final = tuple(each.name for each in fields(Details))
TOPICS: Final = "topics"
_MOMENTS: Final = frozenset({"published", "updated"})
_ADDRESSES: Final = frozenset({"address", "picture"})


class WrongDetail(ValueError):
    """The text is no value of this detail; the message tells an editor what to write."""


def values_of(details: Details, name: str) -> tuple[str, ...]:
    """The texts of one detail: each topic, or the one text; none where nothing is known."""
    value = getattr(details, name)
    texts: tuple[str, ...] = value if name == TOPICS else (value,)
    return tuple(filter(None, texts))


def with_values(details: Details, name: str, texts: Iterable[str]) -> Details:
    """The details with one of them made of these values."""
    known = tuple(filter(None, texts))
    value: Any = known if name == TOPICS else "".join(known[:1])
    return replace(details, **{name: value})


def with_written(details: Details, name: str, texts: Iterable[str]) -> Details:
    """The details with one of them made of what somebody wrote. Raises `WrongDetail`."""
    return with_values(details, name, [_checked(name, text) for text in texts])


def moment(text: str) -> datetime | None:
    """The moment that a detail says, which is written in ISO 8601 and UTC."""
    return datetime.fromisoformat(text) if text else None


def web_address(text: str) -> str:
    """The address of a page, "" where it is none."""
    address = safe_url(text) or ""
    return address if address.lower().startswith(("http://", "https://")) else ""


def _checked(name: str, text: str) -> str:
    line = markup.one_line(text)
    if not line:
        return ""
    if name in _MOMENTS:
        return _moment(line)
    return _address(line) if name in _ADDRESSES else line


def _moment(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongDetail("Write a moment such as 2024-05-31T09:30:00Z.") from error
    try:
        return in_utc(found).isoformat()
    except ValueError as error:
        raise WrongDetail(f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.") from error


def _address(text: str) -> str:
    if address := web_address(text):
        return address
    raise WrongDetail("Write a whole address that begins with https:// or http://.")
