"""`label_report`: measure the labeller on documents that people have labelled."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.checks import LABELS
from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.evaluation.measurement import Measured, Measurement, measure_all
from articles.documents.source import Rejection
from articles.management import measurement_report as report
from articles.management.arguments import add_paths
from articles.management.labelled_documents import labelled_documents
from articles.management.output import open_output
from articles.management.terminal import printable
from articles.reporting.json_text import json_line, json_text


class Command(BaseCommand):
    help = _(
        "Measure how well the labels are right on your own labelled documents: JSON Lines of "
        '{"id": ..., "document": [strings], "gold": [labels]}. -v 2 shows all figures. '
        "Exits with 1 if some documents were rejected; the others are measured all the same."
    )
    requires_system_checks = (LABELS,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_paths(parser)
        parser.add_argument(
            "--variant",
            action="append",
            metavar="VARIANT",
            help=_(
                "measure this form of the pages only; may be given more than once. Of pages with "
                "tags (blocks), flat and bold-heads are made"
            ),
        )
        parser.add_argument(
            "--by-language", action="store_true", help=_("a line for each language, too")
        )
        parser.add_argument(
            "--with-titles", action="store_true", help=_("tell the labeller the documents' titles")
        )
        parser.add_argument(
            "--errors",
            type=int,
            default=0,
            metavar="N",
            help=_("list the first N wrongly labelled strings, with the reasons of their labels"),
        )
        parser.add_argument(
            "--predictions",
            type=Path,
            metavar="FILE",
            help=_("write what was said of each document to FILE, one JSON object a line"),
        )
        parser.add_argument("--json", action="store_true", help=_("print one JSON object"))

    def handle(self, *args: Any, **options: Any) -> None:
        measurement = Measurement(most_mistakes=max(0, options["errors"]))
        rows = labelled_documents(options["paths"])
        with open_output(options["predictions"], "predictions") as predictions:
            for found in _measured(rows, options):
                measurement.add(found)
                if isinstance(found, Rejection):
                    self.stderr.write(printable(str(found)))
                elif predictions:
                    predictions.write(_prediction(found))
        self._report(measurement, options)
        if measurement.rejections:
            sys.exit(1)

    def _report(self, measurement: Measurement, options: Mapping[str, Any]) -> None:
        if not measurement.documents and not measurement.rejections:
            if options["variant"]:
                raise CommandError(
                    _("There is no document to measure in a form that --variant names.")
                )
            raise CommandError(_("There is no document to measure."))
        by_language = options["by_language"]
        if options["json"]:
            result = report.measurement_json(measurement, by_language=by_language)
            self.stdout.write(json_text(result))
        else:
            in_full = options["verbosity"] > 1
            text = report.format_report(measurement, by_language=by_language, in_full=in_full)
            self.stdout.write("\n".join(map(printable, text.splitlines())))


def _measured(
    rows: Iterable[LabelledDocument | Rejection], options: Mapping[str, Any]
) -> Iterator[Measured | Rejection]:
    # The processor's time, so that a busy machine measures the same.
    return measure_all(
        rows,
        time.process_time,
        variants=options["variant"] or (),
        with_metadata=options["with_titles"],
    )


def _prediction(measured: Measured) -> str:
    row = {"id": measured.document.id, "labels": measured.said}
    return json_line(row)
