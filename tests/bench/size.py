"""How large the database is, and what becomes of speed and memory as a site grows."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Self

from django.db import connection

from articles.documents.source import Source
from articles.importing.pipeline import BATCH, import_documents
from articles.importing.plan import Options
from articles.models import TellingSentence
from tests.bench.documents import document


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
    documents = _Documents(count)
    run = import_documents(documents, Options(processes=1))
    tenth, begun = max(count // 10, BATCH), time.process_time()
    rates, peak = [], 0.0
    for stored, _ in enumerate(run, start=1):
        if stored % BATCH == 0:
            peak = max(peak, _memory())
        if stored % tenth == 0:
            rate = tenth / (time.process_time() - begun - documents.cpu)
            rates.append(rate)
            disk = Size.now()
            megabytes = (disk.rest + disk.duplicates) / 1e6
            print(f"{stored:>12,}{rate:>16,.0f}{_memory():>16,.0f}{megabytes:>16,.0f}", flush=True)
            begun, documents.cpu = time.process_time(), 0.0
    print(f"the last tenth at {rates[-1] / rates[0]:.2f} times the rate of the first; ", end="")
    print(f"at most {peak:,.0f} MB of its own memory, {_most_resident():,.0f} MB resident")


def _memory() -> float:
    """Return the megabytes that are this process's own. Linux only: reads /proc.

    Of the database's file as much is mapped as fits; that is the system's to take back.
    """
    [own] = re.findall(r"RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(own) / 1024


def _most_resident() -> float:
    """Return the most megabytes that were resident, those of mapped files among them."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


@dataclass
class _Documents:
    """So many documents, no two alike, and the CPU seconds that it took to make the last ones."""

    count: int
    cpu: float = 0.0

    def __iter__(self) -> Iterator[Source]:
        for number in range(self.count):
            begun = time.process_time()
            content = document(number)
            self.cpu += time.process_time() - begun
            yield Source(f"{number}.txt", f"{number}.txt", "literal", content)
