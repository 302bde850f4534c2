"""What a back-up holds, in a file of its own: which database, which files, each with its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.safekeeping.disk import PRIVATE

MANIFEST: Final = "manifest.json"
_FORMAT: Final = 1


class BackupUnusable(Exception):
    """Why a back-up cannot be used, and what to do, in sentences for the operator."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a back-up, by its path in it; `sha256` is what `sha256sum` prints."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a back-up holds, and when the database was as it is in it.

    `vendor` is the database's kind as Django names it, `server` its release; `migrations` are those
    applied to it, by app.
    """

    made_at: datetime
    vendor: str
    server: str
    migrations: Mapping[str, Sequence[str]]
    files: Sequence[KeptFile]

    @property
    def size(self) -> int:
        """Return the size of all files, in bytes."""
        return sum(file.size for file in self.files)


def kept_file(folder: Path, name: str) -> KeptFile:
    """Return a file of a folder with its hash."""
    path = folder / name
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return KeptFile(name, path.stat().st_size, digest)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into the folder of its back-up."""
    fields = {**asdict(manifest), "made_at": manifest.made_at.isoformat()}
    text = json.dumps({"format": _FORMAT, **fields}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
    (folder / MANIFEST).chmod(PRIVATE)


def read_manifest(folder: Path) -> Manifest:
    """Return what the back-up in this folder says of itself; raises `BackupUnusable`."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return _manifest(data)
    except OSError as error:
        words = _("%(folder)s is no back-up: its manifest cannot be read (%(error)s).")
        names = {"folder": folder, "error": error.strerror}
        raise BackupUnusable(words % names) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        words = _("The manifest of %(folder)s is damaged (%(error)r). Take another back-up.")
        raise BackupUnusable(words % {"folder": folder, "error": error}) from error


def _manifest(data: dict[str, Any]) -> Manifest:
    if data["format"] != _FORMAT:
        raise BackupUnusable(
            _("This back-up is of a newer release (format %(format)s). Install that one first.")
            % {"format": data["format"]}
        )
    return Manifest(
        made_at=datetime.fromisoformat(data["made_at"]),
        vendor=data["vendor"],
        server=data["server"],
        migrations={app: tuple(names) for app, names in data["migrations"].items()},
        files=tuple(KeptFile(**each) for each in data["files"]),
    )


def damaged_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield what is wrong with each file that is not as it was written."""
    for file in manifest.files:
        path = folder / file.name
        if not path.resolve().is_relative_to(folder.resolve()):
            yield _("%(name)s is outside the back-up") % {"name": file.name}
        elif not path.is_file():
            yield _("%(name)s is missing") % {"name": file.name}
        elif path.stat().st_size != file.size or kept_file(folder, file.name) != file:
            yield _("%(name)s is not as it was written") % {"name": file.name}
