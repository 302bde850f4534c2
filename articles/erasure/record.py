"""The record of erasures beside the back-ups: restoring an older one must not bring anything back.

It has what the site's own record has, keyed digests instead of what was erased, and goes on with
what the site no longer knows: an older back-up may have been restored meanwhile.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Erasure

RECORD: Final = "erasures.json"
_LOG: Final = logging.getLogger(__name__)


class RecordUnreadable(Exception):
    """Why a record of erasures cannot be read, and what to do, in sentences for the operator."""


@dataclass(frozen=True, slots=True)
class RecordedErasure:
    """An erasure as the record has it; `marks` are (kind, words, mark), `by` the name of a login.

    `created_at` tells one from the other.
    """

    created_at: datetime
    kind: str
    ground: str
    by: str
    key: str
    scope: str
    counts: dict[str, int]
    marks: tuple[tuple[str, int, str], ...]


def keep_record() -> None:
    """Write the record of erasures beside the back-ups; where that fails, the log says so."""
    try:
        write_record(settings.BACKUP_DIR)
    except (OSError, RecordUnreadable) as error:
        _LOG.error(
            "The record of erasures was not written beside the back-ups: %s Run backup once that "
            "is mended; restoring an older back-up would bring back what was erased.",
            error,
        )


def write_record(folder: Path) -> None:
    """Write the site's erasures to the record in this folder; those that it has stay in it."""
    here = site_erasures()
    file = folder / RECORD
    if not here and not file.exists():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    locked = folder / f".{RECORD}.lock"
    locked.touch(0o600)
    with locked.open("r") as lock:
        flock(lock, LOCK_EX)
        known = {each.created_at: each for each in (*read_record(folder), *here)}
        _replace(file, [known[moment] for moment in sorted(known)])


def read_record(folder: Path) -> list[RecordedErasure]:
    """Return the erasures that the record in this folder has; raises `RecordUnreadable`."""
    file = folder / RECORD
    try:
        return [_read(each) for each in json.loads(file.read_text(encoding="utf-8"))["erasures"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = _(
            "The record of erasures, %(file)s, cannot be read (%(error)s), and what was erased "
            "would come back. Mend it, or take one from a copy of the back-ups."
        )
        raise RecordUnreadable(words % {"file": file, "error": repr(error)}) from error


def site_erasures() -> list[RecordedErasure]:
    """Return the erasures that the site itself knows of."""
    rows = Erasure.objects.select_related("created_by").prefetch_related("marks")
    return [
        RecordedErasure(
            created_at=row.created_at,
            kind=row.kind,
            ground=row.ground,
            by=row.created_by.get_username() if row.created_by else "",
            key=row.key,
            scope=row.scope,
            counts=row.counts,
            marks=tuple((each.kind, each.words, each.mark) for each in row.marks.order_by("pk")),
        )
        for row in rows.order_by("created_at", "pk")
    ]


def _read(entry: dict[str, Any]) -> RecordedErasure:
    moment = datetime.fromisoformat(entry["created_at"])
    marks = tuple((kind, words, mark) for kind, words, mark in entry["marks"])
    return RecordedErasure(**{**entry, "created_at": moment, "marks": marks})


def _replace(file: Path, erasures: Iterable[RecordedErasure]) -> None:
    entries = [{**asdict(each), "created_at": each.created_at.isoformat()} for each in erasures]
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump({"format": 1, "erasures": entries}, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
