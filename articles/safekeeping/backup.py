"""The site -> one back-up: database, media, manifest, and the record of erasures beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from articles.documents.reading.archives.container import format_size
from articles.erasure.record import RecordUnreadable, write_record
from articles.safekeeping.backups import (
    Backup,
    BackupFailed,
    alone_in,
    begun_folder,
    finish_folder,
    remove_old,
)
from articles.safekeeping.databases.chosen import site_database
from articles.safekeeping.databases.kind import DatabaseKind, DatabaseProblem
from articles.safekeeping.disk import PRIVATE, copy_files, files_in, free_space, size_of, sync_all
from articles.safekeeping.manifest import Manifest, kept_file, read_manifest, write_manifest
from articles.safekeeping.schema import applied_migrations, waiting_migrations

MEDIA: Final = "media"


def back_up() -> Backup:
    """Make a back-up, and remove those that are too many; raises `BackupFailed`.

    It is there whole or not at all, however it ends. The database in it is as it was at one moment;
    files are copied after it, so that none that it names is missing.
    """
    root = settings.BACKUP_DIR
    try:
        with alone_in(root):
            # An older release's tables may be others; each erasure has written it, too.
            if not waiting_migrations():
                write_record(root)
            with begun_folder(root) as draft:
                write_manifest(draft, _written(draft))
                sync_all(draft)
                folder = finish_folder(draft)
            remove_old(root, settings.BACKUPS_KEPT)
    except (DatabaseProblem, RecordUnreadable) as problem:
        raise BackupFailed(str(problem)) from problem
    except OSError as error:
        words = _("The back-up cannot be written to %(folder)s: %(error)s.")
        raise BackupFailed(words % {"folder": root, "error": error.strerror}) from error
    return Backup(folder, read_manifest(folder))


def _written(folder: Path) -> Manifest:
    database = site_database()
    media = Path(settings.MEDIA_ROOT)
    _check_room(folder, database, media)
    made_at = datetime.now(UTC)
    migrations = applied_migrations()
    database.dump(folder / database.file)
    (folder / database.file).chmod(PRIVATE)
    copy_files(media, folder / MEDIA)
    names = [path.relative_to(folder).as_posix() for path in files_in(folder)]
    return Manifest(
        made_at=made_at,
        vendor=connection.vendor,
        server=database.server(),
        migrations=migrations,
        files=[kept_file(folder, name) for name in names],
    )


def _check_room(folder: Path, database: DatabaseKind, media: Path) -> None:
    needed, free = database.size() + size_of(media), free_space(folder)
    if needed > free:
        words = _(
            "There is no room for a back-up in %(folder)s: it takes up to %(needed)s, and %(free)s "
            "are free. Keep fewer (NEWSROOM_BACKUPS_KEPT), or set NEWSROOM_BACKUP_DIR."
        )
        names = {"needed": format_size(needed), "free": format_size(free)}
        raise BackupFailed(words % {"folder": folder.parent, **names})
