"""The folder of an export: files come in whole, only ours go, and nothing is written outside it."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from articles.site_files.manifest import IN_PLACE, FileManifest, KnownFile

# What a web server does not show: names with a dot before them.
OWN: Final = ".newsroom-export"
_MANIFEST: Final = "manifest.sqlite3"
_STAGED: Final = "staged"


class FolderRefused(Exception):
    """Why a folder is not written to, in sentences for the operator."""


class ExportFolder:
    """Takes the files of an export in; with `is_dry`, it counts what would change alone."""

    def __init__(self, root: Path, base: str, *, is_dry: bool = False) -> None:
        _check(root)
        self._root, self._is_dry = root.resolve(), is_dry
        self._own = self._root / OWN
        if not is_dry:
            self._own.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self._own / _STAGED, ignore_errors=True)
        self.manifest = FileManifest(self._own / _MANIFEST, base, is_dry=is_dry)
        self.written = self.unchanged = self.removed = 0
        self._inside = lru_cache(10_000)(self._is_inside)

    def close(self) -> None:
        self.manifest.close()

    def etag_of(self, file: str) -> str:
        """Return of what a file was made, "" unless it is there as it was written."""
        known = self.manifest.known(file)
        return known.etag if known and (self._root / file).is_file() else ""

    def content_of(self, file: str) -> bytes:
        return (self._root / file).read_bytes()

    def keep(self, file: str) -> None:
        """Leave a file as it is: the site has nothing else for it."""
        self.manifest.keep(file)
        self.unchanged += 1

    def take(self, file: str, address: str, data: bytes, etag: str, step: int) -> None:
        """Take a file in, unless it is the same already. Raises `FolderRefused`."""
        digest = blake2b(data, digest_size=16).hexdigest()
        known, place = self.manifest.known(file), self._root / file
        is_there = place.is_file()
        found = KnownFile(file, address, etag, digest)
        if known and known.digest == digest and is_there:
            self.manifest.stage(found, IN_PLACE)
            self.unchanged += 1
            return
        self._check_place(place, is_ours=known is not None)
        if not self._is_dry:
            staged = self._own / _STAGED / file
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(data)
        self.manifest.stage(found, step)
        self.written += 1

    def finish(self) -> None:
        """Put what was taken in its place, what others lead to first; then remove what is gone."""
        if not self._is_dry:
            self.manifest.claim_staged()
            for file in self.manifest.staged():
                staged = self._own / _STAGED / file
                if staged.exists():
                    place = self._root / file
                    place.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(staged, place)
            shutil.rmtree(self._own / _STAGED, ignore_errors=True)
        self.manifest.finish_staged()
        for file in self.manifest.gone():
            if not self._is_dry:
                self._remove(self._root / file)
            self.manifest.forget(file)
            self.removed += 1
        self.manifest.commit()

    def _check_place(self, place: Path, *, is_ours: bool) -> None:
        if not self._inside(place.parent):
            raise FolderRefused(_("%(file)s would be outside of the folder.") % {"file": place})
        if place.is_dir() or place.is_symlink() or (place.exists() and not is_ours):
            words = _("%(file)s is there and no file of an export. Move it away.")
            raise FolderRefused(words % {"file": place})

    def _is_inside(self, folder: Path) -> bool:
        return folder.resolve().is_relative_to(self._root)

    def _remove(self, place: Path) -> None:
        if not self._inside(place.parent) or place.is_symlink():
            return
        place.unlink(missing_ok=True)
        for folder in place.parents:
            if folder == self._root or any(folder.iterdir()):
                break
            folder.rmdir()


def _check(root: Path) -> None:
    """Raise `FolderRefused` for a folder that is another's."""
    if root.exists() and not root.is_dir():
        raise FolderRefused(_("%(folder)s is no folder.") % {"folder": root})
    if root.is_dir() and any(root.iterdir()) and not (root / OWN / _MANIFEST).is_file():
        words = _("%(folder)s holds other files and is no export of a site. Name an empty folder.")
        raise FolderRefused(words % {"folder": root})
