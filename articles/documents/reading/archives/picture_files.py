"""The pictures in an archive, by their paths in it, to be read in any order.

Of a ZIP each is read where it lies. Of an archive that is read in passing, or lies in another one,
its pictures are copied once, in turn, to a file that has no name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, BinaryIO, Final, Protocol, cast
from zipfile import ZipFile, ZipInfo

from articles.documents.messages import gettext_noop
from articles.documents.reading.archives import zip_archive
from articles.documents.reading.archives.container import (
    Allowance,
    Bounds,
    Container,
    Trouble,
    is_hidden,
    is_picture_file,
)
from articles.documents.reading.archives.unpack import CONTAINERS, Choice, unpacked
from articles.documents.source import DocumentRejected, Rejection

# So much is copied of one archive, and so many of its pictures.
MOST_COPIED: Final = 4 * 2**30
MOST_PICTURES: Final = 200_000
_CHUNK: Final = 2**18
_SUFFIXES: Final = tuple(suffix for each in CONTAINERS for suffix in each.SUFFIXES)


def folded(path: str) -> str:
    """Return what two paths have in common that differ in case, or in how accents are written."""
    return unicodedata.normalize("NFC", path).casefold()


class PathsByName:
    """Paths that are found as they are written, else in another case, if that is only one."""

    def __init__(self, paths: Iterator[str]) -> None:
        self._folded: dict[str, list[str]] = {}
        for path in paths:
            self._folded.setdefault(folded(path), []).append(path)

    def find(self, path: str) -> str | None:
        """Return the path as it is there; None where there is none, or more than one."""
        found = self._folded.get(folded(path), [])
        if path in found:
            return path
        return found[0] if len(found) == 1 else None


class ArchivePictures(Protocol):
    """The protocol of an archive's pictures; `read` returns None where there is none."""

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes of a picture; raise `DocumentRejected`."""

    def has_folder(self, path: str) -> bool:
        """Return whether there are pictures under a folder."""


def open_pictures(
    stream: BinaryIO, name: str, stack: ExitStack, bounds: Bounds, *, are_nested: bool
) -> ArchivePictures:
    """Return the pictures of an archive; those of archives in it, too, where they `are_nested`.

    What is opened is closed with the `stack`. Raises `Trouble`, and the stream's own OSError.
    """
    start = stream.read(8)
    stream.seek(0)
    if zip_archive.recognise(start) and not are_nested:
        return _InZip(stack.enter_context(zip_archive.open_zip(stream)))
    return _Copied(stream, name, stack, bounds)


class _InZip:
    """The pictures of a ZIP, read where they lie."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._members = {
            _clean(each.filename): each
            for each in archive.infolist()
            if not each.is_dir() and not is_hidden(each.filename)
        }
        self._paths = PathsByName(iter(self._members))

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes of a picture; raise `DocumentRejected`."""
        found = self._paths.find(path)
        if found is None:
            return None
        info = self._members[found]
        if refused := zip_archive.why_refused(info):
            raise refused
        try:
            with zip_archive.opened_member(self._archive, info, self._allowance(info)) as file:
                return file.read(most)
        except Trouble as trouble:
            raise trouble.rejected from trouble

    def _allowance(self, info: ZipInfo) -> Allowance:
        return Allowance(Bounds(), lambda: info.compress_size)

    def has_folder(self, path: str) -> bool:
        """Return whether there are files under a folder."""
        start = f"{folded(path)}/"
        return any(folded(each).startswith(start) for each in self._members)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture is among the copied ones, or why it is not."""

    start: int = 0
    size: int = 0
    refused: DocumentRejected | None = None


class _Choice(Choice):
    """Of an archive its pictures, and the archives in it."""

    def container_of(self, head: bytes) -> Container | None:
        return next((each for each in CONTAINERS if each.recognise(head)), None)

    def takes(self, path: str) -> bool:
        is_wanted = is_picture_file(path) or path.lower().endswith(_SUFFIXES)
        return is_wanted and not is_hidden(path)


class _Copied:
    """The pictures of an archive that is read once from its start to its end, as copies."""

    def __init__(self, stream: BinaryIO, name: str, stack: ExitStack, bounds: Bounds) -> None:
        self._copy = stack.enter_context(cast(IO[bytes], TemporaryFile()))  # noqa: SIM115
        self._places: dict[str, _Place] = {}
        start = f"{name}/"
        choice = _Choice((), lambda head: False)
        for found in unpacked(stream, name, choice, bounds):
            path = _clean(found.file.removeprefix(start))
            if isinstance(found, Rejection):
                refused = DocumentRejected(found.reason, found.hint)
                self._places[path] = _Place(refused=refused)
            elif found.is_inside and is_picture_file(found.file):
                self._places[path] = self._copied(found.stream)
        self._paths = PathsByName(iter(self._places))

    def _copied(self, stream: BinaryIO) -> _Place:
        start = self._copy.tell()
        if start > MOST_COPIED or len(self._places) > MOST_PICTURES:
            return _Place(refused=_too_many())
        try:
            while chunk := stream.read(_CHUNK):
                self._copy.write(chunk)
                if self._copy.tell() > MOST_COPIED:
                    return _Place(refused=_too_many())
        except Trouble as trouble:
            return _Place(refused=trouble.rejected)
        return _Place(start, self._copy.tell() - start)

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes of a picture; raise `DocumentRejected`."""
        found = self._paths.find(path)
        if found is None:
            return None
        place = self._places[found]
        if place.refused:
            raise place.refused
        self._copy.seek(place.start)
        return self._copy.read(min(place.size, most))

    def has_folder(self, path: str) -> bool:
        """Return whether there are pictures under a folder."""
        start = f"{folded(path)}/"
        return any(folded(each).startswith(start) for each in self._places)


def _clean(path: str) -> str:
    return path.replace("\\", "/").removeprefix("./").lstrip("/")


def _too_many() -> DocumentRejected:
    return DocumentRejected(
        gettext_noop("is in an archive with more pictures than are unpacked"),
        gettext_noop("Unpack it and import the folder."),
    )
