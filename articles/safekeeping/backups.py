"""The folder of back-ups: each has a folder named for its moment, and only whole ones do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from articles.safekeeping.disk import PRIVATE, PRIVATE_FOLDER, sync
from articles.safekeeping.manifest import MANIFEST, BackupUnusable, Manifest, read_manifest

LATEST: Final = "latest"
# Such names are no back-ups, and are cleared away.
_UNFINISHED: Final = ".unfinished"
_LOCK: Final = ".lock"


class BackupFailed(Exception):
    """Why no back-up was made, and what to do, in sentences for the operator."""


@dataclass(frozen=True, slots=True)
class Backup:
    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        return self.folder.name


def list_backups(root: Path) -> list[Backup]:
    """Return the back-ups in a folder that can be read, newest first."""
    found = []
    for manifest in root.glob(f"[!.]*/{MANIFEST}"):
        try:
            found.append(Backup(manifest.parent, read_manifest(manifest.parent)))
        except BackupUnusable:
            continue
    return sorted(found, key=lambda each: (each.manifest.made_at, each.name), reverse=True)


def find_backup(root: Path, name: str) -> Backup:
    """Return a back-up by its name, "latest", or the path of its folder from anywhere.

    Raises `BackupUnusable`.
    """
    if name == LATEST:
        if found := list_backups(root):
            return found[0]
        raise BackupUnusable(_("There is no back-up in %(folder)s.") % {"folder": root})
    folder = root / name if (root / name).is_dir() else Path(name)
    if not folder.is_dir():
        words = _("There is no back-up %(name)s in %(folder)s, and no such folder elsewhere.")
        raise BackupUnusable(words % {"name": name, "folder": root})
    folder = folder.resolve()
    return Backup(folder, read_manifest(folder))


@contextmanager
def alone_in(root: Path) -> Iterator[None]:
    """Be the only one who makes a back-up in a folder; raises `BackupFailed` for the second."""
    root.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    (root / _LOCK).touch(PRIVATE)
    with (root / _LOCK).open("r") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError as error:
            raise BackupFailed(
                _("Another back-up is being made. Wait for its end, then try again.")
            ) from error
        yield


@contextmanager
def begun_folder(root: Path) -> Iterator[Path]:
    """Yield a new folder to write to, and clear away what is left unfinished, by others too."""
    for left in root.glob(f".*{_UNFINISHED}"):
        shutil.rmtree(left)
    draft = root / f".{_new_name(root)}{_UNFINISHED}"
    draft.mkdir(mode=PRIVATE_FOLDER)
    try:
        yield draft
    finally:
        # Where the disk is full, it is this that has filled it.
        shutil.rmtree(draft, ignore_errors=True)


def finish_folder(draft: Path) -> Path:
    """Give a folder that is written its name, and return it."""
    folder = draft.with_name(draft.name.removeprefix(".").removesuffix(_UNFINISHED))
    draft.rename(folder)
    sync(folder.parent)
    return folder


def remove_old(root: Path, kept: int) -> int:
    """Remove all back-ups but the newest so many; return how many. What cannot be read stays."""
    old = list_backups(root)[kept:]
    for backup in old:
        # No half of one has a name.
        left = root / f".{backup.name}{_UNFINISHED}"
        backup.folder.rename(left)
        shutil.rmtree(left)
    return len(old)


def _new_name(root: Path) -> str:
    name = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    taken = len(list(root.glob(f"{name}*")))
    return f"{name}-{taken + 1}" if taken else name
