"""`reparse`: stored documents, parsed again."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.documents.pipeline import PARSER_VERSION
from articles.documents.revisions.diff import DiffPart, DiffRow, differences
from articles.importing.incoming import Result
from articles.importing.pipeline import ChangedArticle, Pipeline
from articles.importing.plan import REPARSE, Options
from articles.importing.reparse import reparse_documents
from articles.importing.sources.selection import Selection
from articles.importing.workers import chosen_processes
from articles.management.arguments import add_report, positive_number
from articles.management.database import check_tables
from articles.management.output import open_output
from articles.management.progress import (
    explain_stop,
    format_pace,
    name_rejected,
    report_line,
)
from articles.management.terminal import printable
from articles.models.import_run import Outcome, RunKind
from articles.reporting import words


class Command(BaseCommand):
    help = _(
        "Parse stored documents again, with today's parser and rules, and show what that "
        "would change; with --apply, store it as a merge, which leaves editors' work as it is. "
        "Exits with 0 if every document could be read and with 1 if some were rejected."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help=_("store what it changes"))
        parser.add_argument(
            "--publisher", default="", metavar="NAME", help=_("only documents of this publisher")
        )
        parser.add_argument(
            "--key",
            default="",
            metavar="PATTERN",
            help=_("only documents whose keys fit, such as 'wire-*'"),
        )
        parser.add_argument(
            "--article",
            type=positive_number,
            nargs="+",
            metavar="ID",
            help=_("only these articles, by the numbers in their addresses on the desk"),
        )
        parser.add_argument(
            "--outdated",
            action="store_true",
            help=_("only documents last read by a parser older than today's (%(parser)s)")
            % {"parser": PARSER_VERSION},
        )
        parser.add_argument(
            "--limit", type=positive_number, metavar="N", help=_("the first N of them")
        )
        parser.add_argument(
            "--show",
            type=int,
            default=0,
            metavar="N",
            help=_("show the differences in the first N articles that change; all with -v 2"),
        )
        parser.add_argument(
            "--processes",
            type=positive_number,
            help=_(
                "how many processes read and clean, where there are many documents (without: as "
                "many as the machine has, of some thousands of documents); one more stores"
            ),
        )
        add_report(parser)

    _shown = 0

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        selection = _selection(options)
        total = selection.count()
        if not total:
            self.stdout.write(_("There is nothing to parse again.") + f" {selection.why_empty()}")
            return
        reparse = reparse_documents(
            selection,
            _run_options(selection, total, options),
            plan=REPARSE if options["apply"] else REPARSE.dry(),
        )
        started = time.perf_counter()
        stopping = explain_stop(self.stderr, "reparse")
        with open_output(options["report"], "report") as report, stopping:
            for result in tqdm(reparse, total=total, unit=" documents", disable=None, leave=False):
                self._report(reparse, result, options)
                if report:
                    report.write(report_line(result))
        self._sum_up(reparse, time.perf_counter() - started)
        if reparse.counts[Outcome.REJECTED]:
            sys.exit(1)

    def _report(self, reparse: Pipeline, result: Result, options: Mapping[str, Any]) -> None:
        """Write what was rejected, and what changes where the operator asked to see it."""
        if result.outcome is Outcome.REJECTED:
            name_rejected(result, self.stderr)
            return
        changed = reparse.changed(result)
        if changed and (options["verbosity"] > 1 or self._shown < options["show"]):
            self._shown += 1
            with tqdm.external_write_mode():
                for line in _change_lines(result, changed):
                    self.stdout.write(printable(line))

    def _sum_up(self, reparse: Pipeline, seconds: float) -> None:
        total = sum(reparse.counts.values())
        counts = words.format_counts(reparse.counts)
        name = (
            reparse.run.name
            if reparse.run
            else _("With parser %(parser)s") % {"parser": PARSER_VERSION}
        )
        self.stdout.write(f"{name}: {counts} ({format_pace(total, seconds)})")
        if reparse.run is None:
            self.stdout.write(_("Nothing was stored. Run it with --apply to store it."))
        elif reparse.run.kind == RunKind.REPARSE:
            undo = f"{settings.COMMAND} import_runs undo {reparse.run.pk}"
            self.stdout.write(_("To undo it: %(command)s") % {"command": undo})


def _selection(options: Mapping[str, Any]) -> Selection:
    return Selection(
        publisher=options["publisher"],
        external_ids=options["key"],
        articles=tuple(options["article"]) if options["article"] else None,
        outdated=options["outdated"],
        limit=options["limit"],
    )


def _run_options(selection: Selection, total: int, options: Mapping[str, Any]) -> Options:
    return Options(
        **chosen_processes(options["processes"]),
        total=total,
        arguments=selection.to_json(),
    )


def _change_lines(result: Result, changed: ChangedArticle) -> Iterator[str]:
    """Yield an article and under it what differs: what it has with -, would have with +."""
    yield f"{result.outcome}: {result.external_id}  {changed.after.headline.text}".rstrip()
    if result.reason:
        yield f"  {result.reason}"
    rows = differences(*changed)
    for row in rows:
        yield from _row_lines(row)
    if not rows:
        yield "  " + _("reads the same; only what is kept of its source differs")


def _row_lines(row: DiffRow) -> Iterator[str]:
    parts = [part for part in (row.before, row.after) if part]
    yield f"  {row.change}: {' -> '.join(dict.fromkeys(part.name for part in parts))}"
    texts = [part.text if row.change != "changed" else _text_of(part, parts) for part in parts]
    if len(set(texts)) == 1:
        mark = {"added": "+ ", "removed": "- "}.get(row.change, "  ")
        yield f"    {mark}{texts[0]}"
    else:
        yield from (f"    {mark} {text}" for mark, text in zip("-+", texts, strict=True))
    yield from (f"    {note}" for note in row.notes)


def _text_of(part: DiffPart, parts: Sequence[DiffPart]) -> str:
    """Return its words; its markup where only that differs."""
    is_same = len({each.text for each in parts}) == 1
    return part.markup if is_same and len({each.markup for each in parts}) > 1 else part.text
