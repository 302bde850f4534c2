"""XML of any size with many items, read as a stream: each item with its bytes as received.

Nothing is fetched or expanded: a document type that may hold entities ends the reading. Memory is
bounded whatever the file holds. Where the XML is broken, the item there is mended or passed over,
and the reading goes on behind it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Final, NamedTuple
from xml.parsers import expat

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import DOCUMENT_BYTES, NUL, document_too_large
from articles.documents.source import DocumentRejected, Remark, SourceMetadata

Path = tuple[str, ...]

# No export or feed comes near these; each bounds what a hostile file can make us keep.
_LONGEST: Final = 2_000
_DEEPEST: Final = 50
_MOST_NAMES: Final = 1_000
_MOST_LISTED: Final = 1_000
_LONGEST_ROOT: Final = 2**16
_MOST_BROKEN: Final = 100_000
# After a broken place as much is read at a time: the next may be near.
_STEP: Final = 2**12
# An end tag is shorter, so that two chunks that share one hold all of it.
_LONGEST_TAG: Final = 100

_START_TAG: Final = re.compile(rb"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*>""")
# Those of a root have no value with a tag in it.
_TAG_NAME: Final = re.compile(rb"(?m)^<([^\s<>/]+)")
# Stands for an ampersand that begins no reference. One that was received becomes a space.
_LOOSE: Final = "\x7f"
# Old databases hold control characters, which XML does not; they must not cost all that follows.
_CONTROLS: Final = bytes.maketrans(
    bytes(code for code in range(32) if code not in b"\t\n\r") + _LOOSE.encode(), b" " * 30
)
_ENCODING: Final = re.compile(rb"""<\?xml[^<>]*?\sencoding\s*=\s*["']([\w.-]+)""")
# Bytes that are no UTF-8, as `surrogateescape` decodes them.
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
# A character that is cut off at the end of a chunk.
_CUT: Final = re.compile(rb"(?:[\xc2-\xf4]|[\xe0-\xf4][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})\Z")
# No markup; a reference that every XML has, or to a character; any other ampersand.
_AMPERSAND: Final = re.compile(
    rb"(?s)<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|&(?:amp|lt|gt|quot|apos|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|(&)"
)


@dataclass(slots=True)
class XmlItem:
    """One item: its number in the file, counted from 1, where it begins, and its texts.

    `listed` are the texts of names that may come many times, each with name and attributes.
    """

    number: int
    line: int
    start: int
    texts: dict[str, str] = field(default_factory=dict)
    listed: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)

    @property
    def position(self) -> str:
        """Return its position in words."""
        return f"item {self.number} (line {self.line})"

    def add(self, name: str, text: str, attributes: Mapping[str, str]) -> None:
        """Add a text of a name that may come many times."""
        if len(self.listed) < _MOST_LISTED:
            self.listed.append((name, text, attributes))

    def emptied(self, fields: Mapping[str, str]) -> frozenset[str]:
        """Return the fields that the item has, but empty, given the field of each name in it.

        What has attributes may say it there.
        """
        said = [*self.texts.items()]
        said += [(name, text) for name, text, attributes in self.listed if not attributes]
        empty = {fields[name] for name, text in said if name in fields and not text.strip()}
        filled = {fields[name] for name, text in said if name in fields and text.strip()}
        filled |= {
            fields[name] for name, _, attributes in self.listed if attributes and name in fields
        }
        return frozenset(empty - filled)


class ItemSlice(NamedTuple):
    """An item and its bytes; None if they are more than a document may have."""

    item: XmlItem
    content: bytes | None


class BrokenItem(NamedTuple):
    """What was passed over because its XML is broken, and where the next thing begins."""

    position: str
    rejected: DocumentRejected


class _Unclosed(Exception):
    """Raised where an item begins inside of another, which XML allows: at that byte and line."""

    def __init__(self, at: int, line: int, column: int) -> None:
        super().__init__()
        self.place = (at, line, column)


@dataclass(slots=True)
class _Trouble:
    """Where a parser could not go on: a byte and a line of the file, and why.

    `is_final`: nothing that follows can be read either.
    """

    rejected: DocumentRejected
    at: int = 0
    line: int = 0
    is_final: bool = False


class ItemStream(ABC):
    """A file that is being read: give it in chunks, and it gives the items.

    With `is_whole` it is one document of its own, of which every text is taken.
    """

    # The usual prefixes of namespaces, by their addresses; and the tags of items, of any prefix.
    NAMESPACES: ClassVar[Mapping[str, str]] = {}
    ITEM_TAGS: ClassVar[tuple[str, ...]] = ("item",)

    def __init__(self, *, is_whole: bool = False) -> None:
        self.encoding = "UTF-8"
        # The start tags around all items, which declare their prefixes.
        self.root = b""
        self.item: XmlItem | None = None
        self.number = 0
        self._is_whole = is_whole
        self._window = _Window()
        self._found: list[ItemSlice | BrokenItem] = []
        self._path: list[str] = []
        self._names: dict[str, str] = {}
        self._text: list[str] | None = None
        self._length = 0
        self._attributes: Mapping[str, str] = {}
        # Where the markup begins that is wanted as it is; the number of open tags around it.
        self._raw: tuple[int, int] | None = None
        self._lines_before = self._bytes_before = 0
        # A new parser is given the start tags first, which are known.
        self._is_priming = False
        # Where the tag begins behind which nothing has come yet.
        self._just_opened: int | None = None
        self._is_utf8 = True
        self._cut = b""
        self._trouble: _Trouble | None = None
        self._broken = 0
        # Behind the last thing that stands beside the items: where a new parser can begin.
        self._safe, self._safe_line = 0, 1
        tag = rb"(?:[\w.-]{1,30}:)?(?:" + "|".join(self.ITEM_TAGS).encode() + rb")"
        self._item_tag = re.compile(rb"</" + tag + rb"\s{0,9}>|<" + tag + rb"[\s>/]")
        self._parser = self._new_parser()

    # What a format decides

    @abstractmethod
    def check_root(self, name: str, tag: bytes) -> None:
        """Raise DocumentRejected where the root, with its start tag as received, is another's."""

    @abstractmethod
    def is_around(self, path: Path) -> bool:
        """Return whether an element of this path is the root, or between it and the items."""

    @abstractmethod
    def is_wanted(self, path: Path, attributes: Mapping[str, str]) -> bool:
        """Return whether the text of an element is asked for."""

    @abstractmethod
    def keep(self, path: Path, text: str, attributes: Mapping[str, str]) -> None:
        """Take in a text that was asked for."""

    def is_raw(self, path: Path, attributes: Mapping[str, str]) -> bool:
        """Return whether the text of an element is its markup, as received."""
        return False

    def opened(self, path: Path, attributes: Mapping[str, str]) -> None:  # noqa: B027
        """Take in that an element begins."""

    def closed(self, path: Path) -> None:  # noqa: B027
        """Take in that an element ends."""

    def is_item(self, path: Path) -> bool:
        """Return whether an element of this path is an item."""
        return (
            len(path) > 1 and self._local(path[-1]) in self.ITEM_TAGS and self.is_around(path[:-1])
        )

    def document_of(self, found: ItemSlice, head: str = "") -> bytes:
        """Return a file of this one item, with a head that says what it shares with the others.

        Raises DocumentRejected where the item is too large, or no text.
        """
        if found.content is None:
            raise document_too_large()
        self._check_encoding(found.content)
        tags = _TAG_NAME.findall(self.root)
        return b"".join(
            [
                f'<?xml version="1.0" encoding="{self.encoding}"?>\n'.encode("ascii"),
                self.root,
                b"\n",
                head.encode(self.encoding, "xmlcharrefreplace"),
                found.content,
                *(b"\n</" + tag + b">" for tag in reversed(tags)),
                b"\n",
            ]
        )

    def _check_encoding(self, content: bytes) -> None:
        if not self._is_utf8:
            return  # the parser has read it
        try:
            content.decode()
        except UnicodeDecodeError as error:
            raise DocumentRejected(
                gettext_noop("is not UTF-8 text, as its file says it is"),
                gettext_noop("Save the article again where it comes from, and export it anew."),
                f"byte {error.start}",
            ) from error

    # Reading

    def taken(self, chunk: bytes) -> Iterator[ItemSlice | BrokenItem]:
        """Yield the items that end in this chunk; raise DocumentRejected where none can follow."""
        if not self._window.fed:
            chunk = self._from_its_start(chunk)
        chunk, self._cut = _whole_characters(self._cut + chunk)
        self._window.add(chunk)
        yield from self._advanced(self._readable(chunk))
        self._window.forget(self._safe, self._trouble.at if self._trouble else None, self._place())

    def close(self) -> Iterator[ItemSlice | BrokenItem]:
        """Yield the last items; raise DocumentRejected where the file should not have ended."""
        rest, self._cut = self._cut, b""
        self._window.add(rest)
        yield from self._advanced(self._readable(rest), is_last=True)

    def _advanced(self, chunk: bytes, *, is_last: bool = False) -> Iterator[ItemSlice | BrokenItem]:
        if self._trouble is None:
            self._trouble = self._trouble_with(chunk, is_last=is_last)
        while True:
            found, self._found = self._found, []
            yield from found
            if self._trouble is None or not self._get_over(self._trouble, is_last=is_last):
                return

    def _trouble_with(self, chunk: bytes, *, is_last: bool = False) -> _Trouble | None:
        try:
            self._parser.Parse(chunk, is_last)
        except DocumentRejected as rejected:
            return _Trouble(rejected, is_final=True)
        except _Unclosed as unclosed:
            # By now the parser is elsewhere.
            return self._trouble_of(gettext_noop("has no end"), *unclosed.place)
        except expat.ExpatError as error:
            reason = f"is not well-formed XML ({expat.ErrorString(error.code)})"
            at = self._parser.ErrorByteIndex
            return self._trouble_of(reason, at, error.lineno, error.offset)
        except (LookupError, ValueError) as error:
            return _Trouble(
                DocumentRejected(
                    f"is in an encoding that is not read here ({str(error)[:100]})",
                    gettext_noop("Save it as UTF-8."),
                ),
                is_final=True,
            )
        return None

    def _trouble_of(self, reason: str, at: int, line: int, column: int) -> _Trouble:
        line += self._lines_before
        hint = gettext_noop(
            "Export it again, or mend it there. What comes before and after is taken."
        )
        rejected = DocumentRejected(reason, hint, f"line {line}, column {column + 1}")
        is_final = not self._safe or self._broken >= _MOST_BROKEN
        return _Trouble(rejected, at + self._bytes_before, line, is_final)

    # Getting over a broken place

    def _get_over(self, trouble: _Trouble, *, is_last: bool) -> bool:
        """Go on behind what is broken; return False where its end is still to come.

        Raises DocumentRejected where there is none.
        """
        if trouble.is_final:
            raise trouble.rejected
        end = self._end_of_broken(trouble.at)
        if end is None:
            if is_last:
                raise trouble.rejected
            searched = max(trouble.at, self._window.fed - _LONGEST_TAG)
            trouble.line += self._window.part(trouble.at, searched).count(b"\n")
            trouble.at = searched
            return False
        self._broken += 1
        line = trouble.line + self._window.part(trouble.at, end).count(b"\n")
        place = self.item.position if self.item else ""
        if not self._is_mended(end):
            self._found.append(BrokenItem(place, trouble.rejected))
            self._restart(end, line)
        self._safe, self._safe_line = end, line
        self._trouble = self._trouble_with_rest(end, is_last=is_last)
        return True

    def _end_of_broken(self, at: int) -> int | None:
        """Return where an item ends, or the next one begins, at that byte or behind it."""
        found = self._item_tag.search(self._window.part(at, self._window.fed))
        if found is None:
            return None
        return at + (found.end() if found[0].startswith(b"</") else found.start())

    def _is_mended(self, end: int) -> bool:
        """Read what is broken once more, with its loose ampersands; return whether that helped."""
        if not self._window.holds(self._safe) or end - self._safe > 2 * DOCUMENT_BYTES:
            return False
        received = self._readable(self._window.part(self._safe, end))
        mended = _AMPERSAND.sub(_mended, received)
        if mended == received:
            return False
        number = self.number
        self.number -= self.item is not None
        self._restart(self._safe, self._safe_line)
        if self._trouble_with(mended) is None and self.is_around(tuple(self._path)):
            return True
        self.number, self._found = number, []
        return False

    def _restart(self, at: int, line: int) -> None:
        """Let a new parser begin at this byte and line of the file, between two items."""
        opening = f'<?xml version="1.0" encoding="{self.encoding}"?>'.encode("ascii", "replace")
        opening += self._readable(self.root)
        self._parser = self._new_parser()
        self._path, self.item, self._text, self._raw = [], None, None, None
        self._is_priming = True
        try:
            self._parser.Parse(opening, False)
        finally:
            self._is_priming = False
        self._bytes_before = at - len(opening)
        self._lines_before = line - 1 - opening.count(b"\n")

    def _trouble_with_rest(self, start: int, *, is_last: bool) -> _Trouble | None:
        """Read what the window holds from there on, up to the next trouble."""
        rest = self._readable(self._window.part(start, self._window.fed))
        for at in range(0, len(rest), _STEP):
            if trouble := self._trouble_with(rest[at : at + _STEP]):
                return trouble
        return self._trouble_with(b"", is_last=True) if is_last else None

    # Bytes

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

    # The parser's events

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

    def _byte(self) -> int:
        return self._parser.CurrentByteIndex + self._bytes_before

    def _line(self) -> int:
        return self._parser.CurrentLineNumber + self._lines_before

    def _place(self) -> str:
        return f"line {self._line()}"

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = encoding or "UTF-8"

    def _refuse_document_type(self, *declaration: object) -> None:
        raise DocumentRejected(
            gettext_noop(
                "declares a document type, which may hold entities or lead to other documents"
            ),
            gettext_noop("Remove the <!DOCTYPE ...>, or export it again without."),
            self._place(),
        )

    def _bind(self, prefix: str | None, address: str) -> None:
        self._meet(f"xmlns:{prefix}", "")

    def _progress(self, *_: object) -> None:
        if not self._is_priming:
            self._window.read = self._byte()

    def _characters(self, text: str) -> None:
        self._progress()
        self._just_opened = None
        if self._text is not None and (self._is_whole or self._length < _LONGEST):
            self._text.append(text)
            self._length += len(text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._progress()
        for attribute in attributes:
            self._meet(attribute, "")
        if len(self._path) >= _DEEPEST:
            raise self._no_export(gettext_noop("is nested too deeply"))
        self._path.append(self._plain_name(name))
        if self._is_priming:
            return
        self._just_opened = self._byte()
        path = tuple(self._path)
        if self.is_around(path) or len(path) == 1:
            self._open_around(path)
        elif self.is_item(path):
            self._open_item()
        elif self._local(path[-1]) in self.ITEM_TAGS and self.is_item(path[:-1]):
            parser = self._parser
            raise _Unclosed(
                parser.CurrentByteIndex, parser.CurrentLineNumber, parser.CurrentColumnNumber
            )
        self.opened(path, attributes)
        if self._raw is None:
            self._begin_text(path, attributes)

    def _open_around(self, path: Path) -> None:
        tag = _START_TAG.match(self._window.since(self._byte()))
        written = tag[0] if tag else b""
        if len(path) == 1:
            self.check_root(path[0], written)
        self.root += (b"\n" if self.root else b"") + written
        self._safe = self._byte() + len(written)
        self._safe_line = self._line() + written.count(b"\n")

    def _open_item(self) -> None:
        self.number += 1
        self.item = XmlItem(self.number, self._line(), self._byte())

    def _begin_text(self, path: Path, attributes: Mapping[str, str]) -> None:
        self._text = [] if self.is_wanted(path, attributes) else None
        self._length = 0
        self._attributes = dict(attributes) if self._text is not None else {}
        if self._text is not None and self._is_whole and self.is_raw(path, attributes):
            tag = _START_TAG.match(self._window.since(self._byte()))
            self._raw = (self._byte() + len(tag[0] if tag else b""), len(path))

    def _end(self, name: str) -> None:
        self._progress()
        path = tuple(self._path)
        if self._raw and self._raw[1] == len(path):
            markup = self._window.part(self._raw[0], self._byte())
            self.keep(path, markup.decode(self.encoding, "replace").strip(), self._attributes)
            self._raw = self._text = None
        elif self._raw is None:
            if self._text is not None:
                text = "".join(self._text).replace(_LOOSE, "&").strip()
                self.keep(path, text, self._attributes)
            self._text = None
        self.closed(path)
        if self.item and self.is_item(path):
            self._close_item(self.item)
        self._path.pop()
        if self._path and self.is_around(tuple(self._path)):
            self._safe, self._safe_line = self._end_of_element(), self._line()
        self._just_opened = None

    def _end_of_element(self) -> int:
        """Return where the element ends that ends now; of an empty one that is here."""
        if self._just_opened is not None:
            tag = _START_TAG.match(self._window.since(self._just_opened))
            if tag and tag[0].endswith(b"/>"):
                return self._just_opened + len(tag[0])
        return self._window.end_of_tag(self._byte())

    def _close_item(self, item: XmlItem) -> None:
        self.item = None
        if item.texts or item.listed:
            content = self._window.element(item.start, self._end_of_element())
            self._found.append(ItemSlice(item, content))

    # Names

    def _plain_name(self, name: str) -> str:
        """Return the usual spelling of a name: prefixes and versions differ between files."""
        if name not in self._names:
            address, _, local = name.rpartition(" ")
            prefix = self.prefix_of(address)
            self._meet(name, f"{prefix}:{local}" if prefix else local)
        return self._names[name]

    def prefix_of(self, address: str) -> str:
        """Return the usual prefix of a namespace."""
        return self.NAMESPACES.get(address, address)

    def _local(self, name: str) -> str:
        return name.rpartition(":")[2]

    def _meet(self, name: str, plain: str) -> None:
        # The parser keeps every name for good.
        self._names.setdefault(name, plain)
        if len(self._names) > _MOST_NAMES:
            raise self._no_export(gettext_noop("holds more names of elements than any export"))

    def _no_export(self, reason: str) -> DocumentRejected:
        return DocumentRejected(reason, gettext_noop("It is no export."), self._place())


def with_remarks(metadata: SourceMetadata, content: bytes, *others: Remark) -> SourceMetadata:
    """Return metadata with other remarks, and one on a NUL, which the reading has left out."""
    nul = (NUL,) if b"\0" in content else ()
    return replace(metadata, remarks=(*metadata.remarks, *others, *nul))


def _mended(found: re.Match[bytes]) -> bytes:
    """Return a reference that XML knows as it is, else with its ampersand marked as loose."""
    number = int(found[1] or (found[2] and int(found[2], 16)) or 0)
    is_loose = found[3] or ((found[1] or found[2]) and not _is_character(number))
    return _LOOSE.encode() + found[0][1:] if is_loose else found[0]


def _is_character(number: int) -> bool:
    """Return whether XML 1.0 allows a character of this number (its production 2)."""
    return (
        number in (9, 10, 13)
        or 32 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0x10000 <= number < 0x110000
    )


def _whole_characters(chunk: bytes) -> tuple[bytes, bytes]:
    """Return a chunk of UTF-8 up to its last whole character, and the rest."""
    cut = _CUT.search(chunk, max(0, len(chunk) - 3))
    return (chunk[: cut.start()], chunk[cut.start() :]) if cut else (chunk, b"")


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

    def holds(self, start: int) -> bool:
        """Return whether the bytes from `start` on are still there."""
        return start >= self._base

    def part(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` up to `end`, as far as they are still there."""
        return bytes(self._bytes[max(0, start - self._base) : max(0, end - self._base)])

    def since(self, start: int) -> bytes:
        """Return the bytes from `start` on, as many as a root may have."""
        return self.part(start, start + _LONGEST_ROOT + 1)

    def end_of_tag(self, start: int) -> int:
        """Return where the tag ends that begins at `start`."""
        return self._bytes.find(b">", start - self._base) + 1 + self._base

    def element(self, start: int, end: int) -> bytes | None:
        """Return the element from `start` to its `end`; None if it is too large."""
        if start < self._base or end - start > DOCUMENT_BYTES:
            return None
        return self.part(start, end)

    def forget(self, safe: int, broken: int | None, position: str) -> None:
        """Drop the bytes before the last safe place, or all read ones if that is far behind."""
        if broken is None and self.fed - self.read > DOCUMENT_BYTES:
            raise DocumentRejected(
                gettext_noop("holds a tag or a comment that is larger than any document"),
                gettext_noop("It is no export, or broken there."),
                position,
            )
        needed = self.read if broken is None else broken
        keep = needed if self.fed - safe > 2 * DOCUMENT_BYTES else min(safe, needed)
        if keep > self._base:
            del self._bytes[: keep - self._base]
            self._base = keep
