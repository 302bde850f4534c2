"""`prepare_newsroom`: a clone -> a site ready to serve; what is there already is left as it is."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.listings.rebuild import list_all_unlisted
from articles.logins import first_login, make_first_login
from articles.management.alone import alone
from articles.management.database import check_reachable
from articles.management.first_front_page import arrange_first
from articles.models import Article, SourceDocument, TellingSentence
from articles.publishing.around.related import relate_due
from articles.review.duplicates import index_stored
from articles.safekeeping.backup import back_up
from articles.safekeeping.backups import BackupFailed
from articles.safekeeping.schema import (
    TOO_OLD,
    applied_migrations,
    is_too_old,
    waiting_migrations,
)
from articles.search.rebuild import index_all_missing
from newsroom.staticfiles import collect_if_changed

# So many hundred articles.
_RELATED_AT_ONCE: Final = 5
# Only a clone has them.
_SEEDS: Final = settings.BASE_DIR / "seeds"


class Command(BaseCommand):
    help = _(
        "Make everything ready to serve: the database, the static files and, for a new site, "
        "published articles and an editor's login. Repeating it changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seeds",
            type=Path,
            default=_SEEDS if _SEEDS.is_dir() else None,
            metavar="FOLDER",
            help=_("the documents that a new site begins with"),
        )
        parser.add_argument(
            "--no-backup",
            action="store_true",
            help=_("upgrade the tables of a site without making a back-up first"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_reachable()
        with alone(self.stdout):
            self._prepare(options)

    def _prepare(self, options: Mapping[str, Any]) -> None:
        if is_too_old(applied_migrations()):
            raise CommandError(TOO_OLD)
        if not options["no_backup"]:
            self._back_up_before_upgrade()
        call_command("migrate", interactive=False, verbosity=0)
        if collect_if_changed():
            self.stdout.write(_("Collected the static files."))
        self._tell_login()
        # Articles may all be deleted, but what they were imported from stays.
        if not (Article.objects.exists() or SourceDocument.objects.exists()):
            self._import_first(options["seeds"])
        elif not TellingSentence.objects.exists():
            # A site that is older than the index of duplicates; `find_duplicates` goes on with it.
            for _number in index_stored():
                pass
        list_all_unlisted()
        # What is older than the search; `rebuild_search` goes on with it.
        index_all_missing()
        # Of a larger site, background work does the rest.
        for _number in islice(relate_due(), _RELATED_AT_ONCE):
            pass

    def _import_first(self, seeds: Path | None) -> None:
        if seeds:
            call_command("import_articles", seeds, publish=True, stdout=self.stdout)
            if seeds == _SEEDS:
                arrange_first()
            return
        self.stdout.write(_("The site is empty. To import a folder of documents and publish them:"))
        self.stdout.write(f"    {settings.COMMAND} import FOLDER --publish")

    def _back_up_before_upgrade(self) -> None:
        """Make a back-up where the tables of a site are about to change."""
        if not applied_migrations() or not waiting_migrations():
            return
        try:
            backup = back_up()
        except BackupFailed as failed:
            raise CommandError(
                _(
                    "This release changes tables, and no back-up can be made first: %(why)s\n"
                    "Nothing was changed. To go on without one: %(command)s"
                )
                % {"why": failed, "command": f"{settings.COMMAND} prepare_newsroom --no-backup"}
            ) from failed
        words = _("This release changes tables. Back-up first: %(folder)s")
        self.stdout.write(words % {"folder": backup.folder})

    def _tell_login(self) -> None:
        """Write the first login with its password once, and its name at every later start."""
        if login := make_first_login():
            self.stdout.write(_("A login for the desk; its password is shown this once:"))
            self.stdout.write(f"    {_('name')}      {login.name}")
            self.stdout.write(f"    {_('password')}  {login.password}")
        elif name := first_login():
            self.stdout.write(
                _("The desk's login is %(name)s. To set a new password:") % {"name": name}
            )
            self.stdout.write(f"    {settings.COMMAND} changepassword {shlex.quote(name)}")
        else:
            self.stdout.write(_("Nobody can log in to the desk. To make a login:"))
            self.stdout.write(f"    {settings.COMMAND} createsuperuser")
