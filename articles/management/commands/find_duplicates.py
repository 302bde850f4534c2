"""`find_duplicates`: index what is not yet, and list the articles that carry the same story."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.management.database import check_tables
from articles.management.terminal import printable
from articles.models import Article
from articles.reporting.json_text import json_line
from articles.reporting.words import describe_carried
from articles.review.duplicates import index_stored, open_groups


class Command(BaseCommand):
    help = _(
        "List the articles that carry the same story and wait for an editor to choose. Articles of "
        "before this release are looked at first; stop it at any moment, it goes on from there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help=_("one JSON object a line: the articles of a story")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        with tqdm(unit=" articles", disable=None, leave=False) as progress:
            for number in index_stored():
                progress.update(number)
        groups = 0
        for group in open_groups():
            groups += 1
            for line in _json_lines(group) if options["json"] else _lines(group):
                self.stdout.write(line)
        if not options["json"]:
            found = ngettext(
                "%(number)d story is carried more than once. Choose under Duplicates on the desk.",
                "%(number)d stories are carried more than once. Choose under Duplicates on the "
                "desk.",
                groups,
            )
            none = _("No story is carried more than once, or editors have chosen.")
            self.stdout.write(found % {"number": groups} if groups else none)


def _lines(group: list[Article]) -> Iterator[str]:
    for article in group:
        yield printable(f"{article.pk:>8}  {article.external_id}  {describe_carried(article)}")
    yield ""


def _json_lines(group: list[Article]) -> Iterator[str]:
    yield json_line(
        {
            "articles": [
                {
                    "article": article.pk,
                    "key": article.external_id,
                    "headline": article.headline,
                    "publisher": article.publisher,
                    "state": article.state,
                }
                for article in group
            ]
        }
    )
