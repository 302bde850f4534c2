"""SQLite: its file is written anew by `VACUUM INTO`, and put in place by a rename."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from articles.safekeeping.databases.kind import DatabaseProblem
from articles.safekeeping.disk import PRIVATE, PRIVATE_FOLDER, sync
from articles.safekeeping.elsewhere import database_at

# Beside a database in WAL mode; what is in the first is not in the file yet.
_COMPANIONS: Final = ("-wal", "-shm", "-journal")
# Of a file that no longer is a database.
_DAMAGED: Final = {"SQLITE_CORRUPT", "SQLITE_NOTADB"}


class SqliteFile:
    file = "database.sqlite3"

    @property
    def _path(self) -> Path:
        return Path(connection.settings_dict["NAME"])

    def server(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sqlite_version()")
            [version] = cursor.fetchone()
        return str(version)

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            [size] = cursor.fetchone()
        return int(size)

    def dump(self, target: Path) -> None:
        """Write it as of one moment: it reads, so that nobody who writes has to wait for it."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(target)])
        except DatabaseError as error:
            words = _("The database cannot be written to %(file)s: %(error)s.")
            raise DatabaseProblem(words % {"file": target, "error": error}) from error

    def is_new(self) -> bool:
        # To open it would make one.
        if not self._path.exists():
            return True
        try:
            return not connection.introspection.table_names()
        except DatabaseError as error:
            if not _is_damaged(error):
                raise
            return False

    def load(self, kept: Path) -> str:
        path = self._path.with_name(f"{self._path.name}.restored")
        self.drop(str(path))
        shutil.copyfile(kept, path)
        path.chmod(PRIVATE)
        return str(path)

    def drop(self, name: str) -> None:
        for each in (name, *(f"{name}{ending}" for ending in (*_COMPANIONS, "-turn"))):
            Path(each).unlink(missing_ok=True)

    def check_unused(self) -> None:
        """Take it out of WAL mode, which it does only where no other connection is open.

        Its file is whole then, without those beside it.
        """
        if not self._path.exists():
            return
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout = 1000")
                cursor.execute("PRAGMA journal_mode = DELETE")
                [mode] = cursor.fetchone()
        except DatabaseError as error:
            # Nobody can use a damaged one.
            mode = "delete" if _is_damaged(error) else "wal"
        finally:
            connection.close()
        if mode != "delete":
            raise DatabaseProblem(
                _(
                    "The database is in use. Stop the site, its workers and all commands, then try "
                    "again."
                )
            )

    def replace(self, name: str, aside: Path) -> str:
        _settle(name)
        aside.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        old = aside / self._path.name
        if self._path.exists():
            # A second name first: there is a database at every moment.
            os.link(self._path, old)
        for ending in _COMPANIONS:
            # Only a damaged one has them still; they must not be taken for the next one's.
            with suppress(FileNotFoundError):
                os.replace(f"{self._path}{ending}", f"{old}{ending}")
        os.replace(name, self._path)
        sync(self._path.parent)
        return str(old)


def _is_damaged(error: DatabaseError) -> bool:
    return getattr(error.__cause__, "sqlite_errorname", "") in _DAMAGED


def _settle(name: str) -> None:
    """Have a database's file hold all that is in it, without those beside it."""
    with database_at(name), connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = DELETE")
    sync(Path(name))
