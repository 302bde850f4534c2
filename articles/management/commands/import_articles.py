"""`import_articles`: documents in, articles out."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.documents.source import Rejection
from articles.importing.pipeline import Pipeline
from articles.importing.plan import Options
from articles.importing.sources.find import FoundFile, read_all
from articles.importing.sources.remote import is_remote
from articles.importing.sources.watch import SETTLED_AFTER, Watch
from articles.importing.workers import chosen_processes
from articles.management.arguments import (
    add_document_arguments,
    add_max_loss,
    add_report,
    add_section_pages,
    look_up,
    positive_number,
)
from articles.management.database import check_tables
from articles.management.distributed import import_distributed
from articles.management.document_import import DocumentImport, count_documents, storable_path
from articles.management.watching import watch_folders
from articles.models.import_run import Outcome


class Command(BaseCommand):
    help = _(
        "Import article documents. Exits with 0 if every document was stored and with 1 if some "
        "were rejected; the others are stored all the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_document_arguments(parser)
        parser.add_argument(
            "--dry-run", action="store_true", help=_("show what would happen, store nothing")
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help=_("publish what was never published, and let live articles follow their source"),
        )
        add_max_loss(parser)
        add_section_pages(parser)
        parser.add_argument(
            "--processes",
            type=int,
            help=_(
                "how many processes read and clean, where there are many documents (without: as "
                "many as the machine has, of some thousands of documents); one more stores"
            ),
        )
        parser.add_argument(
            "--fail-fast", action="store_true", help=_("stop at the first rejected document")
        )
        parser.add_argument(
            "--watch",
            action="store_true",
            help=_(
                "go on importing new and changed files, each time as a run, until it is stopped"
            ),
        )
        parser.add_argument(
            "--settled-after",
            type=positive_number,
            default=SETTLED_AFTER,
            metavar="SECONDS",
            help=_("with --watch: take a file once it has not changed for so long (%(default)s)"),
        )
        parser.add_argument(
            "--distribute",
            action="store_true",
            help=_(
                "have the workers of all machines read, clean and store, as one run; they find the "
                "files under the same paths"
            ),
        )
        add_report(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["watch"]:
            self._watch(options)
            return
        counts = self._distribute(options) if options["distribute"] else self._imported(options)
        if counts[Outcome.REJECTED]:
            sys.exit(1)

    def _imported(self, options: Mapping[str, Any]) -> Mapping[Outcome, int]:
        findings = look_up(options["paths"])
        check_tables()
        return self._import(findings, options).counts

    def _distribute(self, options: Mapping[str, Any]) -> Mapping[Outcome, int]:
        _check_shared(options)
        # Other machines know nothing of this one's working folder.
        paths = [
            path if path == "-" or is_remote(path) else os.path.abspath(path)
            for path in options["paths"]
        ]
        findings = look_up(paths)
        check_tables()
        asked = self._document_import(findings, {**options, "paths": paths})
        run = import_distributed(asked, findings)
        if run.stopped_at:
            raise CommandError(
                _("%(run)s was stopped before its end. What it stored is complete.")
                % {"run": run.name}
            )
        return run.counts

    def _import(
        self, findings: Iterable[FoundFile | Rejection], options: Mapping[str, Any]
    ) -> Pipeline:
        return self._document_import(findings, options).run(
            read_all(findings, options["format"], options["publisher"], options["post_types"])
        )

    def _document_import(
        self, findings: Iterable[FoundFile | Rejection], options: Mapping[str, Any]
    ) -> DocumentImport:
        return DocumentImport(
            command=self,
            name="import_articles",
            options=_run_options(options, count_documents(findings)),
            is_dry=options["dry_run"],
            names_all=options["dry_run"] or options["verbosity"] > 1,
            report=options["report"],
        )

    def _watch(self, options: Mapping[str, Any]) -> None:
        _check_watched(options)
        check_tables()
        watch = Watch(options["paths"], options["settled_after"])
        watch_folders(self, watch, lambda found: self._import(found, options))


def _check_watched(options: Mapping[str, Any]) -> None:
    """Raise `CommandError` for what cannot be watched, or not in this way."""
    for name in ("dry_run", "fail_fast", "report", "distribute"):
        if options[name]:
            words = _("--watch goes on for ever, so it takes no %(option)s.")
            raise CommandError(words % {"option": f"--{name.replace('_', '-')}"})
    if any(map(is_remote, options["paths"])):
        raise CommandError(_("An object store cannot be watched; name folders or files."))
    if "-" in options["paths"]:
        raise CommandError(_("Standard input cannot be watched; name folders or files."))


def _check_shared(options: Mapping[str, Any]) -> None:
    """Raise `CommandError` for what many machines cannot do, or not in order."""
    for name in ("dry_run", "fail_fast", "processes"):
        if options[name]:
            words = _("--distribute has other machines do it, which takes no %(option)s.")
            raise CommandError(words % {"option": f"--{name.replace('_', '-')}"})


def _run_options(options: Mapping[str, Any], total: int | None) -> Options:
    told = ("paths", "format", "publisher", "post_types", "publish", "fail_fast", "max_loss",
            "section_pages", "distribute")  # fmt: skip
    return Options(
        publish=options["publish"],
        fail_fast=options["fail_fast"],
        max_loss=options["max_loss"],
        section_pages=options["section_pages"],
        **chosen_processes(options["processes"]),
        total=total,
        arguments={name: _storable(options[name]) for name in told if options[name]},
    )


def _storable(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return [storable_path(path) for path in value] if isinstance(value, list) else value
