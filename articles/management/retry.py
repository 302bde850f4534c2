"""`import_runs retry N`: import again the files of which a run rejected documents."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.documents.reading import STANDARD_INPUT
from articles.importing.plan import Options
from articles.importing.sources.find import read_all
from articles.importing.workers import chosen_processes
from articles.management.arguments import add_max_loss, add_report, look_up, positive_number
from articles.management.document_import import DocumentImport, count_documents
from articles.models import ImportRun
from articles.models.import_run import Outcome, RunKind

HELP: Final = gettext_lazy(
    "import again the files of which a run rejected documents, as that run was asked to; what is "
    "stored already stays unchanged"
)
# Of a run's arguments, those that hold for a second try.
_KEPT: Final = ("format", "publisher", "post_types", "publish", "max_loss", "section_pages")


def add_retry_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "number", type=positive_number, metavar="N", help=_("the number of the run")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what would happen, store nothing")
    )
    add_max_loss(parser)
    add_report(parser)


def retry(command: BaseCommand, run: ImportRun, options: Mapping[str, Any]) -> None:
    """Import the files again in a run of its own; exit with 1 if some are rejected again."""
    paths = list(_paths(run))
    given = {name: run.arguments[name] for name in _KEPT if name in run.arguments}
    if options["max_loss"] is not None:
        given["max_loss"] = options["max_loss"]
    findings = look_up(paths)
    document_import = DocumentImport(
        command=command,
        name=f"import_runs retry {run.pk}",
        options=Options(
            publish=given.get("publish", False),
            max_loss=given.get("max_loss"),
            section_pages=given.get("section_pages", False),
            **chosen_processes(None),
            total=count_documents(findings),
            arguments={"paths": paths, **given, "retry": run.pk},
        ),
        is_dry=options["dry_run"],
        names_all=options["dry_run"] or options["verbosity"] > 1,
        report=options["report"],
    )
    importing = document_import.run(
        read_all(
            findings,
            given.get("format"),
            given.get("publisher", ""),
            frozenset(given.get("post_types", ())),
        )
    )
    if importing.counts[Outcome.REJECTED]:
        sys.exit(1)


def _paths(run: ImportRun) -> Iterator[str]:
    """Yield the files to be read again; raise `CommandError` where there are none."""
    if run.kind != RunKind.IMPORT or "upload" in run.arguments:
        words = _("%(run)s read no files from here; only what import_articles read is tried again.")
        raise CommandError(words % {"run": run.name})
    rejected = run.items.filter(outcome=Outcome.REJECTED).order_by("file")
    files = list(rejected.values_list("file", flat=True).distinct())
    if not files:
        raise CommandError(_("%(run)s rejected nothing.") % {"run": run.name})
    if STANDARD_INPUT in files:
        words = _("%(run)s read standard input, which is gone; send it again.")
        raise CommandError(words % {"run": run.name})
    yield from dict.fromkeys(map(_outermost, files))


def _outermost(file: str) -> str:
    """Return the file on the disk that holds this one, which may be a member of an archive."""
    path = Path(file)
    for outer in (path, *path.parents):
        if outer.is_file():
            return str(outer)
    return file
