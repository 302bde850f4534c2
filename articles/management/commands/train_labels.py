"""`train_labels`: make a model of labels from documents that people have labelled."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.evaluation.measurement import Measurement, measure_all
from articles.documents.labels.model import Model
from articles.documents.labels.training.folds import held_out, train
from articles.documents.source import Rejection
from articles.management import measurement_report as report
from articles.management.arguments import add_paths
from articles.management.labelled_documents import labelled_documents
from articles.management.terminal import printable

# Fewer teach nothing that holds for other documents.
FEWEST: Final = 20


class Command(BaseCommand):
    help = _(
        "Make a model of labels from labelled documents, such as those that export_labels writes: "
        "JSON Lines, as label_report reads them. Name the file in NEWSROOM_LABEL_MODEL to use it. "
        "Takes minutes. Exits with 1 if some documents were rejected."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_paths(parser)
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help=_("write the model to FILE (.npz)")
        )
        parser.add_argument(
            "--folds",
            type=int,
            default=0,
            metavar="N",
            help=_(
                "first learn N times from all publishers but an Nth of them, and report how "
                "often the labels of those left out are right"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["output"] and options["folds"] < 2:
            raise CommandError(
                _("Name an --output for the model, or a number of --folds to measure.")
            )
        rows = list(labelled_documents(options["paths"]))
        documents = [row for row in rows if isinstance(row, LabelledDocument)]
        rejected = [row for row in rows if isinstance(row, Rejection)]
        for rejection in rejected:
            self.stderr.write(printable(str(rejection)))
        if len(documents) < FEWEST:
            words = _("%(number)s documents are too few: label %(fewest)s at least.")
            raise CommandError(words % {"number": len(documents), "fewest": FEWEST})
        if options["folds"] >= 2:
            self._measure(documents, options["folds"], in_full=options["verbosity"] > 1)
        if options["output"]:
            self._write(train(documents), options["output"], len(documents))
        if rejected:
            sys.exit(1)

    def _write(self, model: Model, path: Path, documents: int) -> None:
        try:
            model.save(path)
        except OSError as error:
            names = {"path": path, "error": error.strerror}
            raise CommandError(_("%(path)s cannot be written: %(error)s.") % names) from error
        names = {"number": f"{documents:,}", "path": path}
        self.stdout.write(_("The model of %(number)s documents is in %(path)s.") % names)

    def _measure(self, documents: list[LabelledDocument], folds: int, *, in_full: bool) -> None:
        measurement = Measurement()
        for model, inside in held_out(documents, folds):
            for found in measure_all(inside, time.process_time, model=model):
                measurement.add(found)
        text = report.format_report(measurement, by_language=False, in_full=in_full)
        self.stdout.write("\n".join(map(printable, text.splitlines())))
