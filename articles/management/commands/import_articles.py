"""The operators' command: documents in, articles out."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.importing.finding import Findings, read_all
from articles.importing.result import Result
from articles.importing.run import Import, Options
from articles.management.arguments import add_document_arguments, look_up
from articles.management.database import check_database
from articles.management.terminal import printable
from articles.management.writing import opened
from articles.models.run import Outcome

_WORDS: Final = {Outcome.CONFLICT: "in conflict"}


class Command(BaseCommand):
    help = (
        "Import article documents. Exits with 0 if every document was stored and with 1 if some "
        "were rejected; the others are stored all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen, store nothing"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what was never published, and let live articles follow their source",
        )
        parser.add_argument(
            "--fail-fast", action="store_true", help="stop at the first rejected document"
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE",
            help="write what became of each document to FILE, one JSON object a line",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = look_up(options["paths"])
        check_database()
        importing = Import(read_all(findings, options["format"]), _run_options(options))
        started = time.perf_counter()
        with opened(options["report"], "report") as report:
            for result in _with_progress(importing, findings):
                self._tell(result, options)
                if report:
                    report.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
        self._sum_up(importing.counts, time.perf_counter() - started, options)
        if importing.counts[Outcome.REJECTED]:
            sys.exit(1)

    def _tell(self, result: Result, options: Mapping[str, Any]) -> None:
        """Name each rejected document; name all of them where the operator asked to see."""
        if result.outcome is Outcome.REJECTED:
            with tqdm.external_write_mode():
                self.stderr.write(printable(f"{result.where}: {result.reason}. {result.remedy}"))
        elif options["dry_run"] or options["verbosity"] > 1:
            with tqdm.external_write_mode():
                line = f"{result.outcome:<10} {result.where}  {result.headline}"
                self.stdout.write(printable(line.rstrip()))

    def _sum_up(
        self, counts: Mapping[Outcome, int], seconds: float, options: Mapping[str, Any]
    ) -> None:
        total = sum(counts.values())
        parts = [f"{counts[each]:,} {_WORDS.get(each, each)}" for each in Outcome if counts[each]]
        summary = ", ".join(parts) or "Nothing"
        rate = f"{total:,} documents in {seconds:.1f} s, {total / max(seconds, 1e-3):,.0f} a second"
        self.stdout.write(f"{summary} ({rate})")
        if options["dry_run"]:
            self.stdout.write("A dry run: nothing was stored.")


def _run_options(options: Mapping[str, Any]) -> Options:
    told = ("paths", "format", "publish", "fail_fast")
    return Options(
        publish=options["publish"],
        dry_run=options["dry_run"],
        fail_fast=options["fail_fast"],
        arguments={name: _storable(options[name]) for name in told if options[name]},
    )


def _storable(value: Any) -> Any:
    """Paths may hold bytes that are no text, which PostgreSQL does not take."""
    if isinstance(value, list):
        return [path.encode("utf-8", "backslashreplace").decode() for path in value]
    return value


def _with_progress(results: Iterable[Result], findings: Findings) -> Iterator[Result]:
    """A bar on a terminal, nothing in a pipe; how many documents JSON Lines hold is not known."""
    lines = any(file.name.endswith((".jsonl", ".ndjson")) for file in findings.files)
    total = None if lines else len(findings.files) + len(findings.rejections)
    yield from tqdm(results, total=total, unit=" documents", disable=None, leave=False)
