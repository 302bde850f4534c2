"""What a container is (an archive, a compressed file), and the bounds within which one is opened.

Nothing is ever written to a disk under a name that stands in an archive, and no member is held
whole unless it is one document: members are streams, and every byte that comes out is counted.
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
# So much may come out of however little: small files may well say the same over and over.
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
_SLASHES: Final = re.compile(r"[/\\]+")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may come out of one file, in bytes, all its members together.

    `closed` names the formats that are not read from inside a container.
    """

    unpacked: int = 64 * 2**30
    closed: frozenset[str] = frozenset()


class Trouble(OSError):
    """A container that cannot be read on, raised through whatever reads of it.

    An OSError, for every reader lets those pass. `is_told` once it became a rejection.
    """

    def __init__(self, rejected: DocumentRejected) -> None:
        super().__init__(rejected.reason)
        self.rejected = rejected
        self.is_reported = False

    def rejections(self, file: str) -> Iterator[Rejection]:
        """The rejection, once."""
        if not self.is_reported:
            self.is_reported = True
            yield self.rejected.at(file)


class Allowance:
    """What may still come out of a file. `packed` says how many bytes went into it so far."""

    def __init__(self, bounds: Bounds, packed: Callable[[], int]) -> None:
        self._bounds = bounds
        self._packed = packed
        self._unpacked = 0
        self.trouble: Trouble | None = None

    def spend(self, size: int) -> None:
        """Count what came out; raises `Trouble` where that is too much."""
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
                "Unpack it and import the folder, if its sender is to be trusted.",
            )
        )
        return self.trouble


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: `path` as it is written there; `refused` says why it is not opened."""

    path: str
    open: Callable[[], BinaryIO]
    refused: DocumentRejected | None = None


class Container(Described, Protocol):
    """The two functions that each module of a kind of container has, and one constant more.

    `IS_ARCHIVE` is false where there is one member and it has no name of its own.
    """

    IS_ARCHIVE: bool

    def recognise(self, head: bytes) -> bool:
        """Judge the first bytes, whatever the name."""

    def members(self, stream: BinaryIO, name: str, allowance: Allowance) -> Iterator[Member]:
        """Yield each file, to be opened before the next is asked for; raise `Trouble`."""


class Unpacking(Protocol):
    """What unpacks a member; it gives at once what it has, an empty answer being the end."""

    def read1(self, size: int, /) -> bytes: ...


class _Metered(io.RawIOBase):
    """What comes out of a container: counted, and broken in one way only."""

    def __init__(self, source: Unpacking, allowance: Allowance) -> None:
        self._source = source
        self._allowance = allowance
        self._trouble: Trouble | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._read(len(buffer))
        self._allowance.spend(len(part))
        buffer[: len(part)] = part
        return len(part)

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
    return io.BufferedReader(_Metered(source, allowance), 2**16)


class Counting(io.RawIOBase):
    """A stream, and how many bytes came through it. To close it leaves the stream open."""

    def __init__(self, source: BinaryIO, count: int = 0) -> None:
        self._source = cast(io.BufferedReader, source)
        self.count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._source.read1(len(buffer))
        self.count += len(part)
        buffer[: len(part)] = part
        return len(part)


def broken(error: Exception) -> DocumentRejected:
    """What is told of a container that does not hold together."""
    if isinstance(error, EOFError):
        return cut_off()
    told = isinstance(error, zipfile.BadZipFile | lzma.LZMAError | OSError)
    said = f" ({error})" if told and str(error) else ""
    return damaged(said)


def damaged(said: str) -> DocumentRejected:
    return DocumentRejected(f"is damaged{said}", _FETCH_AGAIN)


def cut_off() -> DocumentRejected:
    return DocumentRejected("is cut off", _FETCH_AGAIN)


def is_hidden(path: str) -> bool:
    """Whether a member is passed over as a folder's hidden files are, or is the system's own."""
    return any(_HIDDEN.match(part) for part in _SLASHES.split(path))


def member_path(path: str) -> str:
    r"""A member's path as it is named to people: relative, bytes that are no UTF-8 as \udcff."""
    path = _SLASHES.sub("/", path).removeprefix("/").replace("\0", "\\0")
    return path.encode("utf-8", "backslashreplace").decode()


def stream_size(stream: BinaryIO) -> int:
    """How long a stream is that can be wound back; it stays where it is."""
    place = stream.tell()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(place)
    return size


def format_size(size: int) -> str:
    return f"{size / 2**30:.0f} GB" if size >= 2**30 else f"{size / 2**20:.0f} MB"
