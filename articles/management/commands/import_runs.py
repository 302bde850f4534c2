"""`import_runs`: what the desk shows of import runs, on a terminal and for programs."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, Final, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.datetimes import format_datetime
from articles.management import retry, undo
from articles.management.arguments import positive_number
from articles.management.database import check_tables
from articles.management.terminal import printable
from articles.models import ImportRun, RunItem
from articles.models.import_run import Outcome
from articles.reporting import words
from articles.reporting.files import item_json, run_json
from articles.reporting.json_text import json_line
from articles.reporting.left_out import reasons_left_out
from articles.reporting.removals import describe_run_removals, removals_of

_TITLES: Final = (
    gettext_lazy("No."),
    gettext_lazy("Kind"),
    gettext_lazy("Started"),
    gettext_lazy("State"),
    gettext_lazy("Took"),
    gettext_lazy("Documents"),
    gettext_lazy("By"),
    gettext_lazy("About"),
)
_TO_THE_RIGHT: Final = (0, 4)


class Command(BaseCommand):
    help = _(
        "List the import runs, the newest first; `show N` shows what became of each document of "
        "one of them, `undo N` undoes it, `retry N` imports again what it rejected. --json prints "
        "one JSON object a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit", type=positive_number, default=20, metavar="N", help=_("list so many (20)")
        )
        parser.add_argument("--json", action="store_true", help=_("one JSON object a line"))
        actions = parser.add_subparsers(dest="action", metavar="ACTION")
        show = actions.add_parser("show", help=_("a run, what cleaning removed, and its documents"))
        show.add_argument(
            "number", type=positive_number, metavar="N", help=_("the number of the run")
        )
        show.add_argument(
            "--outcome", choices=Outcome.values, help=_("only the documents of this outcome")
        )
        # Left alone where it is not given, since it may stand before the action, too.
        show.add_argument(
            "--json",
            action="store_true",
            default=argparse.SUPPRESS,
            help=_("one JSON object a line: the run, then each document"),
        )

        undo.add_arguments(actions.add_parser("undo", help=str(undo.HELP)))
        retry.add_retry_arguments(actions.add_parser("retry", help=str(retry.HELP)))

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        actions: dict[str | None, Callable[..., None]] = {
            None: self._list,
            "show": self._show,
            "undo": self._undo,
            "retry": self._retry,
        }
        actions[options["action"]](**options)

    def _list(self, limit: int, json: bool, **__: Any) -> None:
        runs = ImportRun.objects.storing().select_related("started_by", "undone_by")[:limit]
        if json:
            self._write(json_line(run_json(run)) for run in runs)
        elif runs:
            self._write(_table([tuple(map(str, _TITLES)), *map(_cells, runs)]))
        else:
            self.stderr.write(_("There are no import runs yet."))

    def _show(self, number: int, outcome: str | None, json: bool, **__: Any) -> None:
        run = run_of(number)
        items = run.items.order_by("outcome", "pk")
        if outcome:
            items = items.filter(outcome=outcome)
        rows = cast(Generator[RunItem], items.iterator(chunk_size=2000))
        # Closed in time where nobody reads to the end, as with `| head`.
        with closing(rows) as stream:
            if json:
                self._write([json_line(run_json(run))])
                self._write(json_line(item_json(item)) for item in stream)
            else:
                self._write(map(printable, _facts(run)))
                self._write(printable(_item_line(item)) for item in stream)

    def _undo(self, number: int, **options: Any) -> None:
        undo.undo(self, run_of(number), options)

    def _retry(self, number: int, **options: Any) -> None:
        retry.retry(self, run_of(number), options)

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


def run_of(number: int) -> ImportRun:
    try:
        return ImportRun.objects.select_related("started_by", "undone_by").get(pk=number)
    except ImportRun.DoesNotExist as error:
        raise CommandError(
            _("There is no import run %(number)s. List them with: %(command)s")
            % {"number": number, "command": f"{settings.COMMAND} import_runs"}
        ) from error


def _cells(run: ImportRun) -> tuple[str, ...]:
    state = f"{words.format_state(run.state)} {words.describe_progress(run)}".rstrip()
    return (
        str(run.pk),
        run.get_kind_display(),
        format_datetime(run.started_at),
        state,
        words.format_duration(run.duration),
        words.format_counts(run.counts),
        str(run.started_by or ""),
        words.describe_subject(run),
    )


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield lines with columns as wide as what they hold and two spaces between them."""
    printed = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*printed, strict=True)]
    for row in printed:
        cells = [
            cell.rjust(width) if index in _TO_THE_RIGHT else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _facts(run: ImportRun) -> Iterator[str]:
    yield f"{run}: {words.format_counts(run.counts)}"
    yield words.describe_run(run)
    if shared := words.describe_parts(run):
        yield shared
    for name, values in words.describe_arguments(run):
        yield f"{capfirst(name)}: {', '.join(values)}"
    yield f"{_('Parser version')}: {run.parser_version}"
    for reason, number in reasons_left_out(run):
        yield f"{_('Left out')}, {number:,}: {reason}"
    if duplicates := words.describe_duplicates(run):
        yield duplicates
    removed = removals_of(run)
    if removed:
        yield describe_run_removals(removed)
    yield from (f"{each.times:>12,}  {each.what}" for each in removed)


def _item_line(item: RunItem) -> str:
    """Return `where: outcome  key  reason. hint`."""
    why = f"{item.reason}. {item.hint}" if item.reason else ""
    cells = [f"{item.where}: {item.outcome}", item.external_id, why, item.get_undone_display()]
    return "  ".join(part for part in cells if part)
