"""ZIP archives. Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT"""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, Final, cast

from articles.documents.messages import gettext_noop
from articles.documents.reading.archives.container import (
    BROKEN,
    Allowance,
    Member,
    Trouble,
    Unpacking,
    broken,
    damaged,
    format_size,
    metered,
)
from articles.documents.reading.bounds import DOCUMENT_BYTES
from articles.documents.source import DocumentRejected

NAME = "zip"
DESCRIPTION = "a ZIP archive of files in any of these formats"
SUFFIXES: tuple[str, ...] = (".zip",)
KEEPS = "each file as if it stood in a folder; links and encrypted files are refused"
NEEDS = ""
MANY = True
IS_ARCHIVE = True

# The list of an archive's files is read at once: with names of usual length, of 100,000 files.
_DIRECTORY_BYTES: Final = 16 * 2**20
# The list is at the end, so an archive from a pipe or in another archive is copied first.
_COPIED_BYTES: Final = 4 * 2**30
_METHODS: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
_ENCRYPTED: Final = 0x1
_CHUNK: Final = 2**18
# What documents of office programs begin with, ISO/IEC 29500-2; workbooks have a reader.
_OFFICE: Final = "[Content_Types].xml"


def recognise(head: bytes) -> bool:
    """Return whether the first bytes are those of a ZIP archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(stream: BinaryIO, name: str, allowance: Allowance) -> Iterator[Member]:
    """Yield each file of the archive."""
    with _wound_back(stream) as file, open_zip(file) as archive:
        if _OFFICE in archive.NameToInfo:
            raise Trouble(_office_document())
        for info in archive.infolist():
            if not info.is_dir():
                yield Member(
                    info.filename,
                    partial(opened_member, archive, info, allowance),
                    why_refused(info),
                )


def open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    """Open an archive of documents; raise `Trouble`."""
    return open_archive(file, _DIRECTORY_BYTES)


def _office_document() -> DocumentRejected:
    return DocumentRejected(
        gettext_noop("is a document of an office program, which is not read here"),
        gettext_noop("Save its text as HTML, or a table of articles as XLSX or CSV."),
    )


def open_archive(file: IO[bytes], directory_bytes: int) -> zipfile.ZipFile:
    """Open an archive whose list of files is within this bound; raise `Trouble`."""
    try:
        return zipfile.ZipFile(cast(IO[bytes], _Guarded(file, directory_bytes)))
    except Trouble:
        raise
    except (*BROKEN, OSError) as error:
        raise Trouble(damaged(" or cut off: the list of its files cannot be read")) from error


class _Guarded:
    """A file with a bound for each read.

    `zipfile` reads the list of an archive's files whole, and makes ten times as much of it.
    """

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file = file
        self._most = most

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise Trouble(
                DocumentRejected(
                    gettext_noop("holds too many files, or says so"),
                    gettext_noop(
                        "Make several archives of it, or unpack it and import the folder."
                    ),
                )
            )
        # What is left to read after the list is but a comment.
        return self._file.read(self._most if size < 0 else size)


def _wound_back(stream: BinaryIO) -> IO[bytes]:
    """Return the stream, or a copy of it, in a file that can be read in any order."""
    if stream.seekable():
        return cast(IO[bytes], _Kept(stream))
    copy: IO[bytes] = cast(IO[bytes], SpooledTemporaryFile(DOCUMENT_BYTES))  # noqa: SIM115
    try:
        _copy(stream, copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _copy(stream: BinaryIO, copy: IO[bytes]) -> None:
    while chunk := stream.read(_CHUNK):
        copy.write(chunk)
        if copy.tell() > _COPIED_BYTES:
            raise Trouble(
                DocumentRejected(
                    f"is larger than {format_size(_COPIED_BYTES)}, and cannot be read in place",
                    gettext_noop("Import it as a file of its own."),
                )
            )


class _Kept:
    """A stream that stays open: its owner closes it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> BinaryIO:
        return self._stream

    def __exit__(self, *_: object) -> None:
        pass


def why_refused(info: zipfile.ZipInfo) -> DocumentRejected | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return DocumentRejected(
            gettext_noop("is a link"), gettext_noop("Put the file itself into the archive.")
        )
    if info.flag_bits & _ENCRYPTED:
        return DocumentRejected(
            gettext_noop("is encrypted"), gettext_noop("Make the archive without a password.")
        )
    if info.compress_type not in _METHODS:
        return DocumentRejected(
            gettext_noop("is compressed in a way that is not read here"),
            gettext_noop("Make the archive with “deflate”."),
        )
    return None


def opened_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance
) -> BinaryIO:
    try:
        return metered(cast(Unpacking, archive.open(info)), allowance)
    except Trouble:
        raise
    except (*BROKEN, OSError) as error:
        raise Trouble(broken(error)) from error
