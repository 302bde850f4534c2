"""Prints how well search finds what the judged set asks for, by language.

python -m tests.search.judged                # in a scratch SQLite
python -m tests.search.judged --database URL    # in a scratch database on PostgreSQL
python -m tests.search.judged --wrong        # and what each query found wrongly, or missed
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import django

from tests.bench.__main__ import scratch_database
from tests.search.judged.judgements import LANGUAGES, JudgedQuery, judged_queries

if TYPE_CHECKING:
    from tests.search.judged.measure import Way


def main() -> None:
    arguments = judged_parser().parse_args()
    with TemporaryDirectory(prefix="newsroom-judged-") as folder:
        # Before the settings are read: never the site's own data.
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ["DATABASE_URL"] = arguments.database
        django.setup()
        from tests.search.judged.measure import as_readers_search, as_typed, publish_judged

        with scratch_database():
            names = publish_judged()
            for title, way in (
                ("words as typed", as_typed(names)),
                ("and their forms, as readers search", as_readers_search(names)),
            ):
                report(title, way, judged_queries(), with_wrong=arguments.wrong)


def judged_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m tests.search.judged",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", default="", help="the URL of another database than SQLite")
    parser.add_argument("--wrong", action="store_true", help="tell what went wrong, too")
    return parser


def report(title: str, way: Way, queries: Sequence[JudgedQuery], *, with_wrong: bool) -> None:
    from tests.search.judged.measure import measured

    print(f"\n{title:36}queries  precision  recall    F1  nDCG@10")
    for language in (*LANGUAGES, ""):
        figures = measured(way, [each for each in queries if language in ("", each.language)])
        print(
            f"{language or 'all':36}{figures.queries:7}{figures.precision:11.3f}"
            f"{figures.recall:8.3f}{figures.f1:6.3f}{figures.ndcg:9.3f}"
        )
    for query in queries if with_wrong else ():
        found = set(way(query.typed))
        wrong, missed = found - query.relevant, query.relevant - found
        if wrong or missed:
            print(f"{query.typed}: wrong {sorted(wrong)}, missed {sorted(missed)}")


if __name__ == "__main__":
    main()
