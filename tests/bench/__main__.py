"""`make bench`: how fast documents come in and pages go out, on this machine, in one run."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

import django


def main() -> None:
    parser = ArgumentParser(prog="make bench BENCH_ARGS=...", description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000, help="how many to import")
    parser.add_argument("--rounds", type=int, default=5, help="a page's figures are their median")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="newsroom-bench-") as folder:
        # Before the settings are read: never the site's own data, and always SQLite.
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        from tests.bench.report import report

        report(Path(folder), arguments.documents, arguments.rounds)


if __name__ == "__main__":
    main()
