"""An address in a document, or that of an upload -> the bytes of the file that lies beside it.

Everything here is read below what the operator named, as what a document says is no order.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from typing import BinaryIO, Final, NamedTuple
from urllib.parse import unquote

from articles.documents.messages import gettext_noop
from articles.documents.reading import CONTAINERS, STANDARD_INPUT
from articles.documents.reading.archives.container import Bounds, Trouble
from articles.documents.reading.archives.picture_files import open_pictures
from articles.documents.source import DocumentRejected
from articles.documents.urls.host import split_url
from articles.importing.sources.beside.folder import Files, FolderInStore, FolderOnDisk
from articles.importing.sources.find import fixed_part
from articles.importing.sources.remote import is_remote, open_remote

_SUFFIXES: Final = tuple(suffix for each in CONTAINERS for suffix in each.SUFFIXES)
# Where WordPress keeps what was uploaded, and what of that path an archive may leave out.
_UPLOADS: Final = re.compile(r"/(?:[^/]+/)?uploads/((?:[^/]+/)*[^/]+)\Z")
_ABOVE_UPLOADS: Final = ("wp-content/uploads", "uploads", "")
# WordPress's own name for a smaller copy of a picture, which an archive may not have.
_SIZE: Final = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated)(?=\.\w{2,5}\Z)")
_SMALLER: Final = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}\Z)")
_RESIZED_BY: Final = re.compile(r"(?i)i\d\.wp\.com\Z")

Opened = Callable[[], BinaryIO]


class FoundBeside(NamedTuple):
    """A file beside a document: its bytes, one more than asked for if it is larger, its name."""

    data: bytes
    name: str


class _Place(NamedTuple):
    """What a document lies in, and in which folder of it."""

    files: Files
    folder: str


class FilesBeside:
    """The files beside the documents that are read from these paths; close it at the end.

    `uploaded` are archives that are on no disk, by their names; of any archive that is copied, no
    more is than `bounds` allow.
    """

    def __init__(
        self,
        paths: Iterable[str] = (),
        uploaded: Mapping[str, bytes] = {},
        bounds: Bounds = Bounds(),
    ) -> None:
        self._bounds = bounds
        self._paths = [path for path in paths if path != "-"]
        self._uploaded = uploaded
        self._roots: dict[str, Files] = {}
        self._folders: dict[tuple[int, str], bool] = {}
        self._stack = ExitStack()

    def close(self) -> None:
        """Close the archives that were opened."""
        self._stack.close()
        self._roots.clear()

    def read(self, document: str, written: str, most: int) -> FoundBeside | None:
        """Return the file that an address in a document means, at most so many bytes and one.

        Returns None where there is none; raises `DocumentRejected` for one that is not read.
        """
        place = self._place(document)
        return _first(place.files, _meant(place.folder, written), most) if place else None

    def read_upload(self, document: str, address: str, most: int) -> FoundBeside | None:
        """Return what lies beside an export of WordPress under the end of an upload's address."""
        found = split_url(address)
        tail = _UPLOADS.search(unquote(found.path)) if found else None
        place = self._place(document) if tail else None
        if tail is None or place is None or not _is_below(tail[1]):
            return None
        return _first(place.files, self._uploads(place, tail[1]), most)

    def _uploads(self, place: _Place, tail: str) -> Iterator[str]:
        """Yield where an upload may lie: in its full size first, as WordPress makes it smaller."""
        names = dict.fromkeys((*_full_sizes(tail), tail, _SIZE.sub("", tail)))
        for above in _ABOVE_UPLOADS:
            folder = posixpath.normpath(posixpath.join(place.folder, above))
            # A file of its own name alone, without a folder, may be any other picture.
            if self._has_folder(place.files, folder) if above else "/" in tail:
                yield from (posixpath.normpath(posixpath.join(folder, each)) for each in names)

    def _has_folder(self, files: Files, folder: str) -> bool:
        key = id(files), folder
        if key not in self._folders:
            self._folders[key] = files.has_folder(folder)
        return self._folders[key]

    def _place(self, document: str) -> _Place | None:
        if document == STANDARD_INPUT:
            return None
        if self._uploaded:
            return self._in_upload(document)
        return self._in_store(document) if is_remote(document) else self._on_disk(document)

    def _in_upload(self, document: str) -> _Place | None:
        for name, content in self._uploaded.items():
            if document.startswith(f"{name}/"):
                return self._in_archive(document, name, partial(io.BytesIO, content))
        return None

    def _on_disk(self, document: str) -> _Place | None:
        archive = document
        while archive and not os.path.isfile(archive):
            archive = os.path.dirname(archive) if archive != os.path.dirname(archive) else ""
        if not archive or not self._root_of(archive):
            return None
        if archive != document:
            return self._in_archive(document, archive, partial(_open, archive))
        root = self._root_of(document)
        files = self._roots.get(root) or self._roots.setdefault(root, FolderOnDisk(root))
        folder = os.path.relpath(os.path.dirname(os.path.abspath(document)), root)
        return _Place(files, folder.replace(os.sep, "/"))

    def _root_of(self, file: str) -> str:
        """Return the folder under which a document may name files; "" if nobody named it."""
        absolute = os.path.abspath(file)
        roots = []
        for path in map(os.path.abspath, map(fixed_part, self._paths)):
            if absolute == path:
                roots.append(os.path.dirname(path))
            elif os.path.isdir(path) and absolute.startswith(os.path.join(path, "")):
                roots.append(path)
        return min(roots, key=len, default="")

    def _in_store(self, document: str) -> _Place | None:
        parts = document.split("/")
        for count in range(4, len(parts)):
            archive = "/".join(parts[:count])
            if archive.lower().endswith(_SUFFIXES):
                return self._in_archive(document, archive, partial(open_remote, archive))
        roots = [path.rstrip("/") for path in self._paths if is_remote(path)]
        named = [each for each in roots if document.startswith(f"{each}/")]
        root = min(named, key=len, default=document.rpartition("/")[0])
        if not (named or document in roots):
            return None
        files = self._roots.get(root) or self._roots.setdefault(root, FolderInStore(root))
        return _Place(files, posixpath.dirname(document[len(root) + 1 :]))

    def _in_archive(self, document: str, archive: str, opened: Opened) -> _Place | None:
        folder = posixpath.dirname(document[len(archive) + 1 :])
        are_nested = any(part.lower().endswith(_SUFFIXES) for part in folder.split("/"))
        key = f"{archive}/{are_nested}"
        if key not in self._roots:
            self._roots[key] = self._opened(archive, opened, are_nested=are_nested)
        return _Place(self._roots[key], folder)

    def _opened(self, archive: str, opened: Opened, *, are_nested: bool) -> Files:
        stack, bounds = self._stack, self._bounds
        try:
            stream = stack.enter_context(opened())
            return open_pictures(stream, archive, stack, bounds, are_nested=are_nested)
        except (Trouble, OSError):
            # Whoever read its documents was told.
            return _Nothing()


class _Nothing:
    """What stands for an archive that cannot be read a second time."""

    def read(self, path: str, most: int) -> bytes | None:
        return None

    def has_folder(self, path: str) -> bool:
        return False


def _open(path: str) -> BinaryIO:
    return open(path, "rb")


def _first(files: Files, paths: Iterable[str], most: int) -> FoundBeside | None:
    """Return the first file that is there, one that is too large only where there is no other."""
    too_large = None
    for path in paths:
        data = files.read(path, most + 1)
        if data is None:
            continue
        found = FoundBeside(data, posixpath.basename(path))
        if len(data) <= most:
            return found
        too_large = too_large or found
    return too_large


def _meant(folder: str, written: str) -> Iterator[str]:
    """Yield the paths that an address may mean: as a page is saved, or as it was at its site.

    Raises `DocumentRejected` where it leads out.
    """
    named = written.partition("#")[0]
    texts = (unquote(named), unquote(named.partition("?")[0]), named, named.partition("?")[0])
    joined = (posixpath.join(folder, text.replace("\\", "/")) for text in texts if text)
    paths = list(dict.fromkeys(posixpath.normpath(each) for each in joined))
    if paths and not _is_below(paths[0]):
        raise DocumentRejected(
            gettext_noop("is outside of what is imported, where nothing is read"),
            gettext_noop("Import the folder that holds both, the documents and their pictures."),
        )
    yield from filter(_is_below, paths)


def _full_sizes(upload: str) -> Iterator[str]:
    """Yield what a smaller copy was made of, of what is too large for the web the largest copy."""
    if _SMALLER.search(upload):
        yield from (_SMALLER.sub(each, upload) for each in ("-scaled", "-rotated", ""))


def _is_below(path: str) -> bool:
    """Return whether a path leads nowhere but further down."""
    return not path.startswith("/") and ".." not in path.split("/") and "\0" not in path


def is_of_site(address: str, page: str) -> bool:
    """Return whether a picture is at the host of a page, or at one that resizes its pictures."""
    found, own = split_url(address), split_url(page)
    if found is None or own is None:
        return not page
    host, site = _bare(found.hostname), _bare(own.hostname)
    is_resized = bool(_RESIZED_BY.match(host)) and _bare(found.path.split("/")[1]) == site
    return host == site or is_resized


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")
