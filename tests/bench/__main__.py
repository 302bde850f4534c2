"""`make bench`: how fast documents come in and pages go out, on this machine, in one run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.core.management import call_command
from django.db import connection


def main() -> None:
    arguments = make_parser().parse_args()
    if arguments.lighthouse:
        modules = Path(__file__).parents[2] / ".ci" / "node_modules"
        command = [sys.executable, "-m", "tests.lighthouse", str(modules), "--performance=5"]
        sys.exit(subprocess.run(command, check=False).returncode)
    if arguments.database:
        # Settings hold for a process: SQLite, which is always measured, has one of its own.
        subprocess.run(
            [sys.executable, "-m", "tests.bench", *sys.argv[1:], "--database="], check=True
        )
    with TemporaryDirectory(prefix="newsroom-bench-") as folder:
        # Before the settings are read: never the site's own data.
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ["DATABASE_URL"] = arguments.database
        # PostgreSQL is to answer by the process of the connection alone, whose time is told.
        os.environ["PGOPTIONS"] = "-c max_parallel_workers_per_gather=0"
        django.setup()
        from tests.bench.archive.report import report_archive
        from tests.bench.report import report
        from tests.bench.size import report_growth

        with scratch_database():
            print(f"\n{connection.display_name}: ", end="")
            if arguments.archive:
                report_archive(arguments.archive)
            elif arguments.grow:
                report_growth(arguments.grow)
            else:
                report(Path(folder), arguments)


def make_parser() -> ArgumentParser:
    parser = ArgumentParser(prog="make bench BENCH_ARGS=...", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000, help="how many to import each time")
    parser.add_argument("--rounds", type=int, default=5, help="a page's figures are their median")
    parser.add_argument("--imports", action="store_true", help="measure nothing but imports")
    parser.add_argument(
        "--pages", type=Path, help="a folder or file of real pages, to be imported beside made ones"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        help="a folder of labelled real pages to import: *.p-only.jsonl and *.blocks.jsonl",
    )
    parser.add_argument(
        "--grow", type=int, metavar="N", help="import so many instead, and tell of each tenth"
    )
    parser.add_argument(
        "--archive",
        type=int,
        nargs="+",
        metavar="N",
        help="tell what pages cost beside so many articles; of several numbers, at each",
    )
    parser.add_argument(
        "--lighthouse", action="store_true", help="tell how fast public pages open on a telephone"
    )
    parser.add_argument(
        "--database",
        default="",
        help="measure another database after SQLite, by its URL: a scratch database is made on "
        "its server and dropped",
    )
    return parser


@contextmanager
def scratch_database() -> Iterator[None]:
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
        yield
        return
    name = connection.settings_dict["NAME"]
    # Not the name that tests have: they may be running.
    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    # One that is left of a run that was killed is dropped unasked.
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
