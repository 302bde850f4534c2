"""The data that the items of a WordPress export share, and what one item needs of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from articles.documents.reading.xml.item_stream import XmlItem
from articles.documents.reading.xml.wordpress.attachments import Attachment, numbers_shown

# With a version after it, and for excerpts their name after that. Some write it with https.
WORDPRESS: Final = ("http://wordpress.org/export/", "https://wordpress.org/export/")
THUMBNAIL: Final = "_thumbnail_id"
ALT: Final = "_wp_attachment_image_alt"
# What plug-ins that give a post several authors prefix their names with.
_GUEST: Final = "cap-"


@dataclass(slots=True)
class Channel:
    """The data that all items share; `pictures` are attachments by their numbers.

    `authors` are names by logins.
    """

    texts: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Attachment] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """Return the URL of the site."""
        return self.texts.get("wp:base_site_url") or self.texts.get("link", "")

    def name_of(self, login: str) -> str:
        """Return an author's name, or the login where that is all there is."""
        return self.authors.get(login.removeprefix(_GUEST)) or self.authors.get(login) or login

    def head_for(self, item: XmlItem, content: bytes = b"") -> str:
        """Return what one item refers to in the rest of the file, as the file would have it."""
        shown = numbers_shown(content, item.texts.get("wp:post_id", ""), self.pictures)
        pictures = dict.fromkeys([item.texts.get(THUMBNAIL, ""), *shown])
        logins = dict.fromkeys([item.texts.get("dc:creator", ""), *logins_of(item)])
        return "".join(
            [
                *(_element(name, escape(text)) for name, text in self.texts.items()),
                *(self._author(login) for login in logins),
                *(self._picture(number) for number in pictures),
            ]
        )

    def _author(self, login: str) -> str:
        name = self.name_of(login)
        if not login or name == login:
            return ""
        return _element(
            "wp:author",
            _element("wp:author_login", escape(login)),
            _element("wp:author_display_name", escape(name)),
        )

    def _picture(self, number: str) -> str:
        attachment = self.pictures.get(number)
        if not attachment:
            return ""
        caption, alt = attachment.caption, attachment.alt
        return _element(
            "item",
            _element("excerpt:encoded", escape(caption)) if caption else "",
            _element("wp:post_id", escape(number)),
            _element("wp:post_parent", escape(attachment.parent)) if attachment.parent else "",
            _element("wp:post_type", "attachment"),
            _element("wp:attachment_url", escape(attachment.address)),
            _meta(ALT, alt) if alt else "",
        )


def _meta(key: str, value: str) -> str:
    written = _element("wp:meta_key", escape(key)), _element("wp:meta_value", escape(value))
    return _element("wp:postmeta", *written)


def logins_of(item: XmlItem) -> Iterator[str]:
    """Yield the authors that a post has by Co-Authors Plus: terms of a taxonomy of its own."""
    for name, text, attributes in item.listed:
        if name == "category" and attributes.get("domain") == "author" and text:
            yield text


def _element(name: str, *content: str) -> str:
    # Each declares the prefix itself: that of the file may be another.
    prefix = name.partition(":")[0] if ":" in name else ""
    address = {"wp": "1.2/", "excerpt": "1.2/excerpt/"}.get(prefix)
    declared = f' xmlns:{prefix}="{WORDPRESS[0]}{address}"' if address else ""
    return f"<{name}{declared}>{''.join(content)}</{name}>\n"
