"""News items as agencies send them, in IPTC ninjs 3: one item, or an array of them.

Versions 1 and 2 are read, too, whose names differ: `versioncreated` for `versionCreated`, `byline`
for `by`, `body_html` for `bodies`. Standard: https://iptc.org/standards/ninjs/. Superdesk writes
version 1 with names of its own (superdesk/publish/formatters/ninjs_formatter.py there): `guid` for
`uri`, `authors`, `source`, and its abstract as the description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from articles.documents import markup
from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import check_text, decoded
from articles.documents.reading.fragments import (
    letters_of,
    paragraphs_of_text,
    pieces_of_html,
    standfirst,
)
from articles.documents.reading.json import json_objects
from articles.documents.reading.json.associations import (
    best_rendition,
    is_picture,
    objects_in,
    pieces_of_associations,
)
from articles.documents.reading.json.json_values import first_article, in_lower_case, loaded
from articles.documents.reading.json.nitf_body import NitfBody, is_nitf, read_nitf
from articles.documents.reading.metadata import emptied_of, metadata_claimed, status_named
from articles.documents.reading.reader import Fit
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    PublishingStatus,
    Rejection,
    Source,
    SourceMetadata,
)

NAME: Final = "ninjs"
DESCRIPTION: Final = (
    "IPTC ninjs (3.1, and back to 1.0, Superdesk's too): a news item as JSON, or an array of them"
)
KEEPS: Final = (
    "headline, by, dates of first and latest version, language, subjects, copyright holder, "
    "kicker, dateline, sign-off, version, status, embargo, rights; the richest of its "
    "bodies (HTML, NITF, text) with "
    "headings, lists, quotes, tables, embeds and links; pictures and films, with caption, credit "
    "and text alternative; a summary"
)
NEEDS: Final = ""
MANY: Final = False
SUFFIXES: tuple[str, ...] = (".json",)

# No other JSON of articles has a uri beside one of these.
_TELLING: Final = (
    "headlines", "headline", "bodies", "versioncreated", "firstcreated", "pubstatus",
    "representationtype",
)  # fmt: skip
# What an item has beside a guid: items of RSS in JSON have none of these.
_SUPERDESKS: Final = frozenset({"versioncreated", "firstcreated", "pubstatus"})
_HTML: Final = ("html", "xhtml")
_RIGHTS: Final = ("usageterms", "copyrightnotice", "copyrightholder")
# The field of each key that is there, but empty, where a publisher takes something back.
_KEYS: Final = {
    "headline": "title", "headlines": "title", "firstcreated": "published",
    "contentcreated": "published", "by": "authors", "byline": "authors", "people": "authors",
    "authors": "authors", "language": "language", "infosources": "publisher",
    "source": "publisher", "subject": "topics", "subjects": "topics", "associations": "picture",
    "usageterms": "rights", "copyrightnotice": "rights", "copyrightholder": "rights",
    "embargoed": "embargoed", "embargoeduntil": "embargoed", "embargo": "embargoed",
}  # fmt: skip
# Descriptions are metadata unless the provider gives one the role of a standfirst.
_STANDFIRSTS: Final = frozenset(
    {"abstract", "deck", "intro", "lead", "preamble", "standfirst", "sub", "subtitle", "summary"}
)

Item = Mapping[str, Any]


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the file begins with an object of this shape."""
    if b'"uri"' not in head and b'"guid"' not in head:
        return Fit.NO
    return Fit.CERTAIN if first_article(head, is_news_item) else Fit.NO


def is_news_item(document: Mapping[str, object]) -> bool:
    """Return whether a JSON object has the shape of a news item."""
    if "paragraphs" in document:
        return False
    keys = {key.lower() for key in document}
    if not isinstance(document.get("uri"), str):
        return isinstance(document.get("guid"), str) and not keys.isdisjoint(_SUPERDESKS)
    return any(key in keys for key in _TELLING) or any(key.startswith("body_") for key in keys)


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the file's documents."""
    yield from json_objects.read_objects(stream, name, NAME, parse, is_news_item)


def parse(content: bytes) -> Contents:
    """Return the contents of one news item."""
    return news_item_contents(json_objects.object_of(loaded(decoded(content))))


def news_item_contents(document: Mapping[str, object]) -> Contents:
    """Return the contents of such an object; raise DocumentRejected where it has no text.

    Of what its publisher retracts there may be none.
    """
    item = in_lower_case(document)
    has_body = any(_values(item, "bodies", "body"))
    is_retracted = status_named(item.get("pubstatus")) not in (None, PublishingStatus.USABLE)
    if not has_body and not is_retracted:
        raise _without_body(item)
    body = _read(_body(item)) if has_body else NitfBody(())
    summary = () if any(piece.label for piece in body.pieces) else _standfirst(item, body.pieces)
    lead, text, others = pieces_of_associations(item, body.pieces)
    return Contents(lead + summary + text + others, _id(item), _metadata(item, body))


def _without_body(item: Item) -> DocumentRejected:
    kind = item.get("type")
    what = f"is a news item of type {kind} without" if isinstance(kind, str) else "has no"
    return DocumentRejected(
        f"{what[:100]} body", gettext_noop("Send items with a text, or leave it out.")
    )


def _values(item: Item, listed: str, named: str) -> Iterator[tuple[str, str, str]]:
    """Yield the role, the content type and the text of each headline, body or description.

    Version 2 and later list them, version 1 names them: "body", "body_html".
    """
    found = item.get(listed)
    for each in found if isinstance(found, list) else []:
        if isinstance(each, dict):
            value = in_lower_case(each)
            yield from _value(value.get("role"), value.get("contenttype"), value.get("value"))
    for key in item:
        if key == named or key.startswith(f"{named}_"):
            role = key.removeprefix(named).removeprefix("_")
            yield from _value(role, role, item[key])


def _value(role: object, kind: object, text: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(text, str) and text.strip():
        yield (
            role.lower() if isinstance(role, str) else "",
            kind.lower() if isinstance(kind, str) else "",
            text,
        )


def _body(item: Item) -> tuple[str, str, str]:
    """Return the richest body: HTML before NITF, that before text, and text before other XML."""
    return min(_values(item, "bodies", "body"), key=_poverty)


def _poverty(body: tuple[str, str, str]) -> int:
    _, kind, text = body
    if any(name in kind for name in _HTML):
        return 0
    if is_nitf(text):
        return 1
    if "xml" in kind:
        return 4
    return 2 if _is_html(text) else 3


def _is_html(text: str) -> bool:
    return "</p>" in text.lower() or "<br" in text.lower()


def _read(body: tuple[str, str, str]) -> NitfBody:
    text = body[2]
    match _poverty(body):
        case 1:
            return read_nitf(text)
        case 3:
            return NitfBody(paragraphs_of_text(text))
    return NitfBody(pieces_of_html(text))


def _standfirst(item: Item, body: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the standfirst as a piece; none where the text holds the same words."""
    values = [
        *_values(item, "descriptions", "description"),
        *_values(item, "headlines", "headline"),
    ]
    roles = _STANDFIRSTS if "uri" in item else _STANDFIRSTS | set(_HTML) | {"text"}
    found = next((value for value in values if value[0] in roles), None)
    if not found:
        return ()
    html = _as_html(found)
    lines = (piece.html for piece in pieces_of_html(html)) if _is_html(html) else [html]
    return standfirst("<br>".join(lines), body)


def _as_html(value: tuple[str, str, str]) -> str:
    _, kind, text = value
    return text if any(name in kind for name in _HTML) or _is_html(text) else markup.escape(text)


def _text(html: str) -> str:
    try:
        return markup.visible_text(markup.clean(html).markup)
    except markup.MarkupTooComplex:
        return ""


def _id(item: Item) -> str:
    uri = item.get("uri") or item.get("guid")
    if not isinstance(uri, str):
        return ""
    check_text(uri, '"uri"')
    return uri.strip()


def _metadata(item: Item, body: NitfBody) -> SourceMetadata:
    first = item.get("firstcreated") or item.get("contentcreated") or item.get("versioncreated")
    return metadata_claimed(
        title=_headline(item) or body.headline,
        published=first,
        updated=item.get("versioncreated"),
        authors=_authors(item) or [body.byline],
        language=item.get("language"),
        publisher=item.get("copyrightholder")
        or next(_names(item, "infosources"), "")
        or item.get("source"),
        topics=[*_names(item, "subjects"), *_names(item, "subject")],
        picture=_picture(item),
        rights=[item.get(key) for key in _RIGHTS],
        kicker=_own(item, "kicker"),
        dateline=_dateline(item, body),
        sign_off=_own(item, "sign_off"),
        version=item.get("version"),
        status=item.get("pubstatus"),
        embargoed=item.get("embargoeduntil") or item.get("embargoed") or item.get("embargo"),
        emptied=emptied_of(item, _KEYS),
    )


def _own(item: Item, name: str) -> str:
    """Return a line that an item has under its own name, or among the fields of its sender."""
    extra = item.get("extra")
    found = (item.get(name), extra.get(name) if isinstance(extra, dict) else None)
    return next((_text(text).replace("\n", " ") for text in found if isinstance(text, str)), "")


def _dateline(item: Item, body: NitfBody) -> str:
    """Return where and when it was written; nothing where its text begins with that."""
    said = item.get("dateline")
    found = said.get("text") if isinstance(said, dict) else said
    line = body.dateline or (_text(found).replace("\n", " ") if isinstance(found, str) else "")
    begins = "".join(letters_of(piece.html) for piece in body.pieces[:2])
    return "" if letters_of(line) in begins else line


def _headline(item: Item) -> str:
    """Return the main headline, else the first that is no standfirst; `title` is for newsrooms."""
    values = [v for v in _values(item, "headlines", "headline") if v[0] not in _STANDFIRSTS]
    found = next((value for value in values if value[0] == "main"), None)
    found = found or next(iter(values), None)
    if found:
        return _text(_as_html(found)).replace("\n", " ")
    title = item.get("title")
    return title if isinstance(title, str) else ""


def _authors(item: Item) -> list[object]:
    written = item.get("by") or item.get("byline")
    if isinstance(written, str) and written.strip():
        return [written]
    people = [each for each in objects_in(item.get("people")) if _is_author(each)]
    return [each.get("name") for each in (people or objects_in(item.get("authors")))]


def _is_author(person: Item) -> bool:
    relation = person.get("rel")
    return isinstance(relation, str) and relation.lower().endswith(("author", "creator"))


def _names(item: Item, key: str) -> Iterator[object]:
    for each in objects_in(item.get(key)):
        yield each.get("name")


def _picture(item: Item) -> object:
    pictures = filter(is_picture, objects_in(item.get("associations")))
    return next(filter(None, map(best_rendition, pictures)), "")
