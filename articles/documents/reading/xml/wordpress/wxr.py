"""The XML of a WordPress export, read as a stream: its items, each with its bytes as received.

Nothing is fetched or expanded: a document type, the only source of entities and of external
documents, ends the reading. Memory is bounded whatever the file holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import DOCUMENT_BYTES
from articles.documents.reading.xml.wordpress.attachments import LONGEST, MOST
from articles.documents.reading.xml.wordpress.channel import WORDPRESS, Channel, PostItem, Slice
from articles.documents.source import DocumentRejected

_RSS: Final = "rss"
_CHANNEL: Final = (_RSS, "channel")
_ITEM: Final = (*_CHANNEL, "item")
_AUTHOR: Final = (*_CHANNEL, "wp:author")
_META: Final = (*_ITEM, "wp:postmeta")

_NAMESPACES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}

# What an item is judged by while the file is read; the rest is read from its own small export.
_JUDGED_BY: Final = frozenset(
    {
        *("guid", "link", "dc:creator", "wp:post_id", "wp:post_type", "wp:status"),
        *("wp:post_password", "wp:attachment_url"),
    }
)
_OF_ITEM: Final = _JUDGED_BY | {
    *("title", "pubDate", "content:encoded", "excerpt:encoded"),
    *("wp:post_date_gmt", "wp:post_modified_gmt"),
}
_OF_CHANNEL: Final = frozenset({"title", "link", "language", "wp:base_site_url"})
_THUMBNAIL: Final = "_thumbnail_id"

# No export comes near these; each bounds what a hostile file can make us keep.
_LONGEST: Final = 2_000
_DEEPEST: Final = 50
_MOST_NAMES: Final = 1_000
_MOST_AUTHORS: Final = 10_000
_LONGEST_NAME: Final = 500
_MOST_TOPICS: Final = 1_000
_LONGEST_ROOT: Final = 2**16

_START_TAG: Final = re.compile(rb"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*>""")
# Old databases hold control characters, which XML does not; they must not cost all that follows.
_CONTROLS: Final = bytes.maketrans(
    bytes(code for code in range(32) if code not in b"\t\n\r"), b" " * 29
)
_ENCODING: Final = re.compile(rb"""<\?xml[^<>]*?\sencoding\s*=\s*["']([\w.-]+)""")
# Bytes that are no UTF-8, as `surrogateescape` decodes them.
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
# A character that is cut off at the end of a chunk.
_CUT: Final = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")


class Export:
    """An export that is being read: give it the file in chunks, and it gives the items.

    With `is_whole` it is one document of its own, of which every text is taken.
    """

    def __init__(self, *, is_whole: bool = False) -> None:
        self.channel = Channel()
        self._is_whole = is_whole
        self._window = _Window()
        self._found: list[Slice] = []
        self._path: list[str] = []
        self._names: dict[str, str] = {}
        self._item: PostItem | None = None
        self._number = 0
        self._text: list[str] | None = None
        self._length = 0
        self._pair: dict[str, str] = {}
        self._lines_before = 0
        self._is_utf8 = True
        self._cut = b""
        self._parser = self._new_parser()

    def taken(self, chunk: bytes) -> Iterator[Slice]:
        """Yield the items that end in this chunk; raise DocumentRejected where it is no export."""
        if not self._window.fed:
            chunk = self._from_its_start(chunk)
        chunk, self._cut = _whole_characters(self._cut + chunk)
        self._window.add(chunk)
        rejected = self._trouble_with(self._readable(chunk))
        found, self._found = self._found, []
        yield from found
        if rejected:
            raise rejected
        self._window.forget(self._item.start if self._item else None, self._position())

    def close(self) -> None:
        """Raise DocumentRejected where the file should not have ended."""
        if rejected := self._trouble_with(self._readable(self._cut), is_final=True):
            raise rejected

    def _from_its_start(self, chunk: bytes) -> bytes:
        """Return the chunk from the XML declaration on: plug-ins write blank lines before it."""
        start = chunk.removeprefix(b"\xef\xbb\xbf").lstrip()
        self._lines_before += chunk[: len(chunk) - len(start)].count(b"\n")
        declared = _ENCODING.match(start)
        self._is_utf8 = declared is None or declared[1].lower() in (b"utf-8", b"utf8")
        return start

    def _readable(self, chunk: bytes) -> bytes:
        """Return the chunk, of the same length, without what would end the reading of the rest."""
        chunk = chunk.translate(_CONTROLS)
        if not self._is_utf8:
            return chunk
        try:
            chunk.decode()
        except UnicodeDecodeError:
            chunk = _ESCAPED.sub("?", chunk.decode("utf-8", "surrogateescape")).encode()
        # They are characters of Unicode, but none of XML.
        return chunk.replace(b"\xef\xbf\xbe", b"\xef\xbf\xbd").replace(
            b"\xef\xbf\xbf", b"\xef\xbf\xbd"
        )

    def _trouble_with(self, chunk: bytes, *, is_final: bool = False) -> DocumentRejected | None:
        try:
            self._parser.Parse(chunk, is_final)
        except DocumentRejected as rejected:
            return rejected
        except expat.ExpatError as error:
            line = error.lineno + self._lines_before
            return DocumentRejected(
                f"is not well-formed XML ({expat.ErrorString(error.code)})",
                gettext_noop("Export it again, or mend it there. What came before is taken."),
                f"line {line}, column {error.offset + 1}",
            )
        except (LookupError, ValueError) as error:
            return DocumentRejected(
                f"is in an encoding that is not read here ({str(error)[:100]})",
                gettext_noop("Save it as UTF-8."),
            )
        return None

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 2**16
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._progress
        parser.StartNamespaceDeclHandler = self._bind
        return parser

    def _position(self) -> str:
        return f"line {self._parser.CurrentLineNumber + self._lines_before}"

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self.channel.encoding = encoding or "UTF-8"

    def _refuse_document_type(self, *declaration: object) -> None:
        raise DocumentRejected(
            gettext_noop(
                "declares a document type, which may hold entities or lead to other documents"
            ),
            gettext_noop(
                "No WordPress export does: remove the <!DOCTYPE ...>, or export the site again."
            ),
            self._position(),
        )

    def _bind(self, prefix: str | None, address: str) -> None:
        self._meet(f"xmlns:{prefix}", "")

    def _progress(self, *_: object) -> None:
        self._window.read = self._parser.CurrentByteIndex

    def _characters(self, text: str) -> None:
        self._progress()
        if self._text is not None and (self._is_whole or self._length < _LONGEST):
            self._text.append(text)
            self._length += len(text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._progress()
        for attribute in attributes:
            self._meet(attribute, "")
        if len(self._path) >= _DEEPEST:
            raise DocumentRejected(
                gettext_noop("is nested too deeply"),
                gettext_noop("It is no export."),
                self._position(),
            )
        self._path.append(self._plain_name(name))
        path = tuple(self._path)
        if len(path) == 1:
            self._open_root()
        elif path == _CHANNEL:
            self.channel.root += b"\n" + self._start_tag()
        elif path == _ITEM:
            self._open_item()
        elif path in (_AUTHOR, _META):
            self._pair = {}
        self._text = [] if self._is_wanted(path, attributes) else None
        self._length = 0

    def _plain_name(self, name: str) -> str:
        """Return the usual spelling of a name: prefixes and versions differ between files."""
        if name not in self._names:
            address, _, local = name.rpartition(" ")
            if address.startswith(WORDPRESS):
                prefix = "excerpt" if address.rstrip("/").endswith("excerpt") else "wp"
            else:
                prefix = _NAMESPACES.get(address, address)
            self._meet(name, f"{prefix}:{local}" if prefix else local)
        return self._names[name]

    def _meet(self, name: str, plain: str) -> None:
        # The parser keeps every name for good.
        self._names.setdefault(name, plain)
        if len(self._names) > _MOST_NAMES:
            raise DocumentRejected(
                gettext_noop("holds more names of elements than any export"),
                gettext_noop("It is no export."),
                self._position(),
            )

    def _open_root(self) -> None:
        root = self._start_tag()
        if self._path != [_RSS] or WORDPRESS.encode() not in root:
            raise DocumentRejected(
                gettext_noop("is XML, but no WordPress export"),
                gettext_noop("Export the site under Tools, Export."),
            )
        self.channel.root = root

    def _start_tag(self) -> bytes:
        """Return the start tag that is being read, as received; b"" if it is unusually long."""
        tag = _START_TAG.match(self._window.since(self._parser.CurrentByteIndex))
        return tag[0] if tag else b""

    def _open_item(self) -> None:
        self._number += 1
        line = self._parser.CurrentLineNumber + self._lines_before
        self._item = PostItem(self._number, line, self._parser.CurrentByteIndex)

    def _is_wanted(self, path: tuple[str, ...], attributes: Mapping[str, str]) -> bool:
        around, name = path[:-1], path[-1]
        if around == _ITEM and name == "category":
            return self._is_whole and _is_topic(attributes)
        return (
            (around == _ITEM and name in (_OF_ITEM if self._is_whole else _JUDGED_BY))
            or (around == _CHANNEL and name in _OF_CHANNEL)
            or around in (_AUTHOR, _META)
        )

    def _end(self, name: str) -> None:
        self._progress()
        path = tuple(self._path)
        if self._text is not None:
            self._keep(path, "".join(self._text).strip())
        self._text = None
        if path == _AUTHOR:
            self._keep_author()
        elif path == _META and self._item and self._pair.get("wp:meta_key") == _THUMBNAIL:
            self._item.thumbnail = self._pair.get("wp:meta_value", "")
        elif path == _ITEM and self._item:
            self._close_item(self._item)
        self._path.pop()

    def _keep(self, path: tuple[str, ...], text: str) -> None:
        around, name = path[:-1], path[-1]
        if around in (_AUTHOR, _META):
            self._pair[name] = text
        elif around == _CHANNEL:
            self.channel.texts.setdefault(name, text)
        elif self._item and name == "category":
            if len(self._item.topics) < _MOST_TOPICS:
                self._item.topics.append(text)
        elif self._item:
            self._item.texts.setdefault(name, text)

    def _keep_author(self) -> None:
        login = self._pair.get("wp:author_login", "")
        name = self._pair.get("wp:author_display_name", "")
        if len(self.channel.authors) < _MOST_AUTHORS and len(login) + len(name) < _LONGEST_NAME:
            self.channel.authors[login] = name or login

    def _keep_picture(self, number: str, address: str) -> None:
        if address and len(self.channel.pictures) < MOST and len(number) + len(address) < LONGEST:
            self.channel.pictures[number] = address

    def _close_item(self, item: PostItem) -> None:
        self._item = None
        self._keep_picture(
            item.texts.get("wp:post_id", ""), item.texts.get("wp:attachment_url", "")
        )
        if not item.texts:
            return  # of an empty one, <item/>, the parser reports another position
        content = self._window.element(item.start, self._parser.CurrentByteIndex)
        self._found.append(Slice(item, content))


def _whole_characters(chunk: bytes) -> tuple[bytes, bytes]:
    """Return a chunk of UTF-8 up to its last whole character, and the rest."""
    cut = _CUT.search(chunk, max(0, len(chunk) - 3))
    return (chunk[: cut.start()], chunk[cut.start() :]) if cut else (chunk, b"")


def _is_topic(category: Mapping[str, str]) -> bool:
    """Return whether it is a category or a tag, but not the category of posts that have none."""
    is_one = category.get("domain") in (None, "category", "post_tag")
    return is_one and category.get("nicename") != "uncategorized"


class _Window:
    """The bytes of the file that may still be needed.

    `fed` is how much of the file the parser was given, `read` how far it has reported it.
    """

    def __init__(self) -> None:
        self.fed = self.read = 0
        self._bytes = bytearray()
        self._base = 0

    def add(self, chunk: bytes) -> None:
        self._bytes += chunk
        self.fed += len(chunk)

    def since(self, start: int) -> bytes:
        """Return the bytes from `start` on, as many as a root may have."""
        return bytes(self._bytes[start - self._base : start - self._base + _LONGEST_ROOT + 1])

    def element(self, start: int, end_tag: int) -> bytes | None:
        """Return the element from `start` to the end of its end tag; None if it is too large."""
        if start < self._base or end_tag - start > DOCUMENT_BYTES:
            return None
        end = self._bytes.index(b">", end_tag - self._base) + 1
        return bytes(self._bytes[start - self._base : end])

    def forget(self, item: int | None, position: str) -> None:
        """Drop the bytes before the open item, or all read ones if that is too large to keep."""
        if self.fed - self.read > DOCUMENT_BYTES:
            raise DocumentRejected(
                gettext_noop("holds a tag or a comment that is larger than any document"),
                gettext_noop("It is no export, or broken there."),
                position,
            )
        keep = self.read if item is None or self.fed - item > 2 * DOCUMENT_BYTES else item
        if keep > self._base:
            del self._bytes[: keep - self._base]
            self._base = keep
