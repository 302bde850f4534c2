"""`import_articles`: documents in, articles out."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.documents.reading import holds_many
from articles.importing.incoming import Result
from articles.importing.pipeline import Pipeline, import_documents
from articles.importing.plan import IMPORT, Options
from articles.importing.sources.find import FoundFile, FoundFiles, read_all
from articles.importing.workers import available_processes
from articles.management.arguments import add_document_arguments, add_report, look_up
from articles.management.database import check_tables
from articles.management.output import open_output
from articles.management.progress import (
    explain_stop,
    format_pace,
    name_rejected,
    report_line,
)
from articles.management.terminal import printable
from articles.models.import_run import Outcome
from articles.reporting import words


class Command(BaseCommand):
    help = _(
        "Import article documents. Exits with 0 if every document was stored and with 1 if some "
        "were rejected; the others are stored all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what would happen, store nothing")
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help=_("publish what was never published, and let live articles follow their source"),
        )
        parser.add_argument(
            "--max-loss",
            type=_percentage,
            metavar="PERCENT",
            help=_("reject a document of which more of the text than this would be noise"),
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=available_processes(),
            help=_(
                "how many processes read and clean, where there are many documents "
                "(here %(default)s); one more stores"
            ),
        )
        parser.add_argument(
            "--fail-fast", action="store_true", help=_("stop at the first rejected document")
        )
        add_report(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        findings = look_up(options["paths"])
        check_tables()
        total = _total(findings)
        documents = read_all(findings, options["format"], options["publisher"])
        plan = IMPORT.dry() if options["dry_run"] else IMPORT
        importing = import_documents(documents, _run_options(options, total), plan)
        started = time.perf_counter()
        stopping = explain_stop(self.stderr, "import_articles")
        with open_output(options["report"], "report") as report, stopping:
            for result in _with_progress(importing, total):
                self._report(result, options)
                if report:
                    report.write(report_line(result))
        self._sum_up(importing, time.perf_counter() - started, options)
        if importing.counts[Outcome.REJECTED]:
            sys.exit(1)

    def _report(self, result: Result, options: Mapping[str, Any]) -> None:
        """Write each rejected document; every document where the operator asked to see."""
        if result.outcome is Outcome.REJECTED:
            name_rejected(result, self.stderr)
        elif options["dry_run"] or options["verbosity"] > 1:
            with tqdm.external_write_mode():
                line = f"{result.outcome:<10} {result.where}  {result.headline}"
                self.stdout.write(printable(line.rstrip()))

    def _sum_up(self, importing: Pipeline, seconds: float, options: Mapping[str, Any]) -> None:
        counts = importing.counts
        total = sum(counts.values())
        self.stdout.write(
            f"{capfirst(words.format_counts(counts))} ({format_pace(total, seconds)})"
        )
        if options["dry_run"]:
            self.stdout.write(_("A dry run: nothing was stored."))
        elif options["publish"] or importing.published:
            self.stdout.write(_("%(number)s published.") % {"number": f"{importing.published:,}"})


def _run_options(options: Mapping[str, Any], total: int | None) -> Options:
    told = ("paths", "format", "publisher", "publish", "fail_fast", "max_loss")
    return Options(
        publish=options["publish"],
        fail_fast=options["fail_fast"],
        max_loss=options["max_loss"],
        processes=options["processes"],
        total=total,
        arguments={name: _storable(options[name]) for name in told if options[name]},
    )


def _percentage(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100:
        raise ArgumentTypeError(_("must be from 0 to 100"))
    return number


def _storable(value: Any) -> Any:
    """Return a value that a database takes: paths may hold bytes that are no text."""
    if isinstance(value, list):
        return [path.encode("utf-8", "backslashreplace").decode() for path in value]
    return value


def _total(findings: FoundFiles) -> int | None:
    """Return how many documents there are, if that is known before they are read."""
    total = 0
    for found in findings:
        if isinstance(found, FoundFile) and not _holds_one(found):
            return None
        total += 1
    return total


def _holds_one(file: FoundFile) -> bool:
    return file.path is not None and not holds_many(file.name)


def _with_progress(results: Iterable[Result], total: int | None) -> Iterator[Result]:
    """Yield the results; draw a bar on a terminal, nothing in a pipe."""
    yield from tqdm(results, total=total, unit=" documents", disable=None, leave=False)
