"""PostgreSQL: written by its own `pg_dump`, loaded by `pg_restore`, put in place by a new name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from articles.safekeeping.databases.kind import DatabaseProblem
from articles.safekeeping.elsewhere import database_at

# To make and rename databases, one has to be connected to another.
_MAINTENANCE: Final = "postgres"
# What PostgreSQL cuts longer names to.
_LONGEST_NAME: Final = 63
_LONGEST_LOAD: Final = timedelta(days=1)


class PostgresDatabase:
    file = "database.dump"

    @property
    def _name(self) -> str:
        return str(connection.settings_dict["NAME"])

    def server(self) -> str:
        number = _server_number()
        return f"{number // 10_000}.{number % 10_000}"

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            [size] = cursor.fetchone()
        return int(size)

    def dump(self, target: Path) -> None:
        # Most of it is compressed by us already: more effort would cost time and save little.
        options = ("--format=custom", "--compress=1", f"--file={target}", self._name)
        _run(_program("pg_dump"), options)

    def is_new(self) -> bool:
        return not connection.introspection.table_names()

    def load(self, kept: Path) -> str:
        program = _program("pg_restore")
        self._drop_left()
        name = _loaded_beside(self._name, timezone.now())
        _maintain("CREATE DATABASE {} TEMPLATE template0", name)
        try:
            _run(program, ("--exit-on-error", f"--dbname={name}", str(kept)))
        except BaseException:
            self.drop(name)
            raise
        return name

    def drop(self, name: str) -> None:
        _maintain("DROP DATABASE IF EXISTS {}", name)

    def _drop_left(self) -> None:
        """Drop what a restore that was killed has left; what is younger may be another's work."""
        latest = _loaded_beside(self._name, timezone.now() - _LONGEST_LOAD)
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            names = [name for (name,) in cursor.fetchall()]
        form = re.compile(re.sub(r"\d{8}_\d{6}$", r"\\d{8}_\\d{6}", re.escape(latest)))
        for name in names:
            if form.fullmatch(name) and name < latest:
                # One that is in use stays.
                with suppress(DatabaseProblem):
                    self.drop(name)

    def check_unused(self) -> None:
        name = self._name
        connection.close()
        with database_at(_MAINTENANCE), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
            [others] = cursor.fetchone()
        if others:
            words = _(
                "The database is in use by %(number)d others. Stop the site, its workers and all "
                "commands, then try again."
            )
            raise DatabaseProblem(words % {"number": others})

    def replace(self, name: str, aside: Path) -> str:
        own = self._name
        old = _beside(own, f"_before_{timezone.now():%Y%m%d_%H%M%S}")
        connection.close()
        # Both or none: whoever is killed between the two would leave a site without a database.
        with _maintenance("ALTER DATABASE") as cursor, transaction.atomic():
            for each, becomes in ((own, old), (name, own)):
                cursor.execute(_filled("ALTER DATABASE {} RENAME TO {}", each, becomes))
        return old


def _loaded_beside(name: str, moment: datetime) -> str:
    return _beside(name, f"_restored_{moment:%Y%m%d_%H%M%S}")


def _beside(name: str, ending: str) -> str:
    return f"{name[: _LONGEST_NAME - len(ending)]}{ending}"


def _maintain(statement: str, *names: str) -> None:
    """Run a statement on databases, from another one."""
    with _maintenance(statement.split(" {}")[0]) as cursor:
        cursor.execute(_filled(statement, *names))


def _filled(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


@contextmanager
def _maintenance(statement: str) -> Iterator[Any]:
    """Yield a cursor of another database; raise `DatabaseProblem` if the statement is refused."""
    try:
        with database_at(_MAINTENANCE), connection.cursor() as cursor:
            yield cursor
    except DatabaseError as error:
        words = _(
            "PostgreSQL refuses %(statement)s: %(error)s. The user of DATABASE_URL has to own the "
            "database and needs the right to make databases: ALTER ROLE … CREATEDB."
        )
        names = {"statement": statement, "error": str(error).strip()}
        raise DatabaseProblem(words % names) from error


def _program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; raises `DatabaseProblem`.

    It must not be older than the server, whose dumps it could not write or read.
    """
    path = shutil.which(name)
    if path is None:
        words = _(
            "%(program)s is not installed here. Install PostgreSQL's client programs, of the "
            "server's release %(server)d or newer (Debian: postgresql-client)."
        )
        raise DatabaseProblem(words % {"program": name, "server": _server_release()})
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\s(\d+)", told)
    if found is None or int(found[1]) < _server_release():
        words = _(
            "%(program)s is of release %(own)s, older than the server's %(server)d, which it "
            "cannot write or read. Install PostgreSQL's client programs of that release."
        )
        names = {"program": path, "own": found[1] if found else "?", "server": _server_release()}
        raise DatabaseProblem(words % names)
    return path


def _server_release() -> int:
    return _server_number() // 10_000


def _server_number() -> int:
    """Return its release as a number: 150020 of 15.20."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        [number] = cursor.fetchone()
    return int(number)


def _run(program: str, options: Sequence[str]) -> None:
    arguments, environment = _way_to_server()
    done = subprocess.run(  # noqa: S603
        [program, *arguments, "--no-owner", "--no-privileges", *options],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = _("%(program)s did not come to its end: %(error)s")
        names = {"program": Path(program).name, "error": done.stderr.strip()[-2000:]}
        raise DatabaseProblem(words % names)


def _way_to_server() -> tuple[Sequence[str], Mapping[str, str]]:
    """Return how the client programs reach the server; a password is in the environment only."""
    settings: dict[str, Any] = dict(connection.settings_dict)
    # As `dbshell` starts psql: its own name first, that of the database last.
    command, environment = type(connection.client).settings_to_cmd_args_env(settings, [])
    return command[1:-1], environment or {}
