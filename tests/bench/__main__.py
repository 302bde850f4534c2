"""`make bench`: how fast documents come in and pages go out, on this machine, in one run."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from django.db import connection


def main() -> None:
    parser = ArgumentParser(prog="make bench BENCH_ARGS=...", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000, help="how many to import")
    parser.add_argument("--rounds", type=int, default=5, help="a page's figures are their median")
    parser.add_argument(
        "--database", help="a DATABASE_URL; a scratch database is made on its server and dropped"
    )
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="newsroom-bench-") as folder:
        # Before the settings are read: never the site's own data.
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ["DATABASE_URL"] = arguments.database or ""
        django.setup()
        from tests.bench.report import report

        with scratch_database():
            report(Path(folder), arguments.documents, arguments.rounds)


@contextmanager
def scratch_database() -> Iterator[None]:
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
        yield
        return
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    # Servers under test read it: they are to ask the same database.
    os.environ["DATABASE_URL"] = re.sub(
        r"/[^/]*$", f"/{connection.settings_dict['NAME']}", os.environ["DATABASE_URL"]
    )
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
