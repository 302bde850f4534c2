"""Files that stay: written through to the disk, whole or not at all, for their owner alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PRIVATE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700


def sync(path: Path) -> None:
    """Have the disk keep a file's content, or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Have the disk keep a folder with all that is in it."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and in its folders, in order; what only points to one is none."""
    yield from (
        path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()
    )


def size_of(folder: Path) -> int:
    """Return the size of all files in a folder, in bytes; 0 where it is not there."""
    return sum(path.stat().st_size for path in files_in(folder))


def copy_files(folder: Path, to: Path) -> None:
    """Copy the files of a folder, where there is one."""
    for path in files_in(folder):
        target = to / path.relative_to(folder)
        target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        target.chmod(PRIVATE)


def free_space(folder: Path) -> int:
    """Return how many bytes there is room for."""
    return shutil.disk_usage(folder).free
