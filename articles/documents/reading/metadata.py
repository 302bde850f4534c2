"""Check the metadata of a JSON document key by key; a wrong type is rejected by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice

from articles.documents.messages import gettext_noop
from articles.documents.metadata.dates import FIRST_YEAR, LAST_YEAR, in_utc, parse_datetime
from articles.documents.metadata.language import language_tag
from articles.documents.reading.bounds import check_text
from articles.documents.source import DocumentRejected, PublishingStatus, SourceMetadata

# Longer is an article's text under the wrong key. Languages: RFC 5646, section 4.4.1.
_CHARACTERS = {"title": 1_000, "url": 2_000, "picture": 2_000, "language": 35}
_OTHER_CHARACTERS = 500
_AUTHORS = 100


def checked_metadata(document: Mapping[str, object]) -> SourceMetadata:
    """Return the metadata; raise DocumentRejected, naming the key, for a wrong value."""
    return SourceMetadata(
        title=text_of(document, "title"),
        url=text_of(document, "url"),
        published=_datetime(document, "published"),
        updated=_datetime(document, "updated"),
        authors=_texts(document, "authors"),
        language=_language(document, "language"),
        publisher=text_of(document, "publisher"),
        topics=_texts(document, "topics"),
        picture=text_of(document, "picture"),
    )


def metadata_claimed(
    *,
    title: object = "",
    url: object = "",
    published: object = "",
    updated: object = "",
    authors: Iterable[object] = (),
    language: object = "",
    publisher: object = "",
    topics: Iterable[object] = (),
    picture: object = "",
    rights: object = "",
    status: PublishingStatus = PublishingStatus.USABLE,
    embargoed: object = "",
) -> SourceMetadata:
    """Return the metadata that a page or a feed claims, as written; invalid values are left out.

    Only our own JSON is rejected for them: metadata of other formats is often wrong.
    """
    return SourceMetadata(
        title=_fitting(title, "title"),
        url=_fitting_address(url, "url"),
        published=parse_datetime(_fitting(published, "published")),
        updated=parse_datetime(_fitting(updated, "updated")),
        authors=_fitting_texts(authors, "authors"),
        language=language_tag(_fitting(language, "language")) or "",
        publisher=_fitting(publisher, "publisher"),
        topics=_fitting_texts(topics, "topics"),
        picture=_fitting_address(picture, "picture"),
        rights=_fitting(rights, "rights"),
        status=status,
        embargoed=parse_datetime(_fitting(embargoed, "embargoed")),
    )


def id_of(document: Mapping[str, object]) -> str:
    """Return the document's id; archives number theirs, so a whole number is one too."""
    value = document.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    # Its length is a matter of the key, which has its own bound.
    return _checked(value, "id") if value is not None else ""


def text_of(document: Mapping[str, object], key: str) -> str:
    """Return a short text; raise DocumentRejected, naming its key, where it is none."""
    value = document.get(key)
    return "" if value is None else _bounded(_checked(value, key), key)


def _texts(document: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = document.get(key)
    values = value if isinstance(value, list) else [] if value is None else [value]
    if len(values) > _AUTHORS:
        raise _wrong(key, f"holds more than {_AUTHORS} names")
    texts = (_bounded(_checked(value, key), key) for value in values)
    return tuple(filter(None, texts))


def _datetime(document: Mapping[str, object], key: str) -> datetime | None:
    """Return an ISO 8601 datetime in UTC, which is also assumed where no zone is given."""
    text = text_of(document, key)
    if not text:
        return None
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise _wrong(key, gettext_noop("is not a date in ISO 8601")) from error
    try:
        return in_utc(value)
    except ValueError as error:
        raise _wrong(key, f"is not between the years {FIRST_YEAR} and {LAST_YEAR}") from error


def _language(document: Mapping[str, object], key: str) -> str:
    text = text_of(document, key)
    tag = language_tag(text) if text else ""
    if tag is None:
        raise _wrong(key, gettext_noop("is not a language tag"))
    return tag


def _checked(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _wrong(key, gettext_noop("is not text"))
    check_text(value, f'"{key}"')
    return value.strip()


def _bounded(text: str, key: str) -> str:
    most = _CHARACTERS.get(key, _OTHER_CHARACTERS)
    if len(text) > most:
        raise _wrong(key, f"is longer than {most:,} characters")
    return text


def _fitting(value: object, key: str) -> str:
    if not isinstance(value, str):
        return ""
    text = value.strip()
    try:
        check_text(text, key)
    except DocumentRejected:
        return ""
    return text if len(text) <= _CHARACTERS.get(key, _OTHER_CHARACTERS) else ""


def _fitting_address(value: object, key: str) -> str:
    """Return a URL of the web; others (about:blank, a path, javascript) lead nowhere from here."""
    text = _fitting(value, key)
    return text if text.lower().startswith(("http://", "https://")) else ""


def _fitting_texts(values: Iterable[object], key: str) -> tuple[str, ...]:
    texts = filter(None, (_fitting(value, key) for value in islice(values, 10 * _AUTHORS)))
    return tuple(islice(dict.fromkeys(texts), _AUTHORS))


_HINTS = {
    "published": gettext_noop('Write it as "2024-05-31T09:30:00Z", or leave it out.'),
    "updated": gettext_noop('Write it as "2024-05-31T09:30:00Z", or leave it out.'),
    "language": gettext_noop('Write it as "en-GB", or leave it out.'),
    "authors": gettext_noop("Write a name, or a list of names, or leave it out."),
    "topics": gettext_noop("Write a topic, or a list of topics, or leave it out."),
}


def _wrong(key: str, what: str) -> DocumentRejected:
    hint = _HINTS.get(key, "Write it as a short string, or leave it out.")
    return DocumentRejected(f'its "{key}" {what}', hint)
