"""TAR archives, read in passing: headers one by one, so a pipe will do and nothing is held.

Formats: POSIX ustar and pax (IEEE 1003.1, pax), and GNU's long names. The standard library's reader
would hold a name as long as an archive claims it to be, and every header that it saw.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final, cast

from articles.documents.messages import gettext_noop
from articles.documents.reading.archives.container import (
    Allowance,
    Member,
    Trouble,
    cut_off,
    damaged,
)
from articles.documents.source import DocumentRejected

NAME = "tar"
DESCRIPTION = "a TAR archive of files in any of these formats, compressed or not"
SUFFIXES: tuple[str, ...] = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
KEEPS = "each file as if it stood in a folder; links and devices are refused"
NEEDS = ""
MANY = True
IS_ARCHIVE = True

_BLOCK: Final = 512
_CHUNK: Final = 2**16
# The most that a header may add about a name.
_EXTENSION_BYTES: Final = 2**18
_FILES: Final = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_LINKS: Final = (tarfile.LNKTYPE, tarfile.SYMTYPE)
_DEVICES: Final = (tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
_PAX: Final = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
# Of a link's target, of the whole archive: nothing that a document needs.
_PASSED_OVER: Final = (tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE, tarfile.DIRTYPE)
# Those that precede the header that they are about.
_EXTENSIONS: Final = (*_PAX, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XGLTYPE)
_RECORD: Final = re.compile(rb"([0-9]{1,9}) ")


def recognise(head: bytes) -> bool:
    # No text holds a NUL, and few other files are worth a closer look.
    """Return whether the first block is a header of a TAR archive."""
    return b"\0" in head[:_BLOCK] and _header(head[:_BLOCK]) is not None


def members(stream: BinaryIO, name: str, allowance: Allowance) -> Iterator[Member]:
    # Nothing is counted here: of a tar comes no more than goes in.
    """Yield each file of the archive."""
    tape = _Tape(stream)
    extensions: dict[str, str] = {}
    while header := tape.header():
        content = _Content(tape, header.size)
        if header.type == tarfile.GNUTYPE_LONGNAME:
            extensions["path"] = _decoded(content.extension().rstrip(b"\0"))
        elif header.type in _PAX:
            extensions |= _pax_records(content.extension())
        elif header.type not in _PASSED_OVER:
            content.resize(extensions.get("size"))
            path = extensions.get("path", header.name)
            yield Member(path, content.buffered, _refused(header, extensions))
        if header.type not in _EXTENSIONS:
            extensions = {}
        content.skip()
    tape.run_out()


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return None
    return header if header.size >= 0 else None


class _Tape:
    """The archive's stream from its first byte to its last."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(io.BufferedReader, stream)
        self._end = Trouble(cut_off())

    def read(self, size: int) -> bytes:
        """Return up to so many bytes, at least one; raise `Trouble` where there is none."""
        # At once what there is: bytes before a broken position must not be lost with it.
        chunk = self._stream.read1(size)
        if size and not chunk:
            raise self._end
        return chunk

    def header(self) -> tarfile.TarInfo | None:
        """Return the next header; None at the end, which an empty block marks."""
        block = self._stream.read(_BLOCK)
        if len(block) < _BLOCK:
            raise self._end
        if not any(block):
            return None
        header = _header(block)
        if header is None:
            raise _damaged()
        return header

    def run_out(self) -> None:
        """Read what follows: a compressed archive shows only at its end whether it is whole."""
        while self._stream.read1(_CHUNK):
            pass

    def pass_over(self, size: int) -> None:
        """Skip padding."""
        self._stream.read(size)


def _damaged() -> Trouble:
    return Trouble(damaged(" (a header in it is none)"))


class _Content(io.RawIOBase):
    """The content that belongs to one header, followed by the padding of its last block."""

    def __init__(self, tape: _Tape, size: int) -> None:
        self._tape = tape
        self._left = size
        self._padding = -size % _BLOCK

    def resize(self, written: str | None) -> None:
        """Take the size that a pax header gives, where a header has no room for it."""
        if written is None:
            return
        if not (written.isascii() and written.isdigit() and len(written) < 20):
            raise _damaged()
        self._left = int(written)
        self._padding = -self._left % _BLOCK

    def buffered(self) -> BinaryIO:
        return io.BufferedReader(self, _CHUNK)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        chunk = self._tape.read(min(len(buffer), self._left))
        self._left -= len(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def extension(self) -> bytes:
        if self._left > _EXTENSION_BYTES:
            raise _damaged()
        chunks = []
        while self._left:
            chunks.append(self._tape.read(self._left))
            self._left -= len(chunks[-1])
        return b"".join(chunks)

    def skip(self) -> None:
        """Go on to the next header."""
        while self._left:
            self._left -= len(self._tape.read(min(_CHUNK, self._left)))
        self._tape.pass_over(self._padding)

    def close(self) -> None:
        """Stay open: the stream of a content is closed before the rest of it is skipped."""


def _pax_records(content: bytes) -> dict[str, str]:
    """Return the records "length key=value" of an extended header; the length counts the record."""
    records = {}
    at = 0
    while found := _RECORD.match(content, at):
        end = at + int(found[1])
        key, equals, value = content[found.end() : end - 1].partition(b"=")
        if end <= found.end() or not equals:
            break
        records[_decoded(key)] = _decoded(value)
        at = end
    return records


def _decoded(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _refused(header: tarfile.TarInfo, extensions: Mapping[str, str]) -> DocumentRejected | None:
    if header.type in _LINKS:
        return DocumentRejected(
            gettext_noop("is a link"),
            gettext_noop("Put the file itself into the archive (tar --dereference)."),
        )
    if header.type in _DEVICES:
        return DocumentRejected(
            gettext_noop("is a device or a pipe, not a file"), gettext_noop("Leave it out.")
        )
    is_sparse = any(key.startswith("GNU.sparse") for key in extensions)
    if is_sparse or header.type not in _FILES:
        return DocumentRejected(
            gettext_noop("is stored in a way that is not read here"),
            gettext_noop("Make the archive with plain “tar -c”."),
        )
    return None
