"""Flat JSON of scrapers, feeds and services: a text beside a title, an address, a date, names.

Of each field whatever name is usual is read (`field_names`): those of news-please, CC-News,
trafilatura, newspaper4k, Scrapy spiders, NewsAPI (https://newsapi.org/docs/endpoints), JSON Feed
(https://www.jsonfeed.org/version/1.1/), Ghost's and WordPress's REST
(https://developer.wordpress.org/rest-api/reference/posts/).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from itertools import chain, islice
from typing import BinaryIO, Final

from articles.documents import markup
from articles.documents.messages import gettext_noop
from articles.documents.metadata.moments import order_told_by
from articles.documents.reading.body_text import pieces_of_body
from articles.documents.reading.bounds import STRINGS, decoded
from articles.documents.reading.field_names import (
    FIELD_NAMES,
    KNOWN_NAMES,
    PICTURE_NAMES,
    plain_name,
)
from articles.documents.reading.fragments import letters_of, standfirst
from articles.documents.reading.json import json_objects
from articles.documents.reading.json.json_values import (
    empty_array,
    first_article,
    loaded,
    opens_object,
)
from articles.documents.reading.lead_picture import with_picture
from articles.documents.reading.metadata import emptied_of, metadata_claimed
from articles.documents.reading.pages import html_page
from articles.documents.reading.reader import Fit
from articles.documents.source import (
    Contents,
    DocumentLeftOut,
    DocumentRejected,
    Piece,
    Rejection,
    Remark,
    Scope,
    Source,
    SourceMetadata,
)

NAME: Final = "scraped"
DESCRIPTION: Final = (
    "flat JSON of scrapers, feeds and services (news-please, CC-News, trafilatura, newspaper4k, "
    "Scrapy, NewsAPI, JSON Feed, WordPress REST): an article, an array of them, or either in an "
    "object"
)
KEEPS: Final = (
    "text, title, address, dates, authors, language, publisher, topics, picture, summary and "
    "rights, kicker, dateline under any usual name, of the picture caption, text alternative and "
    "credit; of HTML headings, lists, quotes, links, pictures, "
    "tables and embeds; of a text its paragraphs. It is told where a service cut a text off"
)
NEEDS: Final = ""
MANY: Final = False
SUFFIXES: tuple[str, ...] = (".json",)

# Of several texts the one with markup, but for that of a whole page.
_RICH: Final = ("contenthtml", "bodyhtml", "articlehtml")
_TEXTS: Final = (*_RICH, *(name for name in FIELD_NAMES["text"] if name not in _RICH))
_COMPANIONS: Final = ("title", "url", "published", "authors", "summary", "id")
# Under what services keep an article's fields.
_NESTED: Final = ("fields", "attributes", "_source")
# What only those have who publish: an address to be, or a body that a feed hands on.
_OF_PUBLISHERS: Final = frozenset({"slug", "contenthtml", "contenttext"})
_FEED: Final = "https://jsonfeed.org/version/"
_FEEDS_OWN: Final = ("version", "title", "home_page_url", "language", "authors", "author")
# WordPress's own; sites have others for their articles.
_NO_POSTS: Final = frozenset({"page", "attachment", "nav_menu_item", "revision", "wp_block"})
_PAGE: Final = re.compile(
    r"(?i)\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html)\b"
)
_CUT: Final = re.compile(r"\s*\[\+\s?(\d[\d,. ]*) chars\]\s*\Z")
_ELLIPSIS: Final = re.compile(r"\s*(?:\[\s*)?(?:…|\.\.\.|&hellip;|&#8230;)(?:\s*\])?\s*\Z")
_ENTITY: Final = re.compile(r"&#?[0-9a-zA-Z]{2,31};|</?[a-zA-Z]")
_SEPARATORS: Final = re.compile(r"[;|\n]")
_TOPIC_SEPARATORS: Final = re.compile(r"[;|\n,]")
# Where an object has a text: WordPress's, that of a name, of a picture.
_INNER: Final = ("rendered", "name", "full_name", "title", "label", "value", "text")
_INNER_ADDRESS: Final = ("url", "href", "src", "contentUrl", "rendered", "$t")
_NEVER_EMPTIED: Final = frozenset({"id", "text", "summary", "version", "status"})
_MOST_VALUES: Final = 1_000
_MOST_KEYS: Final = 30


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the file begins with an object of this shape."""
    if not opens_object(head) or b'"paragraphs"' in head or is_ghost_export(head):
        return Fit.NO
    return Fit.CERTAIN if first_article(head, is_scraped) or empty_array(head) else Fit.NO


def is_scraped(document: Mapping[str, object]) -> bool:
    """Return whether a JSON object has a text under a usual name, and something beside it."""
    if "paragraphs" in document:
        return False
    fields = _Fields(_flat(document))
    if not any(map(_is_text, fields.under(_TEXTS))):
        return False
    # {"html": ...} alone is a string of an article.
    is_alone = len(document) == 1 and "html" not in document
    return is_alone or any(fields.has(field) for field in _COMPANIONS)


def is_feed(document: Mapping[str, object]) -> bool:
    """Return whether a JSON object is a JSON Feed with one item, as they are kept here."""
    return bool(_feed_and_item(document)[0])


def is_ghost_export(head: bytes) -> bool:
    """Return whether a file is an export of Ghost: tables of its database, tied by their ids."""
    return b'"exported_on"' in head[:4_096] and b'"posts"' in head


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the file's documents."""
    yield from json_objects.read_objects(stream, name, NAME, parse, is_scraped, shared_by_feed)


def shared_by_feed(before: bytes) -> Callable[[bytes], bytes]:
    """Return what puts an item of a JSON Feed into a feed of its own, as the item is in its file.

    `before` is what stands before the items; others than feeds have nothing to share.
    """
    try:
        outer = json.loads(before + b"[]}")
    except (ValueError, RecursionError):
        return bytes
    if not isinstance(outer, dict) or not str(outer.get("version")).startswith(_FEED):
        return bytes
    own = {key: outer[key] for key in _FEEDS_OWN if key in outer}
    start = json.dumps(own).removesuffix("}").encode()
    return lambda item: start + b', "items": [' + item + b"]}"


def parse(content: bytes) -> Contents:
    """Return the contents of one article."""
    return scraped_contents(json_objects.object_of(loaded(decoded(content))))


def scraped_contents(document: Mapping[str, object]) -> Contents:
    """Return the contents of such an object; raise DocumentRejected where it has no text."""
    feed, item = _feed_and_item(document)
    item = _flat(item)
    fields = _Fields(item)
    _check_wanted(item)
    body = _body(fields, is_own=bool(feed) or _is_published(item))
    pieces, cut = _without_cut_mark(body.pieces)
    metadata = _metadata(fields, feed, item)
    if cut:
        metadata = replace(metadata, remarks=(*metadata.remarks, Remark("cut", "text", cut)))
    scope = pieces[0].scope if pieces else Scope.EXTRACT
    standfirst_pieces = tuple(_standfirst(fields, pieces, scope))
    text = _with_picture(fields, metadata.picture, pieces)
    lead = len(text) - len(pieces)
    return Contents(
        (*text[:lead], *standfirst_pieces, *text[lead:]),
        _id(fields),
        _completed(metadata, body.metadata),
    )


class _Fields:
    """The values of an object by our own names of fields, in the order of `FIELD_NAMES`."""

    def __init__(self, document: Mapping[str, object]) -> None:
        self._document = document
        self._keys: dict[str, list[str]] = {}
        for key in islice(document, _MOST_VALUES):
            self._keys.setdefault(plain_name(key), []).append(key)

    def under(self, names: Sequence[str]) -> Iterator[object]:
        """Yield the values under these names that are something."""
        for name in names:
            for key in self._keys.get(name, ()):
                value = self._document[key]
                if value not in (None, "", [], {}):
                    yield value

    def values(self, field: str) -> Iterator[object]:
        return self.under(FIELD_NAMES[field])

    def has(self, field: str) -> bool:
        return any(True for _ in self.values(field))

    def texts(self, field: str) -> Iterator[str]:
        return self.texts_under(FIELD_NAMES[field])

    def texts_under(self, names: Sequence[str]) -> Iterator[str]:
        for value in self.under(names):
            yield from _texts_in(value)

    def address(self, field: str) -> str:
        found = (_texts_in(value, _INNER_ADDRESS) for value in self.values(field))
        return next(filter(_is_address, chain.from_iterable(found)), "")

    def embedded(self, key: str) -> list[object]:
        """Return what WordPress embeds under a key: lists, or lists of lists, of objects."""
        embedded = self._document.get("_embedded")
        found = embedded.get(key) if isinstance(embedded, dict) else None
        listed = found if isinstance(found, list) else []
        return [
            each for outer in listed for each in (outer if isinstance(outer, list) else [outer])
        ]

    def names(self) -> Iterator[str]:
        return iter(self._document)

    def emptied(self) -> frozenset[str]:
        keys = {
            key: KNOWN_NAMES[name]
            for name, keys in self._keys.items()
            if KNOWN_NAMES.get(name, "text") not in _NEVER_EMPTIED
            for key in keys
        }
        return emptied_of(self._document, keys)


def _texts_in(value: object, inner: Sequence[str] = _INNER, levels: int = 3) -> Iterator[str]:
    """Yield the texts of a value: a string, those of a list, the telling one of an object."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and levels:
        for each in value[:_MOST_VALUES]:
            yield from _texts_in(each, inner, levels - 1)
    elif isinstance(value, dict) and levels:
        found = next((value[key] for key in inner if value.get(key)), None)
        yield from _texts_in(found, inner, levels - 1)


def _is_address(text: str) -> bool:
    return text.strip().lower().startswith(("http://", "https://"))


def _is_text(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(isinstance(each, str) for each in value)
    if isinstance(value, dict):
        value = value.get("rendered")
    return isinstance(value, str) and bool(value.strip())


def _feed_and_item(
    document: Mapping[str, object],
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Return the feed that an item is in, if it is in one, and the item."""
    if not str(document.get("version")).startswith(_FEED):
        return {}, document
    match document.get("items"):
        case [dict() as item]:
            return document, item
    return {}, document


def _flat(document: Mapping[str, object]) -> Mapping[str, object]:
    """Return an object with the fields that it keeps in one of its own."""
    for key in _NESTED:
        if key in document and isinstance(inner := document[key], dict):
            return {**inner, **document}
    return document


def _is_published(item: Mapping[str, object]) -> bool:
    """Return whether an item is its publisher's own, and no page that a scraper took apart."""
    has_rendered = any(isinstance(value, dict) and "rendered" in value for value in item.values())
    return has_rendered or any(plain_name(key) in _OF_PUBLISHERS for key in item)


def _check_wanted(item: Mapping[str, object]) -> None:
    content = item.get("content")
    if not isinstance(content, dict):
        return
    if content.get("protected") is True:
        raise DocumentLeftOut(
            gettext_noop("is protected by a password"),
            gettext_noop("Lift the protection where it comes from, if it is to be read here."),
        )
    kind = item.get("type")
    if isinstance(kind, str) and kind in _NO_POSTS:
        raise DocumentLeftOut(
            f"is of the type {kind}, not a post", gettext_noop("Fetch posts, or leave it out.")
        )


def _body(fields: _Fields, *, is_own: bool) -> Contents:
    """Return the pieces of an article's text, and of a whole page the metadata, too."""
    scope = Scope.TEXT if is_own else Scope.EXTRACT
    page = ""
    for value in filter(_is_text, fields.under(_TEXTS)):
        texts = list(_texts_in(value))
        if len(texts) == 1 and _PAGE.match(texts[0]):
            page = page or texts[0]
            continue
        found = chain.from_iterable(
            pieces_of_body(text, scope, shaped=True, base=_base(fields)) for text in texts
        )
        if pieces := tuple(islice(found, STRINGS + 1)):
            return Contents(pieces)
    if page:
        return html_page.parse(page.encode("utf-8", "replace"))
    raise no_text(fields.names())


def _base(fields: _Fields) -> str:
    return fields.address("url") or fields.address("publisher")


def no_text(names: Iterable[str]) -> DocumentRejected:
    """Return the rejection of an object without a text, given its keys."""
    keys = ", ".join(
        json.dumps(name[:40], ensure_ascii=False) for name in islice(names, _MOST_KEYS)
    )
    return DocumentRejected(
        f"has no text; its keys are: {_shown(keys) or 'none'}",
        gettext_noop(
            'Put the text under "text", or its strings as an array under "paragraphs", or leave '
            "it out."
        ),
    )


def _shown(keys: str) -> str:
    return keys.encode("utf-8", "replace").decode()


def _without_cut_mark(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], str]:
    """Return the pieces, and how many characters a service says it cut off after them."""
    found = _CUT.search(pieces[-1].html) if pieces else None
    if not found:
        return pieces, ""
    return pieces, found[0].strip()


def _standfirst(fields: _Fields, body: tuple[Piece, ...], scope: Scope) -> Iterator[Piece]:
    """Yield the summary, if it is one: not the text's own beginning, cut off or not."""
    if any(piece.label for piece in body):
        return  # a page, which sums itself up
    text = next((text for text in fields.texts("summary") if text.strip()), "")
    if not text or _begins(body, text):
        return
    pieces = pieces_of_body(text, scope)
    html = "<br>".join(piece.html for piece in pieces)
    for piece in standfirst(html, body):
        yield piece._replace(scope=scope)


def _begins(body: tuple[Piece, ...], summary: str) -> bool:
    letters = letters_of(_ELLIPSIS.sub("", summary))
    return bool(letters) and letters in "".join(letters_of(piece.html) for piece in body)


def _id(fields: _Fields) -> str:
    """Return an id that is the item's own anywhere: a bare number is that of one site's database.

    Where there is nothing else, the number is better than a position in a file.
    """
    ids = [value for value in fields.values("id") if not isinstance(value, bool)]
    texts = [text.replace("\0", "").strip() for value in ids for text in _texts_in(value)]
    own = next((text for text in texts if text and not text.isdigit()), "")
    if own or fields.address("url"):
        return own
    numbers = (str(value) for value in ids if isinstance(value, int))
    return next(chain(filter(None, texts), numbers), "")


def _metadata(
    fields: _Fields, feed: Mapping[str, object], item: Mapping[str, object]
) -> SourceMetadata:
    whole = _Fields(feed)
    publisher = next((t for t in fields.texts("publisher") if not _is_address(t)), "")
    status = next(fields.values("status"), "")
    published = next(fields.under(("dategmt", "datepublished", *FIELD_NAMES["published"])), "")
    updated = next(fields.under(("modifiedgmt", "datemodified", *FIELD_NAMES["updated"])), "")
    return metadata_claimed(
        title=_line(next(fields.texts("title"), "")),
        # trafilatura has the page's address as its source.
        url=fields.address("url") or fields.address("publisher"),
        published=_moment(published),
        updated=_moment(updated),
        authors=_authors(fields) or _authors(whole),
        language=next(chain(fields.texts("language"), whole.texts("language")), ""),
        publisher=publisher or next(whole.texts("title"), ""),
        topics=_topics(fields),
        picture=fields.address("picture") or _embedded_picture(fields),
        rights=list(fields.texts("rights")),
        kicker=_line(next(fields.texts("kicker"), "")),
        dateline=_line(next(fields.texts("dateline"), "")),
        sign_off=_line(next(fields.texts("sign_off"), "")),
        version=next(fields.values("version"), None),
        status=status,
        embargoed=_embargo(fields, status, published),
        emptied=fields.emptied() if feed or _is_published(item) else frozenset(),
        order=order_told_by(value for value in item.values() if isinstance(value, str)),
    )


def _moment(value: object) -> object:
    """Return a date as written, also as MongoDB writes it: {"$date": ...}."""
    return value.get("$date") if isinstance(value, dict) else value


def _embargo(fields: _Fields, status: object, published: object) -> object:
    """Return until when nobody may publish it: what WordPress has scheduled waits for its date."""
    return published if status == "future" else next(fields.values("embargoed"), "")


def _authors(fields: _Fields) -> list[str]:
    embedded = [text for each in fields.embedded("author") for text in _texts_in(each)]
    for value in fields.values("authors"):
        texts = _SEPARATORS.split(value) if isinstance(value, str) else _texts_in(value)
        if names := [name for name in texts if name.strip()]:
            return names
    return embedded


def _topics(fields: _Fields) -> list[str]:
    topics: list[str] = []
    for value in fields.values("topics"):
        topics += (
            _TOPIC_SEPARATORS.split(value) if isinstance(value, str) else list(_texts_in(value))
        )
    topics += [text for each in fields.embedded("wp:term") for text in _texts_in(each)]
    return [_line(topic) for topic in topics]


def _with_picture(fields: _Fields, address: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the text with its picture, where that says something of itself."""
    objects = [each for value in fields.values("picture") for each in _objects_in(value)]
    objects += [each for each in fields.embedded("wp:featuredmedia") if isinstance(each, dict)]
    said = [_Fields(each) for each in objects[:1]] + [fields]
    told = {
        name: next((text for each in said for text in each.texts_under(names) if text.strip()), "")
        for name, names in PICTURE_NAMES.items()
    }
    if not any(told.values()):
        return pieces
    caption = "<br>".join(piece.html for piece in pieces_of_body(told.pop("caption")))
    return with_picture(address, pieces, caption, **{k: _line(text) for k, text in told.items()})


def _objects_in(value: object) -> list[Mapping[str, object]]:
    return [
        each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)
    ]


def _embedded_picture(fields: _Fields) -> object:
    media = fields.embedded("wp:featuredmedia")
    return next((each.get("source_url") for each in media if isinstance(each, dict)), "")


def _line(text: str) -> str:
    """Return a title or a name as plain text: WordPress and others have HTML there."""
    if not _ENTITY.search(text):
        return text
    try:
        return markup.visible_text(markup.clean(text).markup).replace("\n", " ")
    except markup.MarkupTooComplex:
        return ""


def _completed(metadata: SourceMetadata, of_page: SourceMetadata) -> SourceMetadata:
    """Return the metadata with what only the page itself says."""
    missing = {
        field.name: getattr(of_page, field.name)
        for field in fields_of(SourceMetadata)
        if not getattr(metadata, field.name) and getattr(of_page, field.name)
    }
    return replace(metadata, **missing) if missing else metadata
