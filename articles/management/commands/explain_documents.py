"""Shows what an import would make of documents, and why, without a database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from articles.documents.explaining import explanation, readable
from articles.documents.parsing import parse
from articles.documents.source import DocumentRejected, Rejection, Source
from articles.importing.finding import read_all
from articles.management.arguments import add_document_arguments, look_up


class Command(BaseCommand):
    help = (
        "Show what an import would make of documents: every string with its label and the reason. "
        "Stores nothing. Exits with 1 if some were rejected."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object a document, one a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rejected = 0
        for document in read_all(look_up(options["paths"]), options["format"]):
            rejection = self._explain(document, as_json=options["json"])
            if rejection:
                rejected += 1
                self.stderr.write(str(rejection))
        if rejected:
            sys.exit(1)

    def _explain(self, document: Source | Rejection, *, as_json: bool) -> Rejection | None:
        if isinstance(document, Rejection):
            return document
        try:
            parsed = parse(document)
        except DocumentRejected as rejected:
            return rejected.at(document.file, document.position)
        if as_json:
            self.stdout.write(json.dumps(explanation(parsed), ensure_ascii=False))
        else:
            self.stdout.write(readable(parsed))
        return None
