"""`export_labels`: the labels of blocks that editors of this site confirmed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.documents.labels.evaluation.corpus import row_of
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.source import Rejection
from articles.management.database import check_tables
from articles.management.output import open_output
from articles.management.terminal import printable
from articles.reporting.json_text import json_line
from articles.review.labelled_data import labelled_articles


class Command(BaseCommand):
    help = _(
        "Export the labels that editors confirmed, to learn and to score by: JSON Lines, an "
        "article a line. Exits with 1 if the source of some cannot be read any more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--output",
            type=Path,
            metavar="FILE",
            help=_("write to FILE instead of standard output"),
        )
        parser.add_argument(
            "--all",
            action="store_true",
            help=_("every imported article, also with labels that only the import is sure of"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_tables()
        articles = labels = unreadable = 0
        with open_output(options["output"], "labels") as file:
            output = file or self.stdout
            for item in labelled_articles(everything=options["all"]):
                if isinstance(item, Rejection):
                    unreadable += 1
                    self.stderr.write(printable(str(item)))
                    continue
                articles += 1
                labels += len(item.gold) - item.gold.count(Gold.OPTIONAL)
                output.write(json_line(row_of(item)))
        if options["output"]:
            words = ngettext(
                "%(labels)s labels of %(number)s article are in %(path)s",
                "%(labels)s labels of %(number)s articles are in %(path)s",
                articles,
            )
            names = {"labels": f"{labels:,}", "number": f"{articles:,}", "path": options["output"]}
            self.stdout.write(words % names)
        if unreadable:
            sys.exit(1)
        if not articles:
            self.stderr.write(_("No editor has confirmed a label yet."))
