"""The metadata of an article: each field declared once, all else derived.

The form's fields, the columns of rows, the keys of stored JSON, the columns of exported tables, the
parts of conflicts and the words for editors follow from `METADATA_FIELDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from articles.documents.messages import gettext_noop


class MetadataKind(StrEnum):
    """The kind of a field's value, and so how it is written, checked and stored."""

    TEXT = "text"
    URL = "url"
    # ISO 8601 in UTC, as text.
    DATETIME = "datetime"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class MetadataField:
    """One field: its attribute in `Metadata`, which also names the part of a conflict.

    `label` names it for editors, in English; `key` is what stored JSON and exported tables call it,
    `column` the article's row.
    """

    name: str
    label: str
    key: str
    column: str
    kind: MetadataKind = MetadataKind.TEXT


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of an article; a field is empty where nothing is known.

    `agencies` are credited beside its authors or in their place ("Nell Ashby, AFP"). `url` is that
    of the page where its publisher has the article, `picture` that of its lead picture; `published`
    and `updated` are when the publisher did so, in ISO 8601 and UTC. `rights` says who owns it and
    how it may be used. `kicker` is the line above the headline, `dateline` where and when it was
    written, `sign_off` the line at its end.
    """

    publisher: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    topics: tuple[str, ...] = ()
    picture: str = ""
    agencies: tuple[str, ...] = ()
    rights: str = ""
    kicker: str = ""
    dateline: str = ""
    sign_off: str = ""


_DECLARED: Final = (
    MetadataField("publisher", gettext_noop("Publisher"), "publisher", "publisher"),
    MetadataField(
        "agencies", gettext_noop("Agencies"), "agencies", "agencies", MetadataKind.TEXTS
    ),
    MetadataField("url", gettext_noop("Address there"), "address", "url", MetadataKind.URL),
    MetadataField(
        "published", gettext_noop("Published there"), "published", "published_at",
        MetadataKind.DATETIME,
    ),
    MetadataField(
        "updated", gettext_noop("Updated there"), "updated", "updated_at", MetadataKind.DATETIME
    ),
    MetadataField("topics", gettext_noop("Topics"), "topics", "topics", MetadataKind.TEXTS),
    MetadataField("picture", gettext_noop("Lead picture"), "picture", "picture", MetadataKind.URL),
    MetadataField("rights", gettext_noop("Rights"), "rights", "rights"),
    MetadataField("kicker", gettext_noop("Kicker"), "kicker", "kicker"),
    MetadataField("dateline", gettext_noop("Dateline"), "dateline", "dateline"),
    MetadataField("sign_off", gettext_noop("Sign-off"), "sign_off", "sign_off"),
)  # fmt: skip

# By name, in the order in which editors see them.
METADATA_FIELDS: Final[Mapping[str, MetadataField]] = {field.name: field for field in _DECLARED}
# Those that readers see around the text, as lines of their own.
LINES: Final = ("kicker", "dateline", "sign_off")
METADATA_COLUMNS: Final = tuple(field.column for field in _DECLARED)
_NOTHING: Final = Metadata()


def values_of(metadata: Metadata, name: str) -> tuple[str, ...]:
    """Return the texts of one field: each topic, or the one text; none where nothing is known."""
    value = getattr(metadata, name)
    texts: tuple[str, ...] = value if isinstance(value, tuple) else (value,)
    return tuple(filter(None, texts))


def with_values(metadata: Metadata, name: str, texts: Iterable[str]) -> Metadata:
    """Return the metadata with one field made of these values."""
    known = tuple(filter(None, texts))
    is_list = METADATA_FIELDS[name].kind is MetadataKind.TEXTS
    value: Any = known if is_list else "".join(known[:1])
    return replace(metadata, **{name: value})


def column_values(metadata: Metadata) -> tuple[Any, ...]:
    """Return the values of `METADATA_COLUMNS`: texts, lists of texts, datetimes or None."""
    return tuple(_column_value(metadata, field) for field in _DECLARED)


def _column_value(metadata: Metadata, field: MetadataField) -> Any:
    value = getattr(metadata, field.name)
    match field.kind:
        case MetadataKind.DATETIME:
            return stored_datetime(value)
        case MetadataKind.TEXTS:
            return list(value)
    return value


def stored_datetime(text: str) -> datetime | None:
    """Return the datetime that a field holds, None where it holds none."""
    return datetime.fromisoformat(text) if text else None


def metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    """Return what is known, by the keys of stored JSON: most articles have little of it."""
    if metadata == _NOTHING:
        return {}
    written = {field.key: getattr(metadata, field.name) for field in _DECLARED}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in written.items()
        if value
    }


def metadata_from_json(data: Mapping[str, Any]) -> Metadata:
    """Return the metadata; raise `TypeError` for an unknown key or a value that is no text."""
    if not data:
        return _NOTHING
    unknown = set(data) - {field.key for field in _DECLARED}
    if unknown:
        raise TypeError(f"it has {min(unknown)!r} among its details")
    return Metadata(
        **{field.name: _read(data[field.key], field) for field in _DECLARED if field.key in data}
    )


def _read(value: Any, field: MetadataField) -> Any:
    # A string is a sequence of strings, too.
    texts = value if field.kind is MetadataKind.TEXTS else [value]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError(f"it has {value!r:.100} for its {field.key}")
    return tuple(texts) if field.kind is MetadataKind.TEXTS else value
