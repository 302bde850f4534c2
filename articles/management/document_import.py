"""An import as commands do it: progress, what went wrong, a report, and the sum of it all."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.management.base import BaseCommand
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.documents.prepare import collecting_new_only
from articles.documents.reading import holds_many
from articles.documents.source import Rejection, Source
from articles.importing.incoming import Result
from articles.importing.pipeline import Pipeline, import_documents
from articles.importing.plan import IMPORT, Options
from articles.importing.sources.beside.files import FilesBeside
from articles.importing.sources.find import FoundFile
from articles.management.output import open_output
from articles.management.progress import explain_stop, format_pace, name_rejected, report_line
from articles.management.terminal import printable
from articles.models import ImportRun
from articles.models.import_run import Outcome
from articles.reporting import words
from articles.reporting.left_out import LeftOutNames


@dataclass(frozen=True, slots=True)
class DocumentImport:
    """What to import, for which command, and how to report it.

    `is_dry` stores nothing; `names_all` names every document, not just those that were rejected;
    `report` is the file that gets a line for each document.
    """

    command: BaseCommand
    name: str
    options: Options
    is_dry: bool = False
    names_all: bool = False
    report: Path | None = None

    def run(self, documents: Iterable[Source | Rejection]) -> Pipeline:
        """Import the documents and say what became of them; return the import, which is done."""
        beside = FilesBeside(self.options.arguments.get("paths", ()))
        plan = IMPORT.dry() if self.is_dry else IMPORT
        importing = import_documents(documents, self.options, plan, beside)
        with self.telling() as told:
            told.add_all(with_progress(importing, self.options.total))
        told.sum_up(
            importing.counts,
            importing.published,
            importing.run,
            importing.copies,
            importing.pictures,
        )
        return importing

    @contextmanager
    def telling(self) -> Iterator[Told]:
        """Say what becomes of the documents that are added, and what it means to stop."""
        stopping = explain_stop(self.command.stderr, self.name)
        with open_output(self.report, "report") as report, stopping, collecting_new_only():
            yield Told(self, report)


class Told:
    """What an import makes of documents: added one by one, summed up at its end."""

    def __init__(self, asked: DocumentImport, report: IO[str] | None) -> None:
        self._asked = asked
        self._report = report
        self._left_out = LeftOutNames()
        self._started = time.perf_counter()

    def add_all(self, results: Iterable[Result]) -> None:
        """Write each rejected document; every document where the operator asked to see."""
        for result in results:
            self._write(result)
            if result.outcome is Outcome.SKIPPED:
                self._left_out.add(result.reason, result.hint, result.where)
            if self._report:
                self._report.write(report_line(result))

    def _write(self, result: Result) -> None:
        command = self._asked.command
        if result.outcome is Outcome.REJECTED or result.lacks_something:
            name_rejected(result, command.stderr)
        elif self._asked.names_all:
            with tqdm.external_write_mode():
                line = f"{result.outcome:<10} {result.where}  {result.headline}".rstrip()
                why = f" ({result.reason})" if result.reason else ""
                command.stdout.write(printable(line + why))

    def sum_up(
        self,
        counts: Mapping[Outcome, int],
        published: int,
        run: ImportRun | None,
        copies: int = 0,
        pictures: int = 0,
    ) -> None:
        """Write the sum of it all; `copies` and `pictures` are those of `Pipeline`."""
        write = self._asked.command.stdout.write
        pace = format_pace(sum(counts.values()), time.perf_counter() - self._started)
        write(f"{capfirst(words.format_counts(counts))} ({pace})")
        for line in self._left_out.sentences():
            write(printable(line))
        if told := words.describe_pictures(pictures, is_dry=self._asked.is_dry):
            write(told)
        if self._asked.is_dry:
            if told := words.describe_copies(copies):
                write(told)
            write(_("A dry run: nothing was stored."))
        elif self._asked.options.publish or published:
            write(_("%(number)s published.") % {"number": f"{published:,}"})
        if run and (duplicates := words.describe_duplicates(run)):
            write(f"{duplicates} {_('Choose under Duplicates on the desk.')}")


def count_documents(findings: Iterable[FoundFile | Rejection]) -> int | None:
    """Return how many documents there are, if that is known before they are read."""
    total = 0
    for found in findings:
        if isinstance(found, FoundFile) and not _holds_one(found):
            return None
        total += 1
    return total


def _holds_one(file: FoundFile) -> bool:
    return file.path is not None and not holds_many(file.name)


def storable_path(path: str) -> str:
    """Return a path that a database takes: it may hold bytes that are no text."""
    return path.encode("utf-8", "backslashreplace").decode()


def with_progress(results: Iterable[Result], total: int | None) -> Iterator[Result]:
    """Yield the results; draw a bar on a terminal, nothing in a pipe."""
    yield from tqdm(results, total=total, unit=" documents", disable=None, leave=False)
