"""PATH... as an operator writes them -> the files to read, each once, and what could not be found.

Files, folders, globs that no shell expanded, and "-" for standard input.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path, PurePath
from typing import BinaryIO

from articles.documents.reading import STANDARD_INPUT, SUFFIXES, read
from articles.documents.source import Rejection, Source

_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read; `path` is None for standard input."""

    name: str
    path: Path | None

    def open(self) -> AbstractContextManager[BinaryIO]:
        if self.path:
            # As open() does, but for asking the system whether it is a terminal.
            return BufferedReader(FileIO(self.path))
        if sys.stdin is None:
            raise OSError("it is closed")
        return nullcontext(sys.stdin.buffer)

    def read(self, format: str | None = None) -> Iterator[Source | Rejection]:
        """Yield the file's documents; trouble with the file itself is one more rejection."""
        try:
            with self.open() as stream:
                yield from read(stream, self.name, format)
        except OSError as error:
            yield unreadable(self.name, error)


@dataclass(frozen=True, slots=True)
class Findings:
    """All the files that the paths name, in order, and the paths that name none."""

    files: tuple[FoundFile, ...]
    rejections: tuple[Rejection, ...]


def find(paths: Iterable[str | os.PathLike[str]]) -> Findings:
    """Look up paths without opening a file; where no file is found, nothing can begin."""
    files: dict[str, FoundFile] = {}
    rejections: list[Rejection] = []
    for path in paths:
        for found in _look_up(os.fspath(path)):
            if isinstance(found, Rejection):
                rejections.append(found)
            else:
                files.setdefault(_identity(found), found)
    return Findings(tuple(files.values()), tuple(rejections))


def read_all(findings: Findings, format: str | None = None) -> Iterator[Source | Rejection]:
    """Yield every document of every file, one file open at a time, after what was not found."""
    yield from findings.rejections
    for file in findings.files:
        yield from file.read(format)


def unreadable(name: str, error: OSError) -> Rejection:
    return Rejection(
        name,
        "",
        f"cannot be read ({error.strerror or error})",
        "Check that it is there and that you may read it.",
    )


def _look_up(path: str) -> Iterator[FoundFile | Rejection]:
    if path == "-":
        yield FoundFile(STANDARD_INPUT, None)
    elif os.path.isdir(path):
        yield from _in_folder(path)
    elif os.path.lexists(path):
        yield _file(path)
    elif _MAGIC.search(path):
        yield from _matching(path)
    else:
        yield Rejection(_printable(path), "", "does not exist", "Check how the path is written.")


def _in_folder(folder: str) -> Iterator[FoundFile | Rejection]:
    matches = list(_walked(folder))
    yield from matches
    if not matches:
        yield Rejection(
            _printable(folder),
            "",
            "is a folder without documents",
            f"Documents are found by their names: {', '.join(SUFFIXES)}.",
        )


def _walked(folder: str) -> Iterator[FoundFile | Rejection]:
    """Yield the folder's documents, sorted; symbolic links to folders are not followed."""
    troubles: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(here, name)
            if _is_document(path):
                yield _file(path)
    for error in troubles:
        yield unreadable(_printable(str(error.filename)), error)


def _is_document(path: str) -> bool:
    """Tell documents from other files, and from pipes and devices, which may have no end."""
    name = os.path.basename(path)
    return not name.startswith(".") and name.lower().endswith(SUFFIXES) and not _is_pipe(path)


def _is_pipe(path: str) -> bool:
    # A broken link is none, so that it is reported when it is read.
    return os.path.exists(path) and not os.path.isfile(path)


def _matching(pattern: str) -> Iterator[FoundFile | Rejection]:
    """Yield what a glob names: folders in full, and any file if the glob spells out its suffix."""
    any_suffix = _MAGIC.search(PurePath(pattern).suffix or "*")
    matches: list[FoundFile | Rejection] = []
    for path in _expanded(pattern):
        if os.path.isdir(path):
            matches += _walked(path)
        elif _is_document(path) or not (any_suffix or _is_pipe(path)):
            matches.append(_file(path))
    yield from matches
    if not matches:
        yield Rejection(_printable(pattern), "", "matches no document", "Check the pattern.")


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
    return FoundFile(_printable(path), Path(path))


def _identity(file: FoundFile) -> str:
    return os.path.realpath(file.path) if file.path else "-"


def _printable(path: str) -> str:
    r"""Return a name that every terminal and database takes; bytes that are no UTF-8 as \udcff."""
    return path.encode("utf-8", "backslashreplace").decode()
