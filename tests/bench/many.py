"""What becomes of speed, memory and size as a site grows: python -m tests.bench.many --documents N

Prints a line of CSV for every step and draws the curve. Not for a test run: a million documents
take an hour and 25 GB of disk.
"""

from __future__ import annotations

import os
import resource
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from articles.documents.source import Source
from tests.bench.documents import document

_POOL = 2_000
_MARK = b"@@@@"


@dataclass(frozen=True, slots=True)
class Step:
    """So many articles stored; how many a second since the step before; megabytes."""

    stored: int
    by_clock: float
    by_cpu: float
    memory: float
    worker_memory: float
    disk: float

    def __str__(self) -> str:
        rest = (self.by_clock, self.by_cpu, self.memory, self.worker_memory, self.disk)
        return ",".join([str(self.stored), *(f"{value:.0f}" for value in rest)])


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=300_000)
    parser.add_argument("--step", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database", help="as for the other measurements")
    parser.add_argument("--plot", type=Path, help="where to draw the curve, as SVG")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ["NEWSROOM_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ["DATABASE_URL"] = arguments.database or ""
        django.setup()
        from tests.bench.__main__ import scratch_database
        from tests.bench.plot import plot

        with scratch_database():
            print("stored,by clock,by CPU,MB,MB of the largest worker,MB of disk")
            steps = []
            for step in _steps(arguments.documents, arguments.step, arguments.processes):
                steps.append(step)
                print(step, flush=True)
        if arguments.plot:
            arguments.plot.write_text(plot(steps), encoding="utf-8")


def _steps(count: int, size: int, processes: int) -> Iterator[Step]:
    from articles.importing.pipeline import import_documents
    from articles.importing.plan import Options

    clock, cpu = time.perf_counter(), time.process_time()
    run = import_documents(_documents(count), Options(processes=processes))
    for stored, _ in enumerate(run, start=1):
        if stored % size == 0:
            now, spent = time.perf_counter(), time.process_time()
            yield _step(stored, size / (now - clock), size / (spent - cpu))
            clock, cpu = time.perf_counter(), time.process_time()


def _step(stored: int, by_clock: float, by_cpu: float) -> Step:
    from tests.bench.rows import database_size

    own, workers = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    memory, of_workers = (resource.getrusage(who).ru_maxrss / 1024 for who in (own, workers))
    return Step(stored, by_clock, by_cpu, memory, of_workers, database_size() / 1e6)


def _documents(count: int) -> Iterator[Source]:
    """No two alike, made from a few: making each anew would cost as much as importing it."""
    pool = [document(number).replace(b"['", b"['" + _MARK, 1) for number in range(_POOL)]
    pool = [content.replace(b'">', b'">' + _MARK + b" ", 1) for content in pool]
    for number in range(count):
        content = pool[number % _POOL].replace(_MARK, b"%d" % number)
        yield Source(f"{number}.txt", f"{number}.txt", "literal", content)


if __name__ == "__main__":
    main()
