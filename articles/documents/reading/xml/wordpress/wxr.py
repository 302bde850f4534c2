"""The XML of a WordPress export: what of it is read, and what its items share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from articles.documents.messages import gettext_noop
from articles.documents.reading.xml.item_stream import ItemStream, Path
from articles.documents.reading.xml.wordpress.attachments import (
    LONGEST,
    LONGEST_TEXT,
    MOST,
    Attachment,
)
from articles.documents.reading.xml.wordpress.channel import (
    ALT,
    THUMBNAIL,
    WORDPRESS,
    Channel,
)
from articles.documents.source import DocumentRejected

_RSS: Final = ("rss",)
_CHANNEL: Final = (*_RSS, "channel")
_ITEM: Final = (*_CHANNEL, "item")
# The older spelling, and that of exports since WordPress 4.
_AUTHORS: Final = ((*_CHANNEL, "wp:author"), (*_CHANNEL, "wp:wp_author"))
_META: Final = (*_ITEM, "wp:postmeta")

# What an item is judged by while the file is read; the rest is read from its own small export.
_JUDGED_BY: Final = frozenset(
    {
        *("title", "guid", "link", "dc:creator", "wp:post_id", "wp:post_type", "wp:status"),
        *("wp:post_password", "wp:attachment_url", "wp:post_parent"),
    }
)
_OF_ITEM: Final = _JUDGED_BY | {
    *("pubDate", "content:encoded", "excerpt:encoded"),
    *("wp:post_date", "wp:post_date_gmt", "wp:post_modified_gmt"),
}
_OF_CHANNEL: Final = frozenset({"title", "link", "language", "wp:base_site_url"})
# The values of plug-ins that are asked for: ELEMENTOR has a post's text where its body is empty.
ELEMENTOR: Final = "_elementor_data"
# The line above a headline, as themes for papers keep it; private names come first in an export.
KICKERS: Final = ("kicker", "_kicker")
_VALUES: Final = frozenset({THUMBNAIL, ELEMENTOR, ALT, *KICKERS})

_MOST_AUTHORS: Final = 10_000
_LONGEST_NAME: Final = 500


class Export(ItemStream):
    """An export that is being read."""

    NAMESPACES: ClassVar = {
        "http://purl.org/rss/1.0/modules/content/": "content",
        "http://purl.org/dc/elements/1.1/": "dc",
    }

    def __init__(self, *, is_whole: bool = False) -> None:
        super().__init__(is_whole=is_whole)
        self.channel = Channel()
        self._pair: dict[str, str] = {}

    def prefix_of(self, address: str) -> str:
        """Return the usual prefix: that of WordPress has the version of the export in it."""
        if address.startswith(WORDPRESS):
            return "excerpt" if address.rstrip("/").endswith("excerpt") else "wp"
        return super().prefix_of(address)

    def check_root(self, name: str, tag: bytes) -> None:
        """Raise DocumentRejected where this is no export."""
        if name != "rss" or not has_wordpress_names(tag):
            raise DocumentRejected(
                gettext_noop("is XML, but no WordPress export"),
                gettext_noop("Leave out --format, so that it is read as what it is."),
            )

    def is_around(self, path: Path) -> bool:
        """Return whether an element of this path is around all items."""
        return path in (_RSS, _CHANNEL)

    def is_wanted(self, path: Path, attributes: Mapping[str, str]) -> bool:
        """Return whether the text of an element is asked for."""
        around, name = path[:-1], path[-1]
        if around == _ITEM and name == "category":
            return self._is_whole or attributes.get("domain") == "author"
        return (
            (around == _ITEM and name in (_OF_ITEM if self._is_whole else _JUDGED_BY))
            or (around == _CHANNEL and name in _OF_CHANNEL)
            or around in _AUTHORS
            or (around == _META and name in ("wp:meta_key", "wp:meta_value"))
        )

    def opened(self, path: Path, attributes: Mapping[str, str]) -> None:
        """Take in that an element of pairs begins."""
        if path in _AUTHORS or path == _META:
            self._pair = {}

    def keep(self, path: Path, text: str, attributes: Mapping[str, str]) -> None:
        """Take in a text that was asked for."""
        around, name = path[:-1], path[-1]
        if around in _AUTHORS or around == _META:
            self._pair[name] = text
        elif around == _CHANNEL:
            self.channel.texts.setdefault(name, text)
        elif self.item and name == "category":
            self.item.add(name, text, attributes)
        elif self.item:
            self.item.texts.setdefault(name, text)

    def closed(self, path: Path) -> None:
        """Take in what an element of pairs, or an item, has said."""
        if path in _AUTHORS:
            self._keep_author()
        elif path == _META and self.item:
            key = self._pair.get("wp:meta_key", "")
            if key in _VALUES:
                self.item.texts[key] = self._pair.get("wp:meta_value", "")
        elif path == _ITEM and self.item:
            self._keep_picture(self.item.texts)

    def _keep_author(self) -> None:
        said = self._pair
        login = said.get("wp:author_login", "")
        full = f"{said.get('wp:author_first_name', '')} {said.get('wp:author_last_name', '')}"
        name = said.get("wp:author_display_name") or full.strip()
        if len(self.channel.authors) < _MOST_AUTHORS and len(login) + len(name) < _LONGEST_NAME:
            self.channel.authors[login] = name or login

    def _keep_picture(self, texts: Mapping[str, str]) -> None:
        """Take in an attachment, unless it was found before, with more."""
        pictures = self.channel.pictures
        number, address = texts.get("wp:post_id", ""), texts.get("wp:attachment_url", "")
        if not address or number in pictures or len(pictures) >= MOST:
            return
        caption, alt = texts.get("excerpt:encoded", "").strip(), texts.get(ALT, "").strip()
        if len(number) + len(address) < LONGEST and len(caption) + len(alt) <= 2 * LONGEST_TEXT:
            parent = texts.get("wp:post_parent", "")
            pictures[number] = Attachment(address, caption, alt, parent)


def has_wordpress_names(head: bytes) -> bool:
    """Return whether bytes name a namespace of WordPress's exports."""
    return any(address.encode() in head for address in WORDPRESS)


def is_topic(category: Mapping[str, str]) -> bool:
    """Return whether it is a category or a tag, but not the category of posts that have none."""
    is_one = category.get("domain") in (None, "category", "post_tag")
    return is_one and category.get("nicename") != "uncategorized"
