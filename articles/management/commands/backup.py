"""`backup`: the site -> a folder of its own, whole or not at all."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import timedelta
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.documents.reading.archives.container import format_size
from articles.management.database import check_reachable
from articles.management.restoring import judged
from articles.reporting.words import format_duration
from articles.safekeeping.backup import back_up
from articles.safekeeping.backups import Backup, BackupFailed


class Command(BaseCommand):
    help = _(
        "Make a back-up of the database and of all files, while the site goes on. The secret key "
        "is not in it. As many are kept as NEWSROOM_BACKUPS_KEPT says."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--verify",
            action="store_true",
            help=_("then restore it into a place of its own, and check all that is in it"),
        )

    def handle(self, *args: Any, verify: bool, **options: Any) -> None:
        check_reachable()
        began = monotonic()
        try:
            backup = back_up()
        except BackupFailed as failed:
            raise CommandError(str(failed)) from failed
        names = {
            "folder": backup.folder,
            "size": format_size(backup.manifest.size),
            "time": format_duration(timedelta(seconds=monotonic() - began)),
        }
        self.stdout.write(_("Back-up %(folder)s: %(size)s in %(time)s.") % names)
        if verify:
            self._verify(backup)

    def _verify(self, backup: Backup) -> None:
        with judged(self, backup) as (_loaded, faults):
            if not faults:
                self.stdout.write(_("It can be restored, and the archive in it is whole."))
                return
        text = ngettext(
            "It can be restored, with %(number)d fault.",
            "It can be restored, with %(number)d faults.",
            faults,
        )
        self.stderr.write(text % {"number": faults})
        sys.exit(1)
