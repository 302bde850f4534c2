"""`fetch_pictures`: the pictures that articles name by their addresses, brought in."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.importing.pictures.bring_in import NotStarted, begin_pictures, go_on_with_pictures
from articles.importing.pictures.wanted import Whose, wanted_pictures
from articles.importing.plan import Options
from articles.management.arguments import positive_number
from articles.management.database import check_tables
from articles.management.progress import explain_stop, format_pace, name_rejected
from articles.management.terminal import printable
from articles.models.import_run import NOT_TAKEN, Outcome
from articles.reporting import words


class Command(BaseCommand):
    help = _(
        "Fetch the pictures that articles name by their addresses, of publishers whose policy "
        "allows it, as their hosts ask. Exits with 0 if no picture was refused "
        "for good and with 1 if some were."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--publisher", default="", metavar="NAME", help=_("only articles of this publisher")
        )
        parser.add_argument(
            "--limit", type=positive_number, metavar="N", help=_("ask for so many pictures at most")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what would be asked for, and ask nobody")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        if options["dry_run"]:
            self._show(options["publisher"], options["limit"])
        elif next(wanted_pictures(Whose(options["publisher"])), None) is None:
            self.stdout.write(
                _("No article wants a picture that may be fetched now. Policies say of whom.")
            )
        else:
            self._bring_in(options)

    def _show(self, publisher: str, limit: int | None) -> None:
        wanted = chain.from_iterable(wanted_pictures(Whose(publisher)))
        addresses = (address for each in wanted for address in each.addresses)
        shown = list(islice(dict.fromkeys(addresses), limit))
        for address in shown:
            self.stdout.write(printable(address))
        text = ngettext("%(number)s picture.", "%(number)s pictures.", len(shown))
        self.stdout.write(text % {"number": f"{len(shown):,}"})
        self.stdout.write(_("A dry run: nobody was asked, and nothing was changed."))

    def _bring_in(self, options: Mapping[str, Any]) -> None:
        given = {name: options[name] for name in ("publisher", "limit") if options[name]}
        try:
            run = begin_pictures(Options(arguments=given))
        except NotStarted as error:
            raise CommandError(str(error)) from error
        work, started = go_on_with_pictures(run), time.perf_counter()
        with explain_stop(self.stderr, "fetch_pictures"):
            for result in tqdm(work, unit=" articles", disable=None, leave=False):
                if result.outcome in NOT_TAKEN:
                    name_rejected(result, self.stderr)
        counts = words.format_counts(work.counts)
        pace = format_pace(sum(work.counts.values()), time.perf_counter() - started)
        self.stdout.write(f"{run.name}: {counts} ({pace})")
        undo = f"{settings.COMMAND} import_runs undo {run.pk}"
        self.stdout.write(_("To undo it: %(command)s") % {"command": undo})
        if work.counts.get(Outcome.REJECTED):
            sys.exit(1)
