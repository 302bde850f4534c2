"""How large the database is, and what becomes of speed and memory as a site grows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from resource import RUSAGE_SELF, getrusage
from typing import Final, Self

from django.db import connection

from articles.documents.source import Source
from articles.importing.pipeline import BATCH, import_documents
from articles.importing.plan import Options
from articles.models import TellingSentence
from tests.bench.documents import document

_POOL: Final = 2_000
_MARK: Final = b"@@@@"


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes of the whole database but the duplicates' table, and of that with its indexes."""

    rest: int
    duplicates: int

    @classmethod
    def now(cls) -> Self:
        table = TellingSentence._meta.db_table
        if connection.vendor == "postgresql":
            return cls._of(
                "SELECT pg_database_size(current_database()), pg_total_relation_size(%s)", table
            )
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return cls._of(
            "SELECT sum(pgsize), sum(pgsize) FILTER (WHERE name IN "
            "(SELECT name FROM sqlite_master WHERE tbl_name = %s)) FROM dbstat",
            table,
        )

    @classmethod
    def _of(cls, query: str, table: str) -> Self:
        with connection.cursor() as cursor:
            cursor.execute(query, [table])
            [(whole, duplicates)] = cursor.fetchall()
        return cls(int(whole) - int(duplicates), int(duplicates))

    def __sub__(self, before: Size) -> Size:
        return Size(self.rest - before.rest, self.duplicates - before.duplicates)


def report_growth(count: int) -> None:
    """Import so many in one run; print a line of figures for each tenth."""
    print(f"one import of {count:,} documents by one process")
    print(f"{'stored':>12}{'a CPU second':>16}{'MB of memory':>16}{'MB of disk':>16}")
    run = import_documents(_documents(count), Options(processes=1))
    tenth, spent = max(count // 10, BATCH), time.process_time()
    for stored, _ in enumerate(run, start=1):
        if stored % tenth == 0:
            rate = tenth / (time.process_time() - spent)
            memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
            disk = Size.now()
            megabytes = (disk.rest + disk.duplicates) / 1e6
            print(f"{stored:>12,}{rate:>16,.0f}{memory:>16,.0f}{megabytes:>16,.0f}", flush=True)
            spent = time.process_time()


def _documents(count: int) -> Iterator[Source]:
    """No two alike, made from a few: making each anew would cost as much as importing it."""
    pool = [document(number).replace(b"['", b"['" + _MARK, 1) for number in range(_POOL)]
    pool = [content.replace(b'">', b'">' + _MARK + b" ", 1) for content in pool]
    for number in range(count):
        content = pool[number % _POOL].replace(_MARK, b"%d" % number)
        yield Source(f"{number}.txt", f"{number}.txt", "literal", content)
