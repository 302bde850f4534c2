"""A site's posts as WordPress exports them (WXR 1.0 to 1.2), in a file of any size.

The file is read as a stream; what is kept of it is what later items need: its authors, and the URLs
of its pictures. Each published post becomes a small export of its own, which holds its item byte
for byte. Format: wp-admin/includes/export.php of WordPress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import BinaryIO, Final

from articles.documents import markup
from articles.documents.messages import gettext_noop
from articles.documents.metadata.dates import parse_datetime
from articles.documents.reading.bounds import DOCUMENT_BYTES, document_too_large
from articles.documents.reading.fragments import check_tags, pieces_of_html, standfirst
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.reading.reader import (
    Fit,
    external_id_of_url,
    has_suffix,
    make_source,
    within,
)
from articles.documents.reading.xml.wordpress.attachments import pictures_in
from articles.documents.reading.xml.wordpress.channel import WORDPRESS, Channel, PostItem, Slice
from articles.documents.reading.xml.wordpress.shortcodes import is_shortcode, without_shortcodes
from articles.documents.reading.xml.wordpress.wxr import Export
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    Rejection,
    Source,
    SourceMetadata,
)

NAME: Final = "wxr"
DESCRIPTION: Final = "a WordPress export (WXR), XML with a site's posts, in a file of any size"
KEEPS: Final = (
    "title, author's name, dates, categories and tags, link, the site's title and language, "
    "featured picture (from a pipe only if it stands before its post); text with all markup, "
    "excerpt; only published posts: no drafts, private or protected ones, no pages, no comments"
)
NEEDS: Final = ""
MANY: Final = True
SUFFIXES: tuple[str, ...] = (".xml", ".wxr")

# Where a site has types of its own, those that are named like articles.
_ARTICLES: Final = frozenset({"post", "article", "articles", "news", "story", "stories"})
_NAMESPACE: Final = WORDPRESS.encode()
_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|!--|!DOCTYPE\s+rss)")
# The comment that begins a block, ends it, or is all of it: <!-- wp:more /-->. In one that
# is called freeform is text of the older editor.
_BLOCK: Final = re.compile(r"<!--\s*+(/)?wp:(?!(?:core/)?freeform\b)[^<>]*?(/)?-->")
_HEAD: Final = 2**16
_CHUNK: Final = 2**16


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the file is XML with WordPress's namespace."""
    if not _XML.match(head):
        return Fit.NO
    if _NAMESPACE in head[:_HEAD]:
        return Fit.CERTAIN
    return Fit.POSSIBLE if has_suffix(name, SUFFIXES) else Fit.NO


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield each published post as a document."""
    export = Export()
    export.channel.pictures = pictures_in(stream)
    count = 0
    try:
        while chunk := stream.read(_CHUNK):
            for found in export.taken(chunk):
                if _is_article(found.item):
                    count += 1
                    yield _received(found, export.channel, name)
        export.close()
        if not count:
            raise DocumentRejected(
                gettext_noop("holds no published post"),
                gettext_noop("Export the site with its posts, or leave it out."),
            )
    except DocumentRejected as rejected:
        yield rejected.at(name)


def parse(content: bytes) -> Contents:
    """Return the contents of the one post of an export."""
    export = Export(is_whole=True)
    found = [*export.taken(content)]
    export.close()
    item = next((each.item for each in found if _is_article(each.item)), None)
    if item is None:
        raise DocumentRejected(
            gettext_noop("holds no published post"), gettext_noop("Export the site with its posts.")
        )
    body = _body(item.texts.get("content:encoded", ""))
    excerpt = item.texts.get("excerpt:encoded", "")
    return Contents(
        standfirst(excerpt, body) + body, _id(item, export.channel), _metadata(item, export.channel)
    )


def _is_article(item: PostItem) -> bool:
    texts = item.texts
    return (
        texts.get("wp:post_type", "post") in _ARTICLES
        and texts.get("wp:status", "publish") == "publish"
        and not texts.get("wp:post_password")
    )


def _received(found: Slice, channel: Channel, name: str) -> Source | Rejection:
    position = f"item {found.item.number} (line {found.item.line})"
    try:
        content = channel.export_of(found)
        if len(content) > DOCUMENT_BYTES:
            raise document_too_large()
        return make_source(
            content, name, NAME, _id(found.item, channel), found.item.number, position
        )
    except DocumentRejected as rejected:
        return rejected.at(name, within(position, rejected.position))


def _id(item: PostItem, channel: Channel) -> str:
    """Return the guid, which WordPress never changes; else the number of the post, at its site."""
    if guid := item.texts.get("guid"):
        return guid
    number = item.texts.get("wp:post_id", "")
    return (
        f"{channel.site}?p={number}" if number else external_id_of_url(item.texts.get("link", ""))
    )


def _body(html: str) -> tuple[Piece, ...]:
    check_tags(html)
    pieces = [
        piece
        for stretch, is_block in _stretches(html)
        for piece in pieces_of_html(without_shortcodes(stretch), blank_lines=not is_block)
    ]
    return tuple(_shortcode_marked(piece) for piece in pieces)


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


def _shortcode_marked(piece: Piece) -> Piece:
    """Return the piece, labelled noise where only a plug-in's shortcode is left of it."""
    return piece._replace(label="noise") if is_shortcode(piece.html) else piece


def _metadata(item: PostItem, channel: Channel) -> SourceMetadata:
    texts = item.texts
    written = texts.get("wp:post_date_gmt", "")
    creator = texts.get("dc:creator", "")
    return metadata_claimed(
        title=_line(texts.get("title", "")),
        url=texts.get("link"),
        published=written if parse_datetime(written) else texts.get("pubDate"),
        updated=texts.get("wp:post_modified_gmt"),
        authors=[channel.authors.get(creator, creator)],
        language=channel.texts.get("language"),
        publisher=_line(channel.texts.get("title", "")),
        topics=[unescape(topic) for topic in item.topics],
        picture=channel.pictures.get(item.thumbnail, ""),
    )


def _line(html: str) -> str:
    """Return a title, which may have tags and entities of HTML, as text."""
    try:
        return markup.visible_text(markup.clean(html[:5_000]).markup).replace("\n", " ")
    except markup.MarkupTooComplex:
        return ""
