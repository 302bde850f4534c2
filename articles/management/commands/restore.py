"""`restore`: a back-up -> the site; what was there is kept aside."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.datetimes import format_datetime
from articles.documents.reading.archives.container import format_size
from articles.management.database import check_reachable
from articles.management.restoring import judged
from articles.safekeeping.backups import Backup, find_backup, list_backups
from articles.safekeeping.manifest import BackupUnusable
from articles.safekeeping.restore import (
    RestoreRefused,
    TriedBackup,
    check_unused,
    would_replace,
)


class Command(BaseCommand):
    help = _(
        "Restore a back-up: it is loaded beside the site, brought to this release, rid of what was "
        "erased since, and checked; then it takes the place of what is there, which is kept. Stop "
        "the site first. Without a name, list the back-ups."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "backup",
            nargs="?",
            metavar="NAME",
            help=_("the name of a back-up, latest, or the path of its folder"),
        )
        parser.add_argument(
            "--try",
            dest="only_try",
            action="store_true",
            help=_("only see whether it can be restored and is whole; the site may be in use"),
        )
        parser.add_argument(
            "--yes", action="store_true", help=_("replace the site that is there already")
        )
        parser.add_argument(
            "--faulty", action="store_true", help=_("restore it even if the check finds faults")
        )

    def handle(self, *args: Any, backup: str | None, **options: Any) -> None:
        if backup is None:
            self._list()
            return
        check_reachable(even_damaged=True)
        try:
            found = find_backup(settings.BACKUP_DIR, backup)
        except BackupUnusable as unusable:
            raise CommandError(str(unusable)) from unusable
        if not (options["yes"] or options["only_try"]) and would_replace():
            raise CommandError(
                _(
                    "There is a site already. To have the back-up of %(moment)s in its place, add "
                    "--yes; what is there now is kept. To only see whether it is whole, add --try."
                )
                % {"moment": format_datetime(found.manifest.made_at)}
            )
        if not options["only_try"]:
            self._check_unused()
        self._restore(found, only_try=options["only_try"], faulty=options["faulty"])

    def _check_unused(self) -> None:
        """Say so before the work, not after it."""
        try:
            check_unused()
        except RestoreRefused as refused:
            raise CommandError(str(refused)) from refused

    def _list(self) -> None:
        backups = list_backups(settings.BACKUP_DIR)
        for each in backups:
            size, kind = format_size(each.manifest.size), each.manifest.vendor
            self.stdout.write(f"{each.name}  {size:>9}  {kind} {each.manifest.server}")
        if not backups:
            words = _("There is no back-up in %(folder)s.")
            self.stderr.write(words % {"folder": settings.BACKUP_DIR})

    def _restore(self, backup: Backup, *, only_try: bool, faulty: bool) -> None:
        with judged(self, backup) as (loaded, faults):
            if faults:
                text = ngettext(
                    "The back-up has %(number)d fault.",
                    "The back-up has %(number)d faults.",
                    faults,
                )
                self.stderr.write(text % {"number": faults})
            if only_try:
                self._tell_tried(faults)
            elif faults and not faulty:
                self.stderr.write(
                    _("Nothing was replaced. Take another one, or restore it --faulty as it is.")
                )
            else:
                self._put_in_place(loaded)
                return
        if faults:
            sys.exit(1)

    def _tell_tried(self, faults: int) -> None:
        if not faults:
            self.stdout.write(_("It can be restored, and the archive in it is whole."))

    def _put_in_place(self, loaded: TriedBackup) -> None:
        for kept in loaded.put_in_place():
            self.stdout.write(_("What was there is kept: %(name)s") % {"name": kept})
        self.stdout.write(_("Restored. Everybody has to log in again. Start the site."))
