"""The site of some commit, with rows in every table, as SQL: what later commits have to upgrade.

In a clone at that commit, beside which this file is laid if it is older:

    python -m tests.migrations.dump tests/migrations/site_of_the_house

writes `….sqlite.sql`; with `DATABASE_URL` naming an empty database of PostgreSQL,
`….postgresql.sql`.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django


def main(output: str) -> None:
    with TemporaryDirectory() as folder:
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        django.setup()
        _fill()
        from django.db import connection  # only now there are settings

        vendor, name = connection.vendor, connection.settings_dict["NAME"]
        connection.close()
        sql = _of_sqlite(str(name)) if vendor == "sqlite" else _of_postgresql()
        Path(f"{output}.{vendor}.sql").write_text(sql, encoding="utf-8")


def _fill() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.migrations.rows import make_rows

    make_rows()


def _of_sqlite(name: str) -> str:
    with sqlite3.connect(name) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def _of_postgresql() -> str:
    """Without psql's own commands, which start with a backslash."""
    options = ("--no-owner", "--no-privileges", "--inserts", os.environ["DATABASE_URL"])
    done = subprocess.run(["pg_dump", *options], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    kept = [line for line in lines if line and not line.startswith(("\\", "--"))]
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
