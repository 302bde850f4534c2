"""Feeds as files: RSS 2.0, 1.0 and before, Atom, and Blogger's export, which is an Atom feed.

Each item becomes a small feed of its own, which holds it byte for byte. Where there is only a
summary of its text, that is what is taken, and said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from html import unescape
from typing import BinaryIO, Final

from articles.documents import markup
from articles.documents.messages import gettext_noop
from articles.documents.metadata.dates import parse_datetime
from articles.documents.reading.bounds import DOCUMENT_BYTES, document_too_large
from articles.documents.reading.fragments import letters_of, pieces_of_html, standfirst
from articles.documents.reading.lead_picture import picture_beside
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.reading.reader import Fit, external_id_of_url, make_source, within
from articles.documents.reading.xml.feeds.blogger import STATUSES, kind_of_entry
from articles.documents.reading.xml.feeds.feed import Feed
from articles.documents.reading.xml.item_stream import BrokenItem, ItemSlice, XmlItem, with_remarks
from articles.documents.reading.xml.root import root_of
from articles.documents.source import (
    Contents,
    DocumentLeftOut,
    DocumentRejected,
    LeftOut,
    Piece,
    PublishingStatus,
    Rejection,
    Remark,
    Source,
    SourceMetadata,
)

NAME: Final = "feed"
DESCRIPTION: Final = (
    "a feed as a file: RSS 2.0, 1.0 and older, Atom, or Blogger's export, of any size"
)
KEEPS: Final = (
    "title, authors, dates, categories, link, the feed's title and language, rights, a picture; "
    "the whole text with all markup, else the summary, which the run reports; of Blogger posts, "
    "with --post-types page its pages, no comments; drafts are left out, as with wxr; deleted "
    "entries as withheld"
)
NEEDS: Final = ""
MANY: Final = True
SUFFIXES: tuple[str, ...] = (".xml", ".rss", ".atom", ".rdf")

_ROOTS: Final = frozenset({"rss", "RDF", "feed"})
_PREFIXES: Final = frozenset({"", "atom", "rdf"})
_CHUNK: Final = 2**16
# What a description is that has more to follow elsewhere.
_ENDS_OPEN: Final = re.compile(r"(?:…|\.\.\.|&#8230;|&hellip;|\[…\]|\[\.\.\.\])\W*\Z")
_SHORT: Final = 500
# Of an item, the fields that its elements say something of.
_FIELDS: Final = {
    **dict.fromkeys(("title", "atom:title"), "title"),
    **dict.fromkeys(("dc:creator", "author", "itunes:author", "atom:author/atom:name"), "authors"),
    **dict.fromkeys(("category", "dc:subject", "atom:category"), "topics"),
    **dict.fromkeys(("dc:rights", "dcterms:rights", "atom:rights"), "rights"),
    **dict.fromkeys(("pubDate", "atom:published", "dc:date"), "published"),
    **dict.fromkeys(("atom:updated", "dcterms:modified"), "updated"),
    **dict.fromkeys(("dc:language", "language"), "language"),
}
_ONLY_SUMMARY: Final = Remark("cut", "text", "only a summary")
_XHTML: Final = re.compile(r"(</?)(?:xhtml|html|xh|h|x):(?=[a-z])")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
# "nell@oldmere.example (Nell Ashby)", as RSS has authors.
_MAIL: Final = re.compile(r"\A\s*\S+@\S+\s*\((.+)\)\s*\Z")


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the root is that of a feed; a WordPress export is told before."""
    root = root_of(head)
    if root is None or root.local not in _ROOTS:
        return Fit.NO
    return Fit.CERTAIN if Feed.NAMESPACES.get(root.address, root.address) in _PREFIXES else Fit.NO


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield each item as a document, and what is no article as left out."""
    yield from read_types(stream, name, frozenset())


def read_types(stream: BinaryIO, name: str, types: Set[str]) -> Iterator[Source | Rejection]:
    """Yield each item as a document, of Blogger's also those of these types."""
    feed = Feed()
    others: Counter[str] = Counter()
    try:
        for found in _items(feed, stream):
            if isinstance(found, BrokenItem):
                yield found.rejected.at(name, within(found.position, found.rejected.position))
                continue
            kind = kind_of_entry(found.item)
            if kind == "post" or kind in types:
                yield _received(found, feed, name)
            elif kind == "page":
                yield _page(found.item, name)
            else:
                others[kind] += 1
        if not feed.number:
            raise DocumentLeftOut(
                gettext_noop("is a feed without an item"),
                gettext_noop("Fetch it again later, or leave it out."),
            )
    except DocumentRejected as rejected:
        yield rejected.at(name)
    for kind, count in others.most_common():
        reason = f"has {count:,} of the type {kind}, which are no articles"
        yield LeftOut(name, "", reason, gettext_noop("Nothing is to be done."))


def _items(feed: Feed, stream: BinaryIO) -> Iterator[ItemSlice | BrokenItem]:
    while chunk := stream.read(_CHUNK):
        yield from feed.taken(chunk)
    yield from feed.close()


def _page(item: XmlItem, name: str) -> LeftOut:
    title = _title(item)
    called = f", “{title[:200]}”" if title else ""
    return LeftOut(
        name,
        f"{item.position}{called}",
        gettext_noop("is no article but of the type page"),
        gettext_noop("With --post-types page all of this type are taken."),
    )


def _received(found: ItemSlice, feed: Feed, name: str) -> Source | Rejection:
    position = found.item.position
    try:
        content = feed.document_of(found, feed.head())
        if len(content) > DOCUMENT_BYTES:
            raise document_too_large()
        return make_source(
            content, name, NAME, _id(found.item, feed.shared), found.item.number, position
        )
    except DocumentRejected as rejected:
        return rejected.at(name, within(position, rejected.position))


def parse(content: bytes) -> Contents:
    """Return the contents of the one item of a feed."""
    feed = Feed(is_whole=True)
    found = [*feed.taken(content), *feed.close()]
    items = [each.item for each in found if isinstance(each, ItemSlice)]
    if not items:
        broken = next((each.rejected for each in found if isinstance(each, BrokenItem)), None)
        raise broken or DocumentRejected(
            gettext_noop("is a feed without an item"), gettext_noop("Fetch it again.")
        )
    item = items[-1]
    if "at:ref" in item.texts:
        return _deleted(item)
    found_in = _contents(item, feed.shared)
    return replace(found_in, metadata=with_remarks(found_in.metadata, content))


def _contents(item: XmlItem, shared: dict[str, str]) -> Contents:
    metadata = _metadata(item, shared)
    body, summary = _texts(item)
    base = _link(item)
    pieces = pieces_of_html(body, base=base) if body else ()
    if pieces:
        pieces = standfirst(summary, pieces) + pieces if _is_standfirst(summary) else pieces
    else:
        pieces = pieces_of_html(summary, base=base)
        if pieces and _is_cut(item, summary):
            metadata = replace(metadata, remarks=(*metadata.remarks, _ONLY_SUMMARY))
    return Contents(_lead_picture(item, pieces) + pieces, _id(item, shared), metadata)


def _deleted(item: XmlItem) -> Contents:
    moment = parse_datetime(item.texts.get("at:when", ""))
    gone = SourceMetadata(updated=moment, status=PublishingStatus.WITHHELD)
    return Contents((), item.texts["at:ref"], gone)


def _texts(item: XmlItem) -> tuple[str, str]:
    """Return the whole text and the summary, as HTML, each "" where there is none."""
    texts = item.texts
    body = _with_words(
        texts, ("content:encoded", "atom:content", "xhtml:body", "xhtml:div", "content")
    )
    summary = _with_words(texts, ("atom:summary", "description", "dc:description"))
    return _XHTML.sub(r"\1", body), _XHTML.sub(r"\1", summary)


def _with_words(texts: dict[str, str], names: tuple[str, ...]) -> str:
    """Return the first of these texts that says anything."""
    return next((texts[name] for name in names if _LETTERS.search(_letters(texts, name))), "")


def _letters(texts: dict[str, str], name: str) -> str:
    return letters_of(texts.get(name, ""))


def _is_standfirst(summary: str) -> bool:
    """Return whether a summary is a text of its own, and not the beginning of another, cut off."""
    is_one = summary.count("<p") <= 1 and "<a " not in summary
    is_short = 0 < len(letters_of(summary)) <= _SHORT
    return is_one and is_short and not _ENDS_OPEN.search(summary.removesuffix("</p>").strip())


def _is_cut(item: XmlItem, summary: str) -> bool:
    """Return whether the text is longer where it was published, as far as that can be told.

    Many a feed of RSS has whole texts as descriptions.
    """
    return (
        "atom:summary" in item.texts
        or len(letters_of(summary)) < _SHORT
        or _ENDS_OPEN.search(markup.visible_text(summary[-_SHORT:]).strip()) is not None
    )


def _id(item: XmlItem, shared: dict[str, str]) -> str:
    """Return the id that the feed promises to keep, else the address."""
    texts = item.texts
    own = texts.get("at:ref") or texts.get("atom:id") or texts.get("guid")
    if own and ":" not in own and shared.get("link"):
        return f"{shared['link']}#{own}"  # a number, which other feeds have, too
    return own or external_id_of_url(_link(item))


def _link(item: XmlItem) -> str:
    links = [attributes for name, _, attributes in item.listed if name == "atom:link"]
    own = [each for each in links if each.get("rel", "alternate") == "alternate"]
    address = next((each["href"] for each in own if each.get("href")), "")
    guid = item.texts.get("guid", "")
    return item.texts.get("link") or address or (guid if guid.startswith("http") else "")


def _title(item: XmlItem) -> str:
    return _line(item.texts.get("title") or item.texts.get("atom:title") or "")


def _metadata(item: XmlItem, shared: dict[str, str]) -> SourceMetadata:
    texts = item.texts
    issued = ("pubDate", "atom:published", "atom:issued", "dcterms:issued", "dcterms:created",
              "atom:created", "dc:date")  # fmt: skip
    changed = ("atom:updated", "dcterms:modified", "atom:modified")
    updated = _first_date(texts, changed)
    rights = ("dc:rights", "dcterms:rights", "atom:rights", "cc:license")
    of_all: tuple[str, ...] = ("copyright", "dc:rights", "atom:rights")
    return metadata_claimed(
        title=_title(item),
        url=_link(item),
        published=_first_date(texts, issued) or updated,
        updated=updated,
        authors=_authors(item, shared),
        language=texts.get("dc:language")
        or texts.get("language")
        or shared.get("language")
        or shared.get("dc:language"),
        publisher=_line(shared.get("title") or shared.get("atom:title") or ""),
        topics=list(_topics(item)),
        picture=_picture(item),
        rights=_line(_first(texts, rights) or _first(shared, of_all)),
        status=_status(item),
        emptied=item.emptied(_FIELDS),
    )


def _first(texts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((texts[name] for name in names if texts.get(name)), "")


def _first_date(texts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((texts[name] for name in names if parse_datetime(texts.get(name, ""))), "")


def _authors(item: XmlItem, shared: dict[str, str]) -> list[str]:
    for wanted in ("dc:creator", "atom:author/atom:name", "author", "itunes:author"):
        found = [_name(text) for name, text, _ in item.listed if name == wanted]
        if any(found):
            return found
    return [shared.get("atom:author/atom:name", "")]


def _name(text: str) -> str:
    """Return a name without the address around which RSS puts it; an address alone is none."""
    if mail := _MAIL.match(text):
        return mail[1]
    return "" if "@" in text else _line(text)


def _topics(item: XmlItem) -> Iterator[str]:
    for name, text, attributes in item.listed:
        if name in ("category", "dc:subject"):
            yield unescape(text)
        elif name == "atom:category" and not attributes.get("scheme", "").endswith("#kind"):
            yield attributes.get("label") or attributes.get("term", "")


def _picture(item: XmlItem) -> str:
    found = [(name, each) for name, _, each in item.listed if _is_picture(name, each)]
    # What is a thumbnail is taken where there is nothing larger.
    found.sort(key=lambda each: each[0] == "media:thumbnail")
    return next((each.get("url") or each.get("href") or "" for _, each in found), "")


def _lead_picture(item: XmlItem, body: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the picture that a feed gives beside a text, with what it says of it."""
    caption, credit = _said_of_picture(item, "media:description"), ""
    for name, text, attributes in item.listed:
        if name == "media:credit" and not credit:
            is_of_picture = attributes.get("role", "") in ("", "photographer", "author", "owner")
            credit = _line(text) if is_of_picture else ""
    title = _said_of_picture(item, "media:title")
    # What a feed repeats of the text is no caption.
    caption = "" if letters_of(caption) in _letters_of_pieces(body) else caption
    alt = title if title != _title(item) else ""
    return picture_beside(_picture(item), body, markup.escape(caption), alt=alt, credit=credit)


def _said_of_picture(item: XmlItem, name: str) -> str:
    return next((_line(text) for known, text, _ in item.listed if known == name), "")


def _letters_of_pieces(pieces: Sequence[Piece]) -> str:
    return "".join(letters_of(piece.html) for piece in pieces)


def _is_picture(name: str, attributes: object) -> bool:
    if not isinstance(attributes, dict):
        return False
    is_image = attributes.get("medium") == "image" or attributes.get("type", "").startswith(
        "image/"
    )
    if name == "atom:link":
        return is_image and attributes.get("rel") == "enclosure"
    return name == "media:thumbnail" or (name in ("enclosure", "media:content") and is_image)


def _status(item: XmlItem) -> PublishingStatus:
    if item.texts.get("app:draft", "").strip().lower() == "yes":
        return PublishingStatus.DRAFT
    return STATUSES.get(item.texts.get("blogger:status", ""), PublishingStatus.USABLE)


def _line(html: str) -> str:
    """Return a title, which may have tags and entities of HTML, as text."""
    try:
        return markup.visible_text(markup.clean(html[:5_000]).markup).replace("\n", " ")
    except markup.MarkupTooComplex:
        return ""
