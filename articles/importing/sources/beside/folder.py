"""A folder that is imported, on a disk or in a store -> its files, and none outside of it."""

from __future__ import annotations

import os
import stat
from collections import OrderedDict
from typing import Final, Protocol

from articles.documents.messages import gettext_noop
from articles.documents.reading.archives.picture_files import PathsByName
from articles.documents.source import DocumentRejected
from articles.importing.sources.remote import open_remote

# So many folders are known by their names at a time.
_LISTED: Final = 16
# A pipe has no end, and whoever opens one to read would wait for its writer.
_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC


class Files(Protocol):
    """The protocol of what files lie in; paths are from its root, with slashes, without `..`."""

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes, None where no such file is; raise `DocumentRejected`."""

    def has_folder(self, path: str) -> bool:
        """Return whether there is such a folder."""


class FolderOnDisk:
    """The files under a folder of this machine."""

    def __init__(self, root: str) -> None:
        self._root = os.path.realpath(root)
        self._names: OrderedDict[str, PathsByName] = OrderedDict()

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes, None where no such file is; raise `DocumentRejected`."""
        found = self._found(path)
        if found is None:
            return None
        real = os.path.realpath(found)
        if os.path.commonpath([self._root, real]) != self._root:
            raise DocumentRejected(
                gettext_noop("is a link that leads out of the folder that is imported"),
                gettext_noop("Put the file itself there."),
            )
        try:
            return _read(real, most)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DocumentRejected(
                f"cannot be read ({error.strerror})", gettext_noop("Check that you may read it.")
            ) from error

    def has_folder(self, path: str) -> bool:
        """Return whether there is such a folder."""
        return os.path.isdir(os.path.join(self._root, path))

    def _found(self, path: str) -> str | None:
        """Return where a file is; its name, and those of folders, may be in another case."""
        exact = os.path.join(self._root, path)
        if os.path.lexists(exact):
            return exact
        at = self._root
        for part in path.split("/"):
            name = self._names_in(at).find(part)
            if name is None:
                return None
            at = os.path.join(at, name)
        return at

    def _names_in(self, folder: str) -> PathsByName:
        known = self._names.pop(folder, None)
        if known is None:
            try:
                known = PathsByName(iter(os.listdir(folder)))
            except OSError:
                known = PathsByName(iter(()))
        self._names[folder] = known
        if len(self._names) > _LISTED:
            self._names.popitem(last=False)
        return known


def _read(path: str, most: int) -> bytes:
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise DocumentRejected(
            gettext_noop("is a folder, a pipe or a device, and no file"),
            gettext_noop("Put the picture itself there."),
        )
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        return file.read(most)


class FolderInStore:
    """The files under an address of an object store, by their exact names."""

    def __init__(self, root: str) -> None:
        self._root = root.rstrip("/")

    def read(self, path: str, most: int) -> bytes | None:
        """Return at most so many bytes, None where no such file is; raise `DocumentRejected`."""
        try:
            with open_remote(f"{self._root}/{path}") as stream:
                return stream.read(most)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DocumentRejected(
                f"cannot be read ({error})", gettext_noop("Check the credentials.")
            ) from error

    def has_folder(self, path: str) -> bool:
        """Return whether there may be such a folder: only its files tell."""
        return True
