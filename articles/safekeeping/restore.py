"""A back-up -> the site: loaded beside what is there, judged, and only then put in its place.

On the way it is brought to this release's schema, and what was erased since is erased in it too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from articles.erasure.again import erase_again
from articles.erasure.overwrite import overwrite_freed_space
from articles.erasure.record import RecordedErasure, RecordUnreadable, read_record
from articles.listings.rebuild import list_all_unlisted
from articles.pictures.stored import PICTURES, delete_strays, picture_files_in
from articles.safekeeping.backup import MEDIA
from articles.safekeeping.backups import Backup
from articles.safekeeping.databases.chosen import site_database
from articles.safekeeping.databases.kind import DatabaseProblem
from articles.safekeeping.disk import copy_files, free_space, sync_all
from articles.safekeeping.elsewhere import database_at
from articles.safekeeping.manifest import damaged_files
from articles.safekeeping.schema import (
    TOO_OLD,
    is_too_old,
    unknown_migrations,
    waiting_migrations,
)
from articles.search.rebuild import index_all_missing

Tell = Callable[[str], None]


class RestoreRefused(Exception):
    """Why nothing was replaced, and what to do, in sentences for the operator."""


class TriedBackup:
    """A back-up that is loaded into a database of its own, beside the site's."""

    def __init__(self, backup: Backup, name: str) -> None:
        self._backup = backup
        self._name = name

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Have everything in this thread use it as if it were the site's."""
        with database_at(self._name), picture_files_in(self._backup.folder / MEDIA / PICTURES):
            yield

    def put_in_place(self) -> list[str]:
        """Replace what is there by it; return where that is kept from now on.

        Raises `RestoreRefused` where the site is in use.
        """
        with _alone(Path(settings.DATA_DIR) / "media.restored") as loaded:
            return self._exchange(loaded)

    def _exchange(self, loaded: Path) -> list[str]:
        database = site_database()
        data = Path(settings.DATA_DIR)
        aside = data / f"replaced-{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
        media = Path(settings.MEDIA_ROOT)
        kept = []
        try:
            was_new = database.is_new()
            copy_files(self._backup.folder / MEDIA, loaded)
            # Of what was erased in its database.
            with database_at(self._name), picture_files_in(loaded / PICTURES):
                delete_strays()
            database.check_unused()
            old = database.replace(self._name, aside)
        except (DatabaseProblem, OSError) as problem:
            raise RestoreRefused(str(problem)) from problem
        if was_new:
            database.drop(old)
        else:
            kept.append(old)
        if media.exists():
            aside.mkdir(parents=True, exist_ok=True)
            kept.append(str(media.rename(aside / MEDIA)))
        if loaded.exists():
            sync_all(loaded)
            loaded.rename(media)
        return kept


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """Have nothing in a folder that a restore before left, and leave nothing of this one."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def would_replace() -> bool:
    """Return whether there is a site already, which a restore would replace."""
    return not site_database().is_new()


def check_unused() -> None:
    """Raise `RestoreRefused` where the site is in use, and cannot be replaced."""
    try:
        site_database().check_unused()
    except DatabaseProblem as problem:
        raise RestoreRefused(str(problem)) from problem


@contextmanager
def tried(backup: Backup, tell: Tell) -> Iterator[TriedBackup]:
    """Load a back-up beside the site, ready to be judged; it is gone afterwards if not in place.

    Raises `RestoreRefused`; `tell` is told what is done.
    """
    _check(backup, tell)
    database = site_database()
    try:
        record = _record(backup)
        tell(_("Loading the database."))
        name = database.load(backup.folder / database.file)
    except (DatabaseProblem, RecordUnreadable, OSError) as problem:
        raise RestoreRefused(str(problem)) from problem
    try:
        with database_at(name):
            _bring_up_to_date(record, tell)
        yield TriedBackup(backup, name)
    finally:
        database.drop(name)


def _check(backup: Backup, tell: Tell) -> None:
    """Raise `RestoreRefused` for a back-up that is damaged, or not for this site's release."""
    manifest = backup.manifest
    if manifest.vendor != connection.vendor:
        words = _(
            "This back-up is of %(theirs)s, and the site is on %(ours)s. Set DATABASE_URL to a "
            "database of that kind."
        )
        raise RestoreRefused(words % {"theirs": manifest.vendor, "ours": connection.vendor})
    if newer := unknown_migrations(manifest.migrations):
        words = _(
            "This back-up is of a newer release, which made %(migrations)s. Install that release "
            "first."
        )
        raise RestoreRefused(words % {"migrations": ", ".join(newer[:5])})
    if is_too_old(manifest.migrations):
        raise RestoreRefused(str(TOO_OLD))
    if manifest.size > free_space(settings.DATA_DIR):
        words = _("There is no room for it in %(folder)s.")
        raise RestoreRefused(words % {"folder": settings.DATA_DIR})
    tell(_("Reading the back-up."))
    if damaged := list(damaged_files(backup.folder, manifest)):
        words = _("This back-up is damaged: %(files)s. Take another one.")
        raise RestoreRefused(words % {"files": "; ".join(damaged[:5])})


def _record(backup: Backup) -> list[RecordedErasure]:
    """Return the erasures beside the site's back-ups, and beside this one if that is elsewhere."""
    folders = {Path(settings.BACKUP_DIR).resolve(), backup.folder.parent}
    found = {each.created_at: each for folder in folders for each in read_record(folder)}
    return list(found.values())


def _bring_up_to_date(record: list[RecordedErasure], tell: Tell) -> None:
    if waiting := waiting_migrations():
        tell(_("It is of an older release: %(number)d migrations.") % {"number": len(waiting)})
        call_command("migrate", interactive=False, verbosity=0)
        list_all_unlisted()
        index_all_missing()
    # Who was logged in then may have logged out, or lost a right, since.
    Session.objects.all().delete()
    if number := erase_again(record):
        tell(_("Erased in it what was erased since: %(number)d erasures.") % {"number": number})
        overwrite_freed_space()
