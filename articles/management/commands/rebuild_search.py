"""`rebuild_search`: the words by which articles are found, made anew from what is stored."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.management.database import check_tables
from articles.search.rebuild import CORPORA, forget_deleted_words, forget_words, index_missing


class Command(BaseCommand):
    help = _(
        "Index for search what is not indexed yet. Stop it at any moment: it goes on from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help=_(
                "forget the whole index first and make it anew; until it ends, searches find only "
                "part of the articles"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        if options["all"]:
            for corpus in CORPORA:
                forget_words(corpus)
        total = 0
        with tqdm(unit=" texts", disable=None, leave=False) as progress:
            for corpus in CORPORA:
                for number in index_missing(corpus):
                    total += number
                    progress.update(number)
        if options["all"]:
            forget_deleted_words()
        text = ngettext("%(number)d text is indexed.", "%(number)d texts are indexed.", total)
        self.stdout.write(text % {"number": total} if total else _("Everything is indexed."))
