"""The data that the items of a WordPress export share, and an export of one item alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import document_too_large
from articles.documents.source import DocumentRejected

# With a version after it, and for excerpts their name after that.
WORDPRESS: Final = "http://wordpress.org/export/"


@dataclass(slots=True)
class PostItem:
    """One item: its number in the file, counted from 1, where it begins, and its texts."""

    number: int
    line: int
    start: int
    texts: dict[str, str] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    thumbnail: str = ""


class Slice(NamedTuple):
    """An item and its bytes; None if they are more than a document may have."""

    item: PostItem
    content: bytes | None


@dataclass(slots=True)
class Channel:
    """The data that all items share; `pictures` are URLs by the numbers of attachments.

    `root` are the start tags around all items, which declare their prefixes.
    """

    encoding: str = "UTF-8"
    root: bytes = b""
    texts: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> str:
        """Return the URL of the site."""
        return self.texts.get("wp:base_site_url") or self.texts.get("link", "")

    def export_of(self, found: Slice) -> bytes:
        """Return an export of this one item, with what it refers to in the rest of the file."""
        if found.content is None:
            raise document_too_large()
        self._check_encoding(found.content)
        head = "".join(
            [
                *(_element(name, escape(text)) for name, text in self.texts.items()),
                self._author(found.item.texts.get("dc:creator", "")),
                self._picture(found.item.thumbnail),
            ]
        )
        return b"".join(
            [
                f'<?xml version="1.0" encoding="{self.encoding}"?>\n'.encode("ascii"),
                self.root,
                b"\n",
                head.encode(self.encoding, "xmlcharrefreplace"),
                found.content,
                b"\n</channel>\n</rss>\n",
            ]
        )

    def _check_encoding(self, content: bytes) -> None:
        if self.encoding.lower() not in ("utf-8", "utf8"):
            return  # the parser has read it
        try:
            content.decode()
        except UnicodeDecodeError as error:
            raise DocumentRejected(
                gettext_noop("is not UTF-8 text, as its export says it is"),
                gettext_noop(
                    "Save the post again in WordPress and export it anew, or mend it there."
                ),
                f"byte {error.start}",
            ) from error

    def _author(self, login: str) -> str:
        name = self.authors.get(login)
        if not name:
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


def _element(name: str, *content: str) -> str:
    # Each declares the prefix itself: that of the file may be another.
    declared = f' xmlns:wp="{WORDPRESS}1.2/"' if name.startswith("wp:") else ""
    return f"<{name}{declared}>{''.join(content)}</{name}>\n"
