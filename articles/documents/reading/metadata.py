"""Check the metadata of a JSON document key by key; a wrong type is rejected by name.

What is no date is left out and remarked upon: it is no reason to lose an article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from articles.documents.messages import gettext_noop
from articles.documents.metadata.language import language_tag
from articles.documents.metadata.moments import DateOrder, moment_of
from articles.documents.reading.bounds import check_text
from articles.documents.source import (
    DocumentRejected,
    PublishingStatus,
    Remark,
    SourceMetadata,
)

# Longer is an article's text under the wrong key. Languages: RFC 5646, section 4.4.1.
_CHARACTERS = {"title": 1_000, "url": 2_000, "picture": 2_000, "language": 35}
_OTHER_CHARACTERS = 500
_AUTHORS = 100
_LONGEST_RIGHTS: Final = 2_000
_LONGEST_REMARK: Final = 200
_NONE: Final[frozenset[str]] = frozenset()
_MOST_DIGITS: Final = 9
# The end of an embargo that nobody understands: what may be under one is not published unasked.
OPEN_END: Final = datetime(9998, 12, 31, tzinfo=UTC)
_NO_EMBARGO: Final = frozenset({"no", "none", "false", "null", "n/a", "-", "0"})

# What our own JSON may say of itself, by the names of `SourceMetadata`.
_RIGHTS: Final = ("rights", "license", "licence", "copyright")
_EMBARGOES: Final = ("embargoed", "embargo", "embargoed_until")
_KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_RIGHTS, "rights"),
    **{
        key: key
        for key in (
            "title", "url", "published", "updated", "authors", "language", "publisher", "topics",
            "picture", "agencies", "kicker", "dateline", "sign_off",
        )
    },
    **dict.fromkeys(_EMBARGOES, "embargoed"),
}  # fmt: skip
# As ninjs and WordPress call them, too. What is private or in the bin was once published, or is for
# some; what waits is a draft.
_STATUSES: Final = {
    "usable": PublishingStatus.USABLE,
    "publish": PublishingStatus.USABLE,
    "published": PublishingStatus.USABLE,
    "withheld": PublishingStatus.WITHHELD,
    "private": PublishingStatus.WITHHELD,
    "trash": PublishingStatus.WITHHELD,
    "spiked": PublishingStatus.WITHHELD,
    "unpublished": PublishingStatus.WITHHELD,
    "canceled": PublishingStatus.CANCELED,
    "cancelled": PublishingStatus.CANCELED,
    "killed": PublishingStatus.CANCELED,
    "recalled": PublishingStatus.CANCELED,
    "retracted": PublishingStatus.CANCELED,
    "draft": PublishingStatus.DRAFT,
    "auto-draft": PublishingStatus.DRAFT,
    "pending": PublishingStatus.DRAFT,
}


def checked_metadata(
    document: Mapping[str, object], order: DateOrder | None = None
) -> SourceMetadata:
    """Return the metadata; raise DocumentRejected, naming the key, for a wrong value.

    `order` is that of dates such as 03/05/2019, where others tell it.
    """
    language = _language(document, "language")
    dates = _Dates(language, order)
    return SourceMetadata(
        title=text_of(document, "title"),
        url=text_of(document, "url"),
        published=dates.read(document.get("published"), "published"),
        updated=dates.read(document.get("updated"), "updated"),
        authors=_texts(document, "authors"),
        language=language,
        publisher=text_of(document, "publisher"),
        topics=_texts(document, "topics"),
        picture=text_of(document, "picture"),
        agencies=_fitting_texts(_listed(document["agencies"]), "agencies")
        if "agencies" in document
        else (),
        rights=rights_said([document[key] for key in _RIGHTS if key in document]),
        kicker=_fitting(document.get("kicker"), "kicker"),
        dateline=_fitting(document.get("dateline"), "dateline"),
        sign_off=_fitting(document.get("sign_off"), "sign_off"),
        version=version_number(document.get("version")),
        status=status_named(document.get("status")) or PublishingStatus.USABLE,
        embargoed=dates.read_embargo(
            next((document[key] for key in _EMBARGOES if document.get(key)), None)
        ),
        emptied=emptied_of(document, _KEYS),
        remarks=tuple(dates.remarks),
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
    kicker: object = "",
    dateline: object = "",
    sign_off: object = "",
    version: object = None,
    status: object = "",
    embargoed: object = "",
    emptied: frozenset[str] = frozenset(),
    order: DateOrder | None = None,
) -> SourceMetadata:
    """Return the metadata that a page or a feed claims, as written; invalid values are left out.

    Only our own JSON is rejected for them: metadata of other formats is often wrong. `order` is
    that of dates such as 03/05/2019, where the file tells it; `rights` is a text, or several.
    """
    tag = language_tag(_fitting(language, "language")) or ""
    dates = _Dates(tag, order)
    return SourceMetadata(
        title=_fitting(title, "title"),
        url=_fitting_address(url, "url"),
        published=dates.read(published, "published"),
        updated=dates.read(updated, "updated"),
        authors=_fitting_texts(authors, "authors"),
        language=tag,
        publisher=_fitting(publisher, "publisher"),
        topics=_fitting_texts(topics, "topics"),
        picture=_fitting_address(picture, "picture"),
        rights=rights_said(_listed(rights)),
        kicker=_fitting(kicker, "kicker"),
        dateline=_fitting(dateline, "dateline"),
        sign_off=_fitting(sign_off, "sign_off"),
        version=version_number(version),
        status=status_named(status) or PublishingStatus.USABLE,
        embargoed=dates.read_embargo(embargoed),
        emptied=emptied,
        remarks=tuple(dates.remarks),
    )


class _Dates:
    """Dates of one document, and remarks on those that were not understood."""

    def __init__(self, language: str, order: DateOrder | None = None) -> None:
        self._language = language
        self._order = order
        self.remarks: list[Remark] = []

    def read(self, value: object, field: str) -> datetime | None:
        if _is_nothing(value):
            return None
        found = moment_of(value, self._language, self._order)
        if found is None:
            self.remarks.append(Remark("date", field, _shown(value)))
        return found

    def read_embargo(self, value: object) -> datetime | None:
        """Return its end; one that is not understood lasts until a person has looked."""
        if value is False or (isinstance(value, str) and value.strip().lower() in _NO_EMBARGO):
            return None
        found = self.read(value, "embargoed")
        return found if found or _is_nothing(value) else OPEN_END


def _shown(value: object) -> str:
    """Return a value for people: what no database stores stands as a question mark."""
    if not isinstance(value, str | int | float):
        return "[…]" if isinstance(value, list) else "{…}"
    text = " ".join(str(value)[:_LONGEST_REMARK].split())
    return text.replace("\0", "?").encode("utf-8", "replace").decode()


def rights_said(values: Sequence[object]) -> str:
    """Return what values say of rights as one text: each once, and none that another holds."""
    if not values:
        return ""
    texts: list[str] = []
    for value in values:
        text = _storable(" ".join(value.split())) if isinstance(value, str) else ""
        bare = text.rstrip(".").casefold()
        if not bare or any(bare in other.casefold() for other in texts):
            continue
        texts = [other for other in texts if other.rstrip(".").casefold() not in bare] + [text]
    said = " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts[:-1])
    whole = " ".join(filter(None, (said, *texts[-1:])))
    return whole if len(whole) <= _LONGEST_RIGHTS else f"{whole[: _LONGEST_RIGHTS - 1]}…"


def version_number(value: object) -> int | None:
    """Return a publisher's own number of a version, from 0; None where it is none."""
    if value is None or isinstance(value, bool):
        return None
    text = str(value).strip() if isinstance(value, int | str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def status_named(value: object) -> PublishingStatus | None:
    """Return the status of a name, as ninjs and WordPress write it; None for another."""
    name = value.strip().lower().removeprefix("stat:") if isinstance(value, str) else ""
    return _STATUSES.get(name)


def emptied_of(document: Mapping[str, object], keys: Mapping[str, str]) -> frozenset[str]:
    """Return the fields that a document has, but empty, by their keys in it.

    Of a field with several keys all that there are must be empty.
    """
    empty = {keys[key] for key in document if key in keys and _is_nothing(document[key])}
    if not empty:
        return _NONE
    filled = {keys[key] for key in document if key in keys and not _is_nothing(document[key])}
    return frozenset(empty - filled)


def _is_nothing(value: object) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value in ([], {})


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
    values = _listed(document.get(key))
    if len(values) > _AUTHORS:
        raise _wrong(key, f"holds more than {_AUTHORS} names")
    texts = (_bounded(_checked(value, key), key) for value in values)
    return tuple(filter(None, texts))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _language(document: Mapping[str, object], key: str) -> str:
    text = text_of(document, key)
    tag = language_tag(text) if text else ""
    if tag is None:
        raise _wrong(key, gettext_noop("is not a language tag"))
    return tag


def _checked(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _wrong(key, gettext_noop("is not text"))
    if "\0" in value:
        value = value.replace("\0", "")
    if not value.isascii():
        check_text(value, f'"{key}"')
    return value.strip()


def _bounded(text: str, key: str) -> str:
    most = _CHARACTERS.get(key, _OTHER_CHARACTERS)
    if len(text) > most:
        raise _wrong(key, f"is longer than {most:,} characters")
    return text


def _fitting(value: object, key: str) -> str:
    text = _storable(value.strip()) if isinstance(value, str) else ""
    return text if len(text) <= _CHARACTERS.get(key, _OTHER_CHARACTERS) else ""


def _storable(text: str) -> str:
    """Return a text without NULs, "" for one that no database stores."""
    text = text.replace("\0", "")
    try:
        check_text(text, "")
    except DocumentRejected:
        return ""
    return text


def _fitting_address(value: object, key: str) -> str:
    """Return a URL of the web; others (about:blank, a path, javascript) lead nowhere from here."""
    text = _fitting(value, key)
    return text if text.lower().startswith(("http://", "https://")) else ""


def _fitting_texts(values: Iterable[object], key: str) -> tuple[str, ...]:
    texts = filter(None, (_fitting(value, key) for value in islice(values, 10 * _AUTHORS)))
    return tuple(islice(dict.fromkeys(texts), _AUTHORS))


_HINTS = {
    "language": gettext_noop('Write it as "en-GB", or leave it out.'),
    "authors": gettext_noop("Write a name, or a list of names, or leave it out."),
    "topics": gettext_noop("Write a topic, or a list of topics, or leave it out."),
}


def _wrong(key: str, what: str) -> DocumentRejected:
    hint = _HINTS.get(key, "Write it as a short string, or leave it out.")
    return DocumentRejected(f'its "{key}" {what}', hint)
