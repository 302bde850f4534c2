"""`erase`: an article or a passage goes from everything; without --confirm it says from where."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.erasure.erase import (
    Erased,
    ErasureRefused,
    erase_article,
    erase_passage,
    left_copies,
)
from articles.erasure.overwrite import overwrite_freed_space
from articles.erasure.sweep import Place
from articles.management.arguments import positive_number
from articles.management.database import check_tables
from articles.models import Article


class Command(BaseCommand):
    help = _(
        "Erase an article, or a passage or name, from everything that the site keeps, where a "
        "court orders it or a person's safety asks for it. Imports keep it out from then on. "
        "Without --confirm, list every place and change nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--article",
            type=positive_number,
            metavar="N",
            help=_("the article of this number, which is in the address of its page on the desk"),
        )
        what.add_argument("--key", help=_("the article of this key"))
        what.add_argument(
            "--everywhere",
            action="store_true",
            help=_("a passage, wherever it stands: reads all that is stored, and imports wait"),
        )
        parser.add_argument(
            "--passage",
            metavar="TEXT",
            help=_("only this passage or name; - reads it from standard input"),
        )
        parser.add_argument(
            "--ground",
            default="",
            metavar="TEXT",
            help=_("why, such as a court's file number; it is kept"),
        )
        parser.add_argument("--confirm", action="store_true", help=_("erase it for good"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("change nothing, as without --confirm")
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help=_("only have the database give up the space of what was erased before"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        if options["overwrite"]:
            self._overwrite()
            return
        is_dry = options["dry_run"] or not options["confirm"]
        # Before the act, which takes the pairs with it.
        copies = self._copies(options)
        try:
            erased = self._erased(options, is_dry=is_dry)
        except ErasureRefused as refused:
            raise CommandError(str(refused)) from refused
        self._write(erased.places if is_dry else (), erased)
        for text in copies:
            self.stderr.write(text)
        if is_dry:
            self.stdout.write(_("Nothing was changed. Erase it with --confirm."))
            return
        self.stdout.write(str(erased.erasure))
        self._overwrite()

    def _erased(self, options: Mapping[str, Any], *, is_dry: bool) -> Erased:
        article = self._article(options["article"], options["key"])
        passage, ground = options["passage"], options["ground"]
        if passage is None:
            if article is None:
                raise CommandError(_("Name what to erase: --article N, --key KEY, or --passage."))
            return erase_article(article, ground=ground, dry_run=is_dry)
        if article is None and not options["everywhere"]:
            raise CommandError(_("Name the article, or erase the passage --everywhere."))
        text = self._standard_input() if passage == "-" else passage
        return erase_passage(text, article, ground=ground, dry_run=is_dry)

    def _copies(self, options: Mapping[str, Any]) -> list[str]:
        """Return a sentence on each article that carries the story as well, and keeps it."""
        article = self._article(options["article"], options["key"])
        text = _("The same story stays here as article %(number)d: erase it there, too.")
        return [text % {"number": copy.pk} for copy in left_copies(article)] if article else []

    def _standard_input(self) -> str:
        with open(0, encoding="utf-8", closefd=False) as stream:
            return stream.read()

    def _article(self, article: int | None, key: str | None) -> Article | None:
        if article is None and key is None:
            return None
        rows = Article.with_deleted.filter(pk=article) if article else _with_key(key or "")
        found = rows.first()
        if found is None:
            raise CommandError(_("There is no such article, in the trash neither."))
        return found

    def _write(self, places: Sequence[Place], erased: Erased) -> None:
        for place in places:
            self.stdout.write(f"{place.table} {place.key}: {place.field}")
        for table, number in erased.counts.items():
            self.stdout.write(f"{number:>8,}  {table}")
        text = ngettext("%(number)d row in all.", "%(number)d rows in all.", len(erased.places))
        self.stdout.write(text % {"number": sum(erased.counts.values())})

    def _overwrite(self) -> None:
        if overwrite_freed_space():
            self.stdout.write(_("The database gave up the space of what was deleted."))
            return
        self.stderr.write(
            _(
                "The database still holds the space of what was deleted, since others use it. "
                "When nobody does, run: %(command)s"
            )
            % {"command": f"{settings.COMMAND} erase --overwrite"}
        )


def _with_key(key: str) -> Any:
    return Article.with_deleted.with_external_ids([key])
