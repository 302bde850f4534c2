"""Each page's cost beside few articles and beside many, as one table."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from django.db import connection

from articles.models import Article, Edition, Link, Paragraph
from newsroom.staticfiles import collect_if_changed
from tests.bench.archive.fill import fill
from tests.bench.archive.measure import Reader
from tests.bench.archive.memory import server_memory
from tests.bench.archive.pages import BEST_MATCH, pages
from tests.bench.archive.writing import Writing

FEW: Final = 1_000
# A page may cost so many times what it costs beside few articles.
_STEADY: Final = 1.3


def report_archive(counts: Sequence[int]) -> None:
    """Fill the database with so many articles, and with more; print what pages cost each time."""
    collect_if_changed()
    _fill(0, FEW)
    few = _costs()
    for before, count in pairwise([FEW, *sorted(counts)]):
        _fill(before, count)
        _print_table(few, _costs(), count)
    if connection.vendor == "sqlite":
        resident, own = server_memory(Reader(), pages(Writing().common))
        print(f"\nA server process: {resident:,.0f} MB, of which {own:,.0f} MB are its own")


def _fill(first: int, last: int) -> None:
    begun = time.process_time()
    fill(first, last)
    _tidy()
    seconds = time.process_time() - begun
    rows = (Article, Paragraph, Link, Edition)
    counts = ", ".join(
        f"{model._default_manager.count():,} {model._meta.verbose_name_plural}" for model in rows
    )
    print(f"{counts}; {seconds:,.0f} s CPU", flush=True)


def _tidy() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What its own housekeeping does sooner or later; SQLite has none.
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _costs() -> dict[tuple[str, int], float | None]:
    reader = Reader()
    found = pages(Writing().common)
    return {(page.name, page.bound): reader.cost(page) for page in found}


def _print_table(
    few: Mapping[tuple[str, int], float | None],
    many: Mapping[tuple[str, int], float | None],
    count: int,
) -> None:
    print(f"\n{'CPU ms':<36}{f'at {FEW:,}':>12}{f'at {count:,}':>14}{'ratio':>8}{'at most':>9}")
    for (name, bound), cost in many.items():
        before = few[name, bound]
        if cost is None or before is None:
            print(f"{name:<36}{'no such page':>26}")
            continue
        ratio = cost / before
        mark = " *" if cost > bound or (ratio > _STEADY and bound != BEST_MATCH) else ""
        print(f"{name:<36}{before:>12.1f}{cost:>14.1f}{ratio:>8.2f}{bound:>9}{mark}")
    print(f"* above its bound, or above {_STEADY} times its cost at {FEW:,}", flush=True)
