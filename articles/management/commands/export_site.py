"""`export_site`: write the public site as files that any web server serves."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.management.database import check_tables
from articles.management.terminal import printable
from articles.site_files.export import ExportResult, export_site
from articles.site_files.folder import FolderRefused
from articles.site_files.forwards import FILES
from newsroom.staticfiles import collect_if_changed


def site_address(text: str) -> str:
    """Return where a site is, such as https://news.example; raises `ArgumentTypeError`."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        words = _("%(text)r is no address such as https://news.example")
        raise ArgumentTypeError(words % {"text": text})
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        words = _("a site begins at the root of its host: leave out what follows %(host)s")
        raise ArgumentTypeError(words % {"host": parts.netloc})
    return f"{parts.scheme}://{parts.netloc}"


class Command(BaseCommand):
    help = _(
        "Write the whole public site as files that any web server serves: pages, feeds, sitemaps, "
        "pictures. Search and forms need a running site and are left out. A second run writes only "
        "what changed, and removes what is gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, help=_("an empty folder, a new one, or one of an earlier export")
        )
        parser.add_argument(
            "--base",
            type=site_address,
            required=True,
            metavar="ADDRESS",
            help=_("where the files will be, such as https://news.example"),
        )
        parser.add_argument(
            "--redirects",
            choices=sorted(FILES),
            default="",
            help=_("write a list of redirects for this web server, too"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what would change, and write nothing")
        )

    def handle(self, *args: Any, folder: Path, base: str, dry_run: bool, **options: Any) -> None:
        check_tables()
        collect_if_changed()
        try:
            result = export_site(folder, base, server=options["redirects"], is_dry=dry_run)
        except (FolderRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_told(result))
        self.stdout.write(_("Left out: search and forms, which need a running site."))
        for line in result.broken:
            self.stderr.write(printable(_("Nothing is at %(line)s.") % {"line": line}))
        if dry_run:
            self.stdout.write(_("A dry run: nothing was changed."))
        if result.problems:
            for line in result.problems:
                self.stderr.write(printable(line))
            raise CommandError(_("Some files could not be written."))


def _told(result: ExportResult) -> str:
    words = _(
        "%(written)d files written, %(unchanged)d unchanged, %(removed)d removed; "
        "%(forwards)d old addresses lead on."
    )
    return words % {
        "written": result.written,
        "unchanged": result.unchanged,
        "removed": result.removed,
        "forwards": result.forwards,
    }
