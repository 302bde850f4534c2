"""`explain_documents`: what an import would make of documents, and why; needs no database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.checks import LABELS
from articles.documents.labels.site_rules import SiteRules
from articles.documents.pipeline import ParsedDocument, parse_documents
from articles.documents.reading.pages import section_page
from articles.documents.source import DocumentRejected, LeftOut, Rejection, Source
from articles.importing.pipeline import BATCH
from articles.importing.sources.find import read_all
from articles.management.arguments import add_document_arguments, add_section_pages, look_up
from articles.management.database import load_site_rules
from articles.management.explanation import explanation_json, format_explanation
from articles.reporting.json_text import json_text


class Command(BaseCommand):
    help = _(
        "Show what an import would make of documents: every string with its label and the reason. "
        "Stores nothing. Goes by what the site's editors decided, where there is a site. Exits "
        "with 1 if some were rejected."
    )
    requires_system_checks = (LABELS,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        add_section_pages(parser)
        parser.add_argument(
            "--json", action="store_true", help=_("print one JSON object a document, one a line")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rejected = 0
        rules = load_site_rules()
        documents = read_all(
            look_up(options["paths"]),
            options["format"],
            options["publisher"],
            options["post_types"],
        )
        # As an import takes them, for what the documents of a publisher repeat.
        while batch := list(islice(documents, BATCH)):
            for found in _explained(batch, rules, section_pages=options["section_pages"]):
                if isinstance(found, Rejection):
                    rejected += not isinstance(found, LeftOut)
                    self.stderr.write(str(found))
                else:
                    self._show(found, as_json=options["json"])
        if rejected:
            sys.exit(1)

    def _show(self, parsed: ParsedDocument, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json_text(explanation_json(parsed)))
        else:
            self.stdout.write(format_explanation(parsed))


def _explained(
    batch: Sequence[Source | Rejection], rules: SiteRules, *, section_pages: bool
) -> Iterator[ParsedDocument | Rejection]:
    """Yield what each document came to, in order."""
    parsed = iter(parse_documents([item for item in batch if isinstance(item, Source)], rules))
    for item in batch:
        if isinstance(item, Rejection):
            yield item
            continue
        found = next(parsed)
        if isinstance(found, DocumentRejected):
            yield found.at(item.file, item.position)
        elif found.is_section and not section_pages:
            yield LeftOut(item.file, item.position, section_page.REASON, section_page.HINT)
        else:
            yield found
