"""`import_runs undo N`: undo an import, and name what is left as it is."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from articles.datetimes import format_datetime
from articles.management.arguments import positive_number
from articles.management.terminal import printable
from articles.models import ImportRun
from articles.models.import_run import Undone
from articles.undo.undo import StillRunning, Undo, UndoResult

HELP: Final = gettext_lazy(
    "restore what was there before an import; exits with 1 if an article was left because it was "
    "changed since"
)


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "number", type=positive_number, metavar="N", help=_("the number of the run")
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help=_("also undo what was changed since: that work is lost"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what would happen, change nothing")
    )


def undo(command: BaseCommand, run: ImportRun, options: Mapping[str, Any]) -> None:
    if run.undone_at:
        _write_undone(command, run)
    undoing = Undo(run, force=options["force"], dry_run=options["dry_run"])
    try:
        for result in tqdm(
            undoing, total=undoing.total, unit=" articles", disable=None, leave=False
        ):
            _write_result(command, result, options)
    except StillRunning as error:
        raise CommandError(str(error)) from error
    command.stdout.write(f"{run.name}: {undoing.summary}.")
    if options["dry_run"]:
        command.stdout.write(_("A dry run: nothing was changed."))
    if undoing.summary.left:
        sys.exit(1)


def _write_undone(command: BaseCommand, run: ImportRun) -> None:
    assert run.undone_at
    names = {"run": run.name, "date": format_datetime(run.undone_at), "user": run.undone_by}
    if run.undone_by:
        words = _("%(run)s was undone on %(date)s by %(user)s; what was left is tried again.")
    else:
        words = _("%(run)s was undone on %(date)s; what was left is tried again.")
    command.stdout.write(words % names)


def _write_result(command: BaseCommand, result: UndoResult, options: Mapping[str, Any]) -> None:
    """Write what is left; write every article where the operator asked to see."""
    name = f"{result.where or result.key}  {result.headline}".rstrip()
    with tqdm.external_write_mode():
        if result.undone is Undone.LEFT:
            command.stderr.write(printable(f"{_('left')}: {name}: {result.reason}"))
        elif options["dry_run"] or options["verbosity"] > 1:
            command.stdout.write(printable(f"{result.undone:<10} {name}"))
