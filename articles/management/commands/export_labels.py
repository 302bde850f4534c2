"""Labelled data out: what the editors of this site say of the blocks of its sources."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from articles.documents.labels.evaluation.corpus import row_of
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.source import Rejection
from articles.management.database import check_database
from articles.management.terminal import printable
from articles.management.writing import opened
from articles.review.labelled_data import labelled_articles


class Command(BaseCommand):
    help = (
        "Export the labels that editors vouch for, to learn and to score by: JSON Lines, an "
        "article a line. Exits with 1 if the source of some cannot be read any more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="write to FILE instead of standard output"
        )
        parser.add_argument(
            "--all",
            action="store_true",
            help="every imported article, also with labels that only the import is sure of",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        check_database()
        articles = labels = unreadable = 0
        with opened(options["output"], "labels") as file:
            output = file or self.stdout
            for item in labelled_articles(everything=options["all"]):
                if isinstance(item, Rejection):
                    unreadable += 1
                    self.stderr.write(printable(str(item)))
                    continue
                articles += 1
                labels += len(item.gold) - item.gold.count(Gold.OPTIONAL)
                output.write(json.dumps(row_of(item), ensure_ascii=False) + "\n")
        if options["output"]:
            named = "1 article" if articles == 1 else f"{articles:,} articles"
            self.stdout.write(f"{labels:,} labels of {named} are in {options['output']}")
        if unreadable:
            sys.exit(1)
        if not articles:
            self.stderr.write("No editor has vouched for a label yet.")
