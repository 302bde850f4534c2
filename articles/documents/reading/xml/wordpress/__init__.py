"""A site's posts as WordPress exports them (WXR 1.0 to 1.2), in a file of any size.

The file is read as a stream; what is kept of it is what later items need: its authors, and the URLs
of its pictures. Each post becomes a small export of its own, which holds its item byte for byte; a
draft or what is in the trash comes with that status. Format: wp-admin/includes/export.php of
WordPress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from html import unescape
from typing import BinaryIO, Final

from articles.documents import markup
from articles.documents.messages import gettext_noop
from articles.documents.metadata.dates import parse_datetime
from articles.documents.reading.bounds import DOCUMENT_BYTES, document_too_large
from articles.documents.reading.fragments import pieces_of_html, standfirst
from articles.documents.reading.fragments.embeds import with_embeds
from articles.documents.reading.fragments.tokens import check_tags
from articles.documents.reading.lead_picture import picture_beside
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.reading.reader import (
    Fit,
    external_id_of_url,
    make_source,
    within,
)
from articles.documents.reading.xml.item_stream import BrokenItem, ItemSlice, XmlItem, with_remarks
from articles.documents.reading.xml.wordpress.attachments import (
    Attachment,
    attachments_in,
    numbers_of_gallery,
)
from articles.documents.reading.xml.wordpress.channel import THUMBNAIL, Channel, logins_of
from articles.documents.reading.xml.wordpress.elementor import html_of_elementor
from articles.documents.reading.xml.wordpress.kinds import (
    SCHEDULED,
    PassedOver,
    is_article,
    status_of,
)
from articles.documents.reading.xml.wordpress.shortcodes import is_shortcode, without_shortcodes
from articles.documents.reading.xml.wordpress.wxr import (
    ELEMENTOR,
    KICKERS,
    Export,
    has_wordpress_names,
    is_topic,
)
from articles.documents.source import (
    Contents,
    DocumentLeftOut,
    DocumentRejected,
    Piece,
    Rejection,
    Source,
    SourceMetadata,
)

NAME: Final = "wxr"
DESCRIPTION: Final = "a WordPress export (WXR), XML with a site's posts, in a file of any size"
KEEPS: Final = (
    "title, authors' names (several by Co-Authors Plus), dates, categories and tags, link, the "
    "site's title and language, kicker, featured picture (from a pipe only if it stands "
    "before its post); "
    "text with all markup, pictures and galleries with captions, tables, embeds, without the tags "
    "of page builders, excerpt; posts, and with "
    "--post-types others; a draft, private or protected post or one in the trash is left out, or "
    "asked about if it was imported before; no comments"
)
NEEDS: Final = ""
MANY: Final = True
SUFFIXES: tuple[str, ...] = (".xml", ".wxr")

_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|!--|!DOCTYPE\s+rss)")
# The comment that begins a block, ends it, or is all of it: <!-- wp:more /-->. In one that
# is called freeform is text of the older editor.
# The button stands right after the link to the same file: its word would run into the name.
_FILE_BUTTON: Final = re.compile(r"(?i)(?=<a\s[^<>]{0,2000}wp-block-file__button)")
_BLOCK: Final = re.compile(r"<!--\s*+(/)?wp:(?!(?:core/)?freeform\b)[^<>]*?(/)?-->")
# Of a post, the fields that its elements say something of.
_FIELDS: Final = {"title": "title", "dc:creator": "authors", "category": "topics"}
_HEAD: Final = 2**16
_CHUNK: Final = 2**16
# More guids than a site has; of later ones it is not known whether two posts share one.
_MOST_GUIDS: Final = 2_000_000


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the file is XML with WordPress's namespace."""
    return Fit.CERTAIN if _XML.match(head) and has_wordpress_names(head[:_HEAD]) else Fit.NO


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield each post as a document, and what is no post as left out."""
    yield from read_types(stream, name, frozenset())


def read_types(stream: BinaryIO, name: str, types: Set[str]) -> Iterator[Source | Rejection]:
    """Yield each post, and each item of these types, as a document."""
    export = Export()
    export.channel.pictures = attachments_in(stream)
    passed_over = PassedOver(name)
    keys = _Keys(export.channel)
    count = 0
    try:
        for found in _items(export, stream):
            if isinstance(found, BrokenItem):
                yield found.rejected.at(name, within(found.position, found.rejected.position))
            elif is_article(found.item, types):
                count += 1
                yield _received(found, export, keys.key_of(found.item), name)
            else:
                yield from passed_over.name(found.item, _title(found.item))
        if not count:
            raise DocumentLeftOut(
                gettext_noop("holds no post"),
                gettext_noop("Export the site with its posts, or leave it out."),
            )
    except DocumentRejected as rejected:
        yield rejected.at(name)
    yield from passed_over.sum_up()


def _items(export: Export, stream: BinaryIO) -> Iterator[ItemSlice | BrokenItem]:
    while chunk := stream.read(_CHUNK):
        yield from export.taken(chunk)
    yield from export.close()


def parse(content: bytes) -> Contents:
    """Return the contents of the one post of an export, which follows what it refers to."""
    export = Export(is_whole=True)
    found = [each for each in (*export.taken(content), *export.close())]
    items = [each.item for each in found if isinstance(each, ItemSlice)]
    if not items:
        raise _no_post(found)
    found_in = _contents(items[-1], export.channel)
    return replace(found_in, metadata=with_remarks(found_in.metadata, content))


def _no_post(found: list[ItemSlice | BrokenItem]) -> DocumentRejected:
    broken = next((each.rejected for each in found if isinstance(each, BrokenItem)), None)
    return broken or DocumentRejected(
        gettext_noop("holds no post"), gettext_noop("Export the site with its posts.")
    )


def _contents(item: XmlItem, channel: Channel) -> Contents:
    text = item.texts.get("content:encoded", "")
    html = text if text.strip() else html_of_elementor(item.texts.get(ELEMENTOR, ""))
    body = _body(html, item, channel)
    excerpt = standfirst(item.texts.get("excerpt:encoded", ""), body)
    pieces = _lead_picture(item, channel, body) + excerpt + body
    metadata = _metadata(item, channel)
    return Contents(pieces, _id(item, channel), metadata)


def _received(found: ItemSlice, export: Export, key: str, name: str) -> Source | Rejection:
    position = found.item.position
    try:
        content = export.document_of(
            found, export.channel.head_for(found.item, found.content or b"")
        )
        if len(content) > DOCUMENT_BYTES:
            raise document_too_large()
        return make_source(content, name, NAME, key, found.item.number, position)
    except DocumentRejected as rejected:
        return rejected.at(name, within(position, rejected.position))


class _Keys:
    """The external ids of an export's posts; where plug-ins copy posts, two may have one guid."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._posts: dict[int, str] = {}

    def key_of(self, item: XmlItem) -> str:
        """Return a post's id, and with its own number if another post has the same one."""
        key, number = _id(item, self._channel), item.texts.get("wp:post_id", "")
        if not (key and number):
            return key
        mark = hash(key)
        if len(self._posts) < _MOST_GUIDS:
            self._posts.setdefault(mark, number)
        return key if self._posts.get(mark, number) == number else f"{key}#{number}"


def _id(item: XmlItem, channel: Channel) -> str:
    """Return the guid, which WordPress never changes; else the number of the post, at its site."""
    if guid := item.texts.get("guid"):
        return guid
    number = item.texts.get("wp:post_id", "")
    return (
        f"{channel.site}?p={number}" if number else external_id_of_url(item.texts.get("link", ""))
    )


def _lead_picture(item: XmlItem, channel: Channel, body: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the featured picture, which themes show above the text; none where the text has it."""
    found = channel.pictures.get(item.texts.get(THUMBNAIL, ""))
    return picture_beside(found.address, body, found.caption, alt=found.alt) if found else ()


def _body(html: str, item: XmlItem, channel: Channel) -> tuple[Piece, ...]:
    check_tags(html)
    if "wp-block-file__button" in html:
        html = _FILE_BUTTON.sub(" ", html)

    def gallery(attributes: str) -> Iterator[Attachment]:
        post = item.texts.get("wp:post_id", "")
        numbers = numbers_of_gallery(attributes, post, channel.pictures)
        return (channel.pictures[number] for number in numbers)

    base = item.texts.get("link", "")
    pieces = [
        piece
        for stretch, is_block in _stretches(html)
        for piece in pieces_of_html(
            without_shortcodes(stretch, gallery), blank_lines=not is_block, base=base
        )
    ]
    return tuple(shown for piece in pieces for shown in _as_shown(piece))


def _as_shown(piece: Piece) -> Iterator[Piece]:
    """Yield what WordPress shows of a text: an address on a line of its own is embedded.

    What is left of a plug-in's shortcode is noise.
    """
    if is_shortcode(piece.html):
        yield piece._replace(label="noise")
    elif piece.tag == "p" and "://" in piece.html:
        yield from with_embeds(piece)
    else:
        yield piece


def _stretches(html: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in stretches, each with whether the block editor wrote it.

    That editor writes the tags of each paragraph; the older one leaves paragraphs to blank lines.
    """
    depth = start = 0
    for mark in _BLOCK.finditer(html):
        before = depth
        if mark[1]:
            depth = max(0, depth - 1)
        elif not mark[2]:
            depth += 1
        if not before or not depth:
            yield html[start : mark.start()], before > 0
            start = mark.end()
    yield html[start:], depth > 0


def _metadata(item: XmlItem, channel: Channel) -> SourceMetadata:
    texts = item.texts
    # Without a moment in UTC ("0000-00-00"), that of the feed, or the site's own without its zone.
    dates = (texts.get(name, "") for name in ("wp:post_date_gmt", "pubDate", "wp:post_date"))
    published = next(filter(parse_datetime, dates), "")
    picture = channel.pictures.get(texts.get(THUMBNAIL, ""))
    is_scheduled = texts.get("wp:status") == SCHEDULED
    return metadata_claimed(
        title=_title(item),
        url=texts.get("link"),
        published=published,
        updated=texts.get("wp:post_modified_gmt"),
        authors=_authors(item, channel),
        language=channel.texts.get("language"),
        publisher=_line(channel.texts.get("title", "")),
        topics=[
            unescape(text)
            for name, text, attributes in item.listed
            if name == "category" and is_topic(attributes)
        ],
        picture=picture.address if picture else "",
        kicker=next((_line(texts[name]) for name in KICKERS if texts.get(name)), ""),
        status=status_of(item),
        embargoed=published if is_scheduled else "",
        emptied=item.emptied(_FIELDS),
    )


def _authors(item: XmlItem, channel: Channel) -> list[str]:
    """Return those that a plug-in names, who are several, else the one that WordPress does."""
    logins = [*logins_of(item)] or [item.texts.get("dc:creator", "")]
    return [channel.name_of(login) for login in logins]


def _title(item: XmlItem) -> str:
    return _line(item.texts.get("title", ""))


def _line(html: str) -> str:
    """Return a title, which may have tags and entities of HTML, as text."""
    try:
        return markup.visible_text(markup.clean(html[:5_000]).markup).replace("\n", " ")
    except markup.MarkupTooComplex:
        return ""
