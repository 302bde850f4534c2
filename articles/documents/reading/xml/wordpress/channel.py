"""The data that the items of a WordPress export share, and what one item needs of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from articles.documents.reading.xml.item_stream import XmlItem

# With a version after it, and for excerpts their name after that. Some write it with https.
WORDPRESS: Final = ("http://wordpress.org/export/", "https://wordpress.org/export/")
THUMBNAIL: Final = "_thumbnail_id"
# What plug-ins that give a post several authors prefix their names with.
_GUEST: Final = "cap-"


@dataclass(slots=True)
class Channel:
    """The data that all items share; `pictures` are URLs by the numbers of attachments.

    `authors` are names by logins.
    """

    texts: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """Return the URL of the site."""
        return self.texts.get("wp:base_site_url") or self.texts.get("link", "")

    def name_of(self, login: str) -> str:
        """Return an author's name, or the login where that is all there is."""
        return self.authors.get(login.removeprefix(_GUEST)) or self.authors.get(login) or login

    def head_for(self, item: XmlItem) -> str:
        """Return what one item refers to in the rest of the file, as the file would have it."""
        logins = dict.fromkeys([item.texts.get("dc:creator", ""), *logins_of(item)])
        return "".join(
            [
                *(_element(name, escape(text)) for name, text in self.texts.items()),
                *(self._author(login) for login in logins),
                self._picture(item.texts.get(THUMBNAIL, "")),
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
        address = self.pictures.get(number)
        if not address:
            return ""
        return _element(
            "item",
            _element("wp:post_id", escape(number)),
            _element("wp:post_type", "attachment"),
            _element("wp:attachment_url", escape(address)),
        )


def logins_of(item: XmlItem) -> Iterator[str]:
    """Yield the authors that a post has by Co-Authors Plus: terms of a taxonomy of its own."""
    for name, text, attributes in item.listed:
        if name == "category" and attributes.get("domain") == "author" and text:
            yield text


def _element(name: str, *content: str) -> str:
    # Each declares the prefix itself: that of the file may be another.
    declared = f' xmlns:wp="{WORDPRESS[0]}1.2/"' if name.startswith("wp:") else ""
    return f"<{name}{declared}>{''.join(content)}</{name}>\n"
