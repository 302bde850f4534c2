"""PATH... as an operator writes them -> the files to read, each once, and what is not read.

Files, folders, globs that no shell expanded, addresses of an object store, and "-" for standard
input. A folder is walked while its files are read: of a million files no more is held than the
names of one folder.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from io import BufferedReader, FileIO
from pathlib import Path, PurePath
from typing import BinaryIO, Final

from articles.documents.messages import gettext_noop
from articles.documents.reading import (
    NO_FORMAT,
    STANDARD_INPUT,
    SUFFIXES,
    is_passed_over,
    read_documents,
)
from articles.documents.reading.archives.container import is_picture_file
from articles.documents.source import DocumentLeftOut, LeftOut, Rejection, Source
from articles.importing.sources.remote import is_remote, open_remote, remote_files

_MAGIC = re.compile(r"[*?\[]")

_NO_FORMAT: Final = DocumentLeftOut(
    NO_FORMAT, gettext_noop("Name the file itself to have it read all the same.")
)
_NO_FILE: Final = DocumentLeftOut(
    gettext_noop("is a pipe or a device, which may have no end"),
    gettext_noop("Name it itself to have it read all the same."),
)
_LINKED_FOLDER: Final = DocumentLeftOut(
    gettext_noop("is a link to a folder, which is not followed"),
    gettext_noop("Name the folder itself."),
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read; `path` is None for standard input."""

    name: str
    path: str | None

    def open(self) -> AbstractContextManager[BinaryIO]:
        if self.path is not None and is_remote(self.path):
            return open_remote(self.path)
        if self.path is not None:
            # As open() does, but for asking the system whether it is a terminal.
            return BufferedReader(FileIO(self.path))
        if sys.stdin is None:
            raise OSError("it is closed")
        return nullcontext(sys.stdin.buffer)

    def read(
        self, format: str | None = None, post_types: Set[str] = frozenset()
    ) -> Iterator[Source | Rejection]:
        """Yield the file's documents; trouble with the file itself is one more rejection."""
        try:
            with self.open() as stream:
                yield from read_documents(stream, self.name, format, post_types=post_types)
        except OSError as error:
            yield unreadable(self.name, error)


class FoundFiles:
    """All the files that some paths name; iterate to look them up, in order, none opened.

    What a folder or a glob has beside documents comes as left out, but for hidden files, for a
    README, which is about the folder, and for pictures, which come in with documents.
    """

    def __init__(self, paths: Iterable[str | os.PathLike[str]]) -> None:
        self._paths = [os.fspath(path) for path in paths]

    def __iter__(self) -> Iterator[FoundFile | Rejection]:
        search = _Search()
        for path in self._paths:
            yield from search.look_up(path)

    @property
    def files(self) -> Iterator[FoundFile]:
        return (found for found in self if isinstance(found, FoundFile))

    @property
    def rejections(self) -> Iterator[Rejection]:
        """Return what is not there, and what cannot be looked into."""
        return (
            found
            for found in self
            if isinstance(found, Rejection) and not isinstance(found, LeftOut)
        )


def find(paths: Iterable[str | os.PathLike[str]]) -> FoundFiles:
    return FoundFiles(paths)


def read_all(
    findings: Iterable[FoundFile | Rejection],
    format: str | None = None,
    publisher: str = "",
    post_types: Set[str] = frozenset(),
) -> Iterator[Source | Rejection]:
    """Yield every document of every file, one file open at a time, and what was not found.

    `publisher` is who has published those that do not say it themselves; `post_types` are taken of
    a site's export beside its articles.
    """
    for found in findings:
        if isinstance(found, Rejection):
            yield found
        elif publisher:
            documents = found.read(format, post_types)
            yield from (_published_by(publisher, each) for each in documents)
        else:
            yield from found.read(format, post_types)


def _published_by(publisher: str, document: Source | Rejection) -> Source | Rejection:
    return replace(document, publisher=publisher) if isinstance(document, Source) else document


def unreadable(name: str, error: OSError) -> Rejection:
    return Rejection(
        name,
        "",
        f"cannot be read ({error.strerror or error})",
        "Check that it is there and that you may read it.",
    )


class _Search:
    """Finds each file once, whatever it is named by: a path, a folder around it, a link."""

    def __init__(self) -> None:
        # Real paths: of folders that were walked, and of files that were found in another way.
        self._walked: set[str] = set()
        self._named: set[str] = set()

    def look_up(self, path: str) -> Iterator[FoundFile | Rejection]:
        if path == "-":
            yield from self._once(FoundFile(STANDARD_INPUT, None))
        elif is_remote(path):
            yield from self._in_store(path)
        elif os.path.isdir(path):
            yield from self._in_folder(path)
        elif os.path.lexists(path):
            yield from self._once(_file(path))
        elif _MAGIC.search(path):
            yield from self._matching(path)
        else:
            yield Rejection(
                _printable(path), "", "does not exist", "Check how the path is written."
            )

    def _in_store(self, url: str) -> Iterator[FoundFile | Rejection]:
        for found in remote_files(url):
            if isinstance(found, Rejection):
                yield found
            elif found == url or _is_found_in_a_folder(found):
                if found not in self._named:
                    self._named.add(found)
                    yield FoundFile(found, found)
            elif not is_picture_file(found):
                yield _NO_FORMAT.at(found)

    def _once(self, file: FoundFile) -> Iterator[FoundFile]:
        """Yield the file, unless it was found before."""
        real = "-" if file.path is None else os.path.realpath(file.path)
        was_walked = any(real.startswith(f"{folder}{os.sep}") for folder in self._walked)
        if real not in self._named and not (was_walked and _is_found_in_a_folder(real)):
            self._named.add(real)
            yield file

    def _in_folder(self, folder: str) -> Iterator[FoundFile | Rejection]:
        is_empty = os.path.realpath(folder) not in self._walked
        for found in self._walk(folder):
            is_empty = is_empty and isinstance(found, LeftOut)
            yield found
        if is_empty:
            yield Rejection(
                _printable(folder),
                "",
                "is a folder without documents",
                f"Documents are found by their names: {', '.join(SUFFIXES)}.",
            )

    def _walk(self, folder: str) -> Iterator[FoundFile | Rejection]:
        """Yield the folder's files, documents first, then those of its folders."""
        real = os.path.realpath(folder)
        if real in self._walked:
            return
        self._walked.add(real)
        try:
            listed = _listed(folder)
        except OSError as error:
            yield unreadable(_printable(folder), error)
            return
        for name in sorted(listed.documents):
            file = _file(os.path.join(folder, name))
            if name in listed.links:
                yield from self._once_through_link(file)
            elif self._is_new(os.path.join(real, name)):
                yield file
        for name, why in sorted(listed.others.items()):
            if self._is_new(os.path.join(real, name)):
                yield why.at(_printable(os.path.join(folder, name)))
        for name in sorted(listed.folders):
            yield from self._walk(os.path.join(folder, name))

    def _is_new(self, real: str) -> bool:
        """Return whether a file of a folder was not named before by itself."""
        return not self._named or real not in self._named

    def _once_through_link(self, link: FoundFile) -> Iterator[FoundFile]:
        """Yield what a link leads to, unless it is under a folder that is walked by itself."""
        assert link.path is not None
        real = os.path.realpath(link.path)
        is_walked = os.path.dirname(real) in self._walked
        if not (is_walked and _is_found_in_a_folder(real)):
            yield from self._once(link)

    def _matching(self, pattern: str) -> Iterator[FoundFile | Rejection]:
        """Yield what a glob names: folders in full, any file if the glob spells out its suffix."""
        any_suffix = _MAGIC.search(PurePath(pattern).suffix or "*")
        is_empty = True
        for path in _expanded(pattern):
            if os.path.isdir(path):
                for found in self._walk(path):
                    is_empty = is_empty and isinstance(found, LeftOut)
                    yield found
            elif _is_document(path) or not (any_suffix or _is_pipe(path)):
                is_empty = False
                yield from self._once(_file(path))
            elif not _comes_along(os.path.basename(path)):
                yield from self._left_out(path)
        if is_empty:
            yield Rejection(_printable(pattern), "", "matches no document", "Check the pattern.")

    def _left_out(self, path: str) -> Iterator[LeftOut]:
        """Yield what a glob matches beside documents, unless it was named before."""
        real = os.path.realpath(path)
        if real not in self._named and os.path.dirname(real) not in self._walked:
            self._named.add(real)
            yield (_NO_FILE if _is_pipe(path) else _NO_FORMAT).at(_printable(path))


@dataclass(slots=True)
class _Listed:
    """The names in a folder: its documents, those of them that are links, its folders, and what
    else there is, with the reason why it is not read. Hidden files are passed over.
    """

    documents: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    folders: list[str] = field(default_factory=list)
    others: dict[str, DocumentLeftOut] = field(default_factory=dict)

    def add(self, entry: os.DirEntry[str]) -> None:
        if entry.is_dir(follow_symlinks=False):
            self.folders.append(entry.name)
        elif why := _why_not_read(entry):
            self.others[entry.name] = why
        else:
            self.documents.append(entry.name)
            if entry.is_symlink():
                self.links.add(entry.name)


def _listed(folder: str) -> _Listed:
    listed = _Listed()
    with os.scandir(folder) as entries:
        for entry in entries:
            if not _comes_along(entry.name):
                listed.add(entry)
    return listed


def _why_not_read(entry: os.DirEntry[str]) -> DocumentLeftOut | None:
    """Return the reason why a file of a folder is not read, None for a document."""
    if entry.is_dir():
        return _LINKED_FOLDER
    if not entry.is_file() and not (entry.is_symlink() and not os.path.exists(entry.path)):
        return _NO_FILE
    return None if entry.name.lower().endswith(SUFFIXES) else _NO_FORMAT


def _is_document(path: str) -> bool:
    return _is_found_in_a_folder(path) and not _is_pipe(path)


def _is_found_in_a_folder(path: str) -> bool:
    """Return whether a file of this name is taken for a document where only its folder is named."""
    name = os.path.basename(path)
    return name.lower().endswith(SUFFIXES) and not is_passed_over(name)


def _comes_along(name: str) -> bool:
    """Return whether a file is about its folder, or a picture that comes in with a document."""
    return is_passed_over(name) or is_picture_file(name)


def _is_pipe(path: str) -> bool:
    # A broken link is none, so that it is reported when it is read.
    return os.path.exists(path) and not os.path.isfile(path)


def fixed_part(path: str) -> str:
    """Return a path, of a glob the folder above its first pattern."""
    if os.path.lexists(path) or is_remote(path):
        return path
    parts = PurePath(path).parts
    fixed = next((at for at, part in enumerate(parts) if _MAGIC.search(part)), len(parts))
    return os.path.join(*parts[:fixed]) if fixed else os.curdir


def _expanded(pattern: str) -> list[str]:
    """Return the paths that match, sorted. Path.glob follows no linked folder; glob.glob loops."""
    parts = PurePath(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if _MAGIC.search(part))
    base = Path(*parts[:fixed])
    try:
        matches = list(base.glob(os.path.join(*parts[fixed:])))
    except (ValueError, OSError):
        return []
    return sorted(str(path) for path in matches if not _is_hidden(path.relative_to(base)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _file(path: str) -> FoundFile:
    return FoundFile(_printable(path), path)


def _printable(path: str) -> str:
    r"""Return a name that every terminal and database takes; bytes that are no UTF-8 as \udcff."""
    return path.encode("utf-8", "backslashreplace").decode()
