"""The XML of feeds: what of RSS and Atom is read, and what their items share.

RSS 2.0: https://www.rssboard.org/rss-specification; RSS 1.0: https://web.resource.org/rss/1.0/spec;
Atom: RFC 4287, its tombstones: RFC 6721.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final
from xml.sax.saxutils import escape

from articles.documents.messages import gettext_noop
from articles.documents.reading.xml.item_stream import ItemStream, Path
from articles.documents.source import DocumentRejected

_ATOM: Final = "http://www.w3.org/2005/Atom"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_LANGUAGE: Final = "http://www.w3.org/XML/1998/namespace lang"
_AROUND: Final = frozenset({("rss",), ("rss", "channel"), ("rdf:RDF",), ("atom:feed",)})
_ROOTS: Final = ("rss", "rdf:RDF", "atom:feed")
# Where what all items share stands.
_HEADS: Final = frozenset({("rss", "channel"), ("rdf:RDF", "channel"), ("atom:feed",)})
_AUTHOR: Final = "atom:author/atom:name"
_MEDIA: Final = "media:content"

_OF_FEED: Final = frozenset(
    {
        *("title", "link", "language", "copyright", "dc:rights", "dc:language"),
        *("atom:title", "atom:rights"),
    }
)
# What an item is judged by while the file is read; the rest is read from its own small feed.
_JUDGED_BY: Final = frozenset(
    {
        *("title", "link", "guid", "description", "content:encoded", "atom:title", "atom:id"),
        *("atom:link", "atom:category", "blogger:type", "thr:in-reply-to"),
    }
)
_OF_ITEM: Final = _JUDGED_BY | {
    *("pubDate", "author", "category", "enclosure", "content", "xhtml:body", "xhtml:div"),
    *("dc:creator", "dc:date", "dc:rights", "dc:subject", "dc:language", "dc:description"),
    *("dcterms:issued", "dcterms:created", "dcterms:modified", "dcterms:rights"),
    *("itunes:author", "media:content", "media:thumbnail", "cc:license"),
    *("media:description", "media:credit", "media:title"),
    *("atom:published", "atom:updated", "atom:issued", "atom:created", "atom:modified"),
    *("atom:content", "atom:summary", "atom:rights", "blogger:status"),
}
# What may come many times.
_LISTED: Final = frozenset(
    {
        *("category", "dc:creator", "dc:subject", "author", "itunes:author", "enclosure"),
        *("media:content", "media:thumbnail", "atom:link", "atom:category", _AUTHOR),
        *("media:description", "media:credit", "media:title"),
    }
)
# Elements between an item and what is asked for.
_GROUPS: Final = {
    ("atom:author", "atom:name"): _AUTHOR,
    ("app:control", "app:draft"): "app:draft",
    ("media:group", "media:content"): "media:content",
    ("media:content", "media:thumbnail"): "media:thumbnail",
    ("media:group", "media:thumbnail"): "media:thumbnail",
    **{
        (around, name): name
        for around in ("media:group", "media:content")
        for name in ("media:description", "media:credit", "media:title")
    },
}


class Feed(ItemStream):
    """A feed that is being read."""

    NAMESPACES: ClassVar = {
        _ATOM: "atom",
        "http://purl.org/atom/ns#": "atom",
        _DC: "dc",
        "http://purl.org/dc/terms/": "dcterms",
        "http://purl.org/rss/1.0/": "",
        "http://my.netscape.com/rdf/simple/0.9/": "",
        "http://backend.userland.com/rss2": "",
        "http://purl.org/rss/1.0/modules/content/": "content",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
        "http://www.w3.org/1999/xhtml": "xhtml",
        "http://search.yahoo.com/mrss/": "media",
        "http://search.yahoo.com/mrss": "media",
        "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
        "http://purl.org/syndication/thread/1.0": "thr",
        "http://purl.org/atompub/tombstones/1.0": "at",
        "http://www.w3.org/2007/app": "app",
        "http://purl.org/atom/app#": "app",
        "http://schemas.google.com/blogger/2018": "blogger",
        "http://backend.userland.com/creativeCommonsRssModule": "cc",
        "http://web.resource.org/cc/": "cc",
    }
    ITEM_TAGS: ClassVar = ("item", "entry", "deleted-entry")

    def __init__(self, *, is_whole: bool = False) -> None:
        super().__init__(is_whole=is_whole)
        # What all items share: texts by their names, and the language under "language".
        self.shared: dict[str, str] = {}

    def check_root(self, name: str, tag: bytes) -> None:
        """Raise DocumentRejected where this is no feed."""
        if name not in _ROOTS:
            raise DocumentRejected(
                gettext_noop("is XML, but no feed"),
                gettext_noop("Leave out --format, so that it is read as what it is."),
            )

    def is_around(self, path: Path) -> bool:
        """Return whether an element of this path is around all items."""
        return path in _AROUND

    def opened(self, path: Path, attributes: Mapping[str, str]) -> None:
        """Take in the language of a feed, a picture, and what a tombstone says of itself."""
        if len(path) == 1 and attributes.get(_LANGUAGE):
            self.shared.setdefault("language", attributes[_LANGUAGE])
        if self.item and self._is_whole and path[-1] == _MEDIA:
            # Here, since it has no text but elements of its own.
            self.item.add(_MEDIA, "", dict(attributes))
        if self.item and self.is_item(path):
            if "ref" in attributes and path[-1] == "at:deleted-entry":
                self.item.texts["at:ref"] = attributes["ref"]
                self.item.texts["at:when"] = attributes.get("when", "")
            if attributes.get(_LANGUAGE):
                self.item.texts["language"] = attributes[_LANGUAGE]

    def is_wanted(self, path: Path, attributes: Mapping[str, str]) -> bool:
        """Return whether the text of an element is asked for."""
        if self.item is None:
            return _shared_name(path) is not None
        name = _name_in_item(path)
        if name is None:
            return False
        return name == "app:draft" or name in (
            _OF_ITEM | {_AUTHOR} if self._is_whole else _JUDGED_BY
        )

    def is_raw(self, path: Path, attributes: Mapping[str, str]) -> bool:
        """Return whether an element holds XHTML, which is taken as it is."""
        if path[-1].startswith("xhtml:"):
            return True
        is_text = path[-1] in ("atom:content", "atom:summary", "atom:title", "atom:rights")
        return is_text and attributes.get("type") in ("xhtml", "application/xhtml+xml")

    def keep(self, path: Path, text: str, attributes: Mapping[str, str]) -> None:
        """Take in a text that was asked for."""
        if self.item is None:
            if name := _shared_name(path):
                self.shared.setdefault(name, _as_html(text, attributes))
            return
        name = _name_in_item(path)
        if name == _MEDIA:
            return
        if name in _LISTED:
            self.item.add(name, text, attributes)
        elif name:
            self.item.texts.setdefault(name, _as_html(text, attributes))

    def head(self) -> str:
        """Return what the items share, as a feed has it."""
        written = "".join(_element(name, text) for name, text in self.shared.items())
        return f"<channel>{written}</channel>\n" if b":RDF" in self.root[:200] else written


def _shared_name(path: Path) -> str | None:
    if path[:-1] in _HEADS and path[-1] in _OF_FEED:
        return path[-1]
    is_author = path[:-2] in _HEADS and path[-2:] == ("atom:author", "atom:name")
    return _AUTHOR if is_author else None


def _name_in_item(path: Path) -> str | None:
    """Return the name of an element of an item: its own, or with the one around it."""
    depth = next(
        size for size in (2, 3) if path[: size - 1] in _AROUND and path[:size] not in _AROUND
    )
    inner = path[depth:]
    if len(inner) == 1:
        return inner[0] if inner[0] in _OF_ITEM else None
    return _GROUPS.get((inner[-2], inner[-1])) if len(inner) > 1 else None


def _as_html(text: str, attributes: Mapping[str, str]) -> str:
    """Return a text construct as HTML: without a type, Atom's are plain text."""
    return escape(text) if attributes.get("type") == "text" else text


def _element(name: str, text: str) -> str:
    """Return an element of a feed's head, which declares its namespace itself."""
    if name == _AUTHOR:
        return f'<author xmlns="{_ATOM}"><name>{escape(text)}</name></author>\n'
    prefix, _, local = name.rpartition(":")
    if prefix == "atom":
        return f'<{local} xmlns="{_ATOM}" type="html">{escape(text)}</{local}>\n'
    declared = f' xmlns:dc="{_DC}"' if prefix == "dc" else ""
    return f"<{name}{declared}>{escape(text)}</{name}>\n"
