"""The protocol of containers (archives, compressed files), and the bounds for unpacking them.

Nothing is ever written to a disk under a name from an archive, and no member is held whole unless
it is one document: members are streams, and every byte that comes out is counted.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, Protocol, cast

from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import WorkbookBounds
from articles.documents.reading.reader import Described
from articles.documents.source import DocumentRejected, Rejection

# As many as a newspaper prints in decades.
MOST_MEMBERS: Final = 1_000_000
# A path that is longer is no path of a document.
NAME_CHARACTERS: Final = 1_000
# A container in a container: a .jsonl.gz in a .tar.gz in a .zip is the most that is opened.
MOST_NESTED: Final = 4
# Text is packed to a fifth or a tenth; a thousand copies of one page to a hundredth.
MOST_RATIO: Final = 100
# So much may come out of however little: small files may well repeat themselves.
FREE_BYTES: Final = 4 * 2**20

# What the modules of the standard library raise where what they unpack is broken.
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    ValueError,
    RuntimeError,
    OverflowError,
    IndexError,
)
_FETCH_AGAIN: Final = "Fetch it again; what could be read of it is taken."
_HIDDEN: Final = re.compile(r"\.(?!\.?$)|__MACOSX$")
_README: Final = re.compile(r"readme(?:[._-][\w.-]*)?\Z", re.IGNORECASE)
# By its name; a page that was saved may keep a query behind it.
_PICTURE: Final = re.compile(
    r"(?i)\.(?:jpe?g|jpe|jfif|png|gif|webp|avif|svgz?|bmp|tiff?|hei[cf])(?:[?@][^/]*)?\Z"
)
_SLASHES: Final = re.compile(r"[/\\]+")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds for one file: how many bytes may come out of it, all its members together.

    `closed` names the formats that are not read from inside a container; `workbook` bounds a
    workbook more closely than its reader does.
    """

    unpacked: int = 64 * 2**30
    closed: frozenset[str] = frozenset()
    workbook: WorkbookBounds | None = None


class Trouble(OSError):
    """Raised through all readers of a container that cannot be read any further.

    It is an OSError, which every reader lets pass. `is_reported` is set once it became a rejection.
    """

    def __init__(self, rejected: DocumentRejected) -> None:
        super().__init__(rejected.reason)
        self.rejected = rejected
        self.is_reported = False

    def rejections(self, file: str) -> Iterator[Rejection]:
        """Yield the rejection, once."""
        if not self.is_reported:
            self.is_reported = True
            yield self.rejected.at(file)


class Allowance:
    """The bytes that may still come out of a file; `packed` returns how many were read."""

    def __init__(self, bounds: Bounds, packed: Callable[[], int]) -> None:
        self._bounds = bounds
        self._packed = packed
        self._unpacked = 0
        self.trouble: Trouble | None = None

    def spend(self, size: int) -> None:
        """Count unpacked bytes; raise `Trouble` where they are too many."""
        self._unpacked += size
        if self.trouble:
            raise self.trouble
        if self._unpacked > self._bounds.unpacked:
            raise self._used_up(f"unpacks to more than {format_size(self._bounds.unpacked)}")
        if self._unpacked > max(FREE_BYTES, MOST_RATIO * self._packed()):
            raise self._used_up(f"unpacks to more than {MOST_RATIO} times its size")

    def _used_up(self, reason: str) -> Trouble:
        self.trouble = Trouble(
            DocumentRejected(
                f"{reason}, the bound for one archive, and is read no further",
                gettext_noop("Unpack it and import the folder, if its sender is to be trusted."),
            )
        )
        return self.trouble


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: `path` as it is written there; `refused` is why it is not opened."""

    path: str
    open: Callable[[], BinaryIO]
    refused: DocumentRejected | None = None


class Container(Described, Protocol):
    """The protocol of a module for a kind of container: two functions and one constant more.

    `IS_ARCHIVE` is false where there is one member and it has no name of its own.
    """

    IS_ARCHIVE: bool

    def recognise(self, head: bytes) -> bool:
        """Judge the first bytes, whatever the name."""

    def members(self, stream: BinaryIO, name: str, allowance: Allowance) -> Iterator[Member]:
        """Yield each file, to be opened before the next is asked for; raise `Trouble`."""


class Unpacking(Protocol):
    """A stream that unpacks a member; `read1` returns at once what it has, and b"" at the end."""

    def read1(self, size: int, /) -> bytes: ...


class _Metered(io.RawIOBase):
    """A member's stream whose bytes are counted, and which raises `Trouble` where it is broken."""

    def __init__(self, source: Unpacking, allowance: Allowance) -> None:
        self._source = source
        self._allowance = allowance
        self._trouble: Trouble | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._read(len(buffer))
        self._allowance.spend(len(chunk))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def _read(self, size: int) -> bytes:
        if self._trouble:
            raise self._trouble
        try:
            return self._source.read1(size)
        except Trouble:
            raise
        except (*BROKEN, OSError) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's, not the container's
            self._trouble = Trouble(broken(error))
            raise self._trouble from error


def metered(source: Unpacking, allowance: Allowance) -> BinaryIO:
    """Return a buffered stream of a member whose bytes are counted."""
    return io.BufferedReader(_Metered(source, allowance), 2**16)


class Counting(io.RawIOBase):
    """A stream that counts the bytes read through it. Closing it leaves the source open."""

    def __init__(self, source: BinaryIO, count: int = 0) -> None:
        self._source = cast(io.BufferedReader, source)
        self.count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._source.read1(len(buffer))
        self.count += len(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def broken(error: Exception) -> DocumentRejected:
    """Return the rejection of a container that is not intact."""
    if isinstance(error, EOFError):
        return cut_off()
    has_message = isinstance(error, zipfile.BadZipFile | lzma.LZMAError | OSError)
    detail = f" ({error})" if has_message and str(error) else ""
    return damaged(detail)


def damaged(detail: str) -> DocumentRejected:
    """Return the rejection of a damaged container, with a detail in brackets or ""."""
    return DocumentRejected(f"is damaged{detail}", _FETCH_AGAIN)


def cut_off() -> DocumentRejected:
    """Return the rejection of a container whose end is missing."""
    return DocumentRejected(gettext_noop("is cut off"), _FETCH_AGAIN)


def is_hidden(path: str) -> bool:
    """Return whether a member is skipped like a folder's hidden files, or is the system's own."""
    *folders, name = _SLASHES.split(path)
    return any(map(_HIDDEN.match, folders)) or is_passed_over(name)


def is_passed_over(name: str) -> bool:
    """Return whether a file of a folder is about that folder, or hidden, and no document."""
    return bool(_HIDDEN.match(name) or _README.match(name))


def is_picture_file(name: str) -> bool:
    """Return whether a file is a picture by its name, and comes in with what shows it."""
    return bool(_PICTURE.search(name))


def member_path(path: str) -> str:
    r"""Return a member's path for people: relative, bytes that are no UTF-8 as \udcff."""
    path = _SLASHES.sub("/", path).removeprefix("/").replace("\0", "\\0")
    return path.encode("utf-8", "backslashreplace").decode()


def stream_size(stream: BinaryIO) -> int:
    """Return the length of a seekable stream, whose position is kept."""
    position = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(position)
    return size


def format_size(size: int) -> str:
    """Return a number of bytes as "3 GB" or "20 MB"."""
    return f"{size / 2**30:.0f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"
