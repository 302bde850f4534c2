"""Paths that are looked at again and again -> the files that are new or changed, once settled.

By looking, not by being told: folders that other machines write into, over a network, tell nobody.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from articles.documents.source import Rejection
from articles.importing.sources.find import FoundFile, find

# A file that has not changed for so many seconds is taken for complete.
SETTLED_AFTER: Final = 2


class _Mark(NamedTuple):
    """What changes when a file is written, or another is put into its place."""

    modified: int
    size: int
    inode: int


class _Sight(NamedTuple):
    """A file as it looks, and since when it has looked so, by the watch's clock."""

    mark: _Mark
    since: float


class Watch:
    """Files of some paths, each returned once for each time that it was written.

    It remembers some 200 bytes of each file.
    """

    def __init__(
        self,
        paths: Sequence[str],
        settled_after: float = SETTLED_AFTER,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._paths = paths
        self._settled_after = settled_after
        self._clock = clock
        self._seen: dict[str, _Sight] = {}
        self._taken: dict[str, _Mark] = {}
        self._told: set[Rejection] = set()

    @property
    def interval(self) -> float:
        """Return after how many seconds it is worth to look again."""
        return max(self._settled_after / 2, 0.5)

    def settled(self) -> list[FoundFile | Rejection]:
        """Return what is new since the last time: files that have settled, and what is not read.

        A file that changes while it is read comes again, since it looks otherwise afterwards.
        """
        seen: dict[str, _Sight] = {}
        told: set[Rejection] = set()
        new: list[FoundFile | Rejection] = []
        for found in find(self._paths):
            if isinstance(found, Rejection):
                told.add(found)
                if found not in self._told:
                    new.append(found)
            elif self._has_settled(found.path or "", seen):
                new.append(found)
        self._seen, self._told = seen, told
        self._taken = {path: mark for path, mark in self._taken.items() if path in seen}
        return new

    def _has_settled(self, path: str, seen: dict[str, _Sight]) -> bool:
        """Look at a file; return whether it is to be taken now."""
        mark = _mark(path)
        if mark is None:
            return False
        before = self._seen.get(path)
        since = before.since if before and before.mark == mark else self._clock()
        seen[path] = _Sight(mark, since)
        if self._taken.get(path) == mark or self._clock() - since < self._settled_after:
            return False
        self._taken[path] = mark
        return True

    def put_back(self, found: Iterable[FoundFile | Rejection]) -> None:
        """Have files returned again that could not be stored."""
        for each in found:
            if isinstance(each, FoundFile) and each.path:
                self._taken.pop(each.path, None)


def _mark(path: str) -> _Mark | None:
    """Return how a file looks, None where it is gone since it was found."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return _Mark(status.st_mtime_ns, status.st_size, status.st_ino)
