"""One compressed file: gzip (RFC 1952), bzip2 or xz. It may hold an archive or a document."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, Final

from articles.documents.reading.archives.container import Allowance, Counting, Member, metered

NAME = "compressed"
DESCRIPTION = "a file in any of these formats, compressed with gzip, bzip2 or xz"
SUFFIXES: tuple[str, ...] = (".gz", ".bz2", ".xz")
KEEPS = "the file; it is known by its name without the suffix"
NEEDS = ""
MANY = True
IS_ARCHIVE = False

_GZIP, _BZIP2, _XZ = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0"
# A file declares how much memory it needs; xz -9 needs 65 MB.
_MOST_MEMORY: Final = 100 * 2**20
_CHUNK: Final = 2**16


def recognise(head: bytes) -> bool:
    """Return whether the first bytes are those of gzip, bzip2 or xz."""
    return head.startswith((_GZIP, _BZIP2, _XZ))


def members(stream: BinaryIO, name: str, allowance: Allowance) -> Iterator[Member]:
    """Yield the one file that is compressed."""
    yield Member(_path(name), partial(_opened, stream, allowance))


def _path(name: str) -> str:
    lowered = name.lower()
    if lowered.endswith(".tgz"):
        return f"{name[:-4]}.tar"
    return next((name[: -len(suffix)] for suffix in SUFFIXES if lowered.endswith(suffix)), name)


def _opened(stream: BinaryIO, allowance: Allowance) -> BinaryIO:
    buffered = io.BufferedReader(Counting(stream), _CHUNK)
    magic = buffered.peek(len(_XZ))
    if magic.startswith(_GZIP):
        return metered(gzip.GzipFile(fileobj=buffered), allowance)
    if magic.startswith(_BZIP2):
        return metered(bz2.BZ2File(buffered), allowance)
    return metered(_Xz(buffered), allowance)


class _Xz:
    """A decompressor of xz with bounded memory, which `lzma.LZMAFile` does not have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._begin(b"")

    def _begin(self, packed: bytes) -> None:
        self._packed = packed
        self._unpacking = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)

    def read1(self, size: int, /) -> bytes:
        while not self._unpacking.eof or self._goes_on():
            if chunk := self._unpacking.decompress(self._next_packed(), size):
                return chunk
        return b""

    def _next_packed(self) -> bytes:
        if not self._unpacking.needs_input:
            return b""
        packed, self._packed = self._packed or self._stream.read(_CHUNK), b""
        if not packed:
            raise EOFError
        return packed

    def _goes_on(self) -> bool:
        """Begin with the next of several streams, if there is one; zeros may be between them."""
        rest = self._unpacking.unused_data.lstrip(b"\0")
        while not rest and (more := self._stream.read(_CHUNK)):
            rest = more.lstrip(b"\0")
        if rest:
            self._begin(rest)
        return bool(rest)
