"""`purge_trash`: delete for good what has been in the trash for long."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import store
from articles.datetimes import format_datetime
from articles.management.arguments import positive_number
from articles.management.database import check_tables
from articles.management.terminal import printable

_TOGETHER: Final = 200


class Command(BaseCommand):
    help = _(
        "Delete for good what has been in the trash for long. A tombstone of each stays, so that "
        "no import brings it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days",
            type=positive_number,
            default=settings.TRASH_DAYS,
            metavar="N",
            help=_("longer than so many days (%(default)s)"),
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=_("show what would be deleted, and delete nothing"),
        )

    def handle(self, *args: Any, days: int, dry_run: bool, **options: Any) -> None:
        check_tables()
        if dry_run:
            due = store.in_trash_longer(days)
            for article in due.order_by("deleted_at", "pk").iterator(_TOGETHER):
                when = format_datetime(article.deleted_at) if article.deleted_at else ""
                self.stdout.write(printable(f"{when}  {article.external_id}  {article.headline}"))
            self.stdout.write(_told(due.count()))
            self.stdout.write(_("A dry run: nothing was changed."))
            return
        self.stdout.write(_told(store.purge_older(days)))


def _told(number: int) -> str:
    text = ngettext(
        "%(number)d article deleted for good.", "%(number)d articles deleted for good.", number
    )
    return text % {"number": number}
