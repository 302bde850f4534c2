"""`import_articles --distribute`: a run that all machines share, followed to its end."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from django.core.management.base import BaseCommand
from django.db import Error
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.documents.reading import holds_many
from articles.importing.chunks.cut import Found, distribute
from articles.importing.chunks.follow import Followed
from articles.importing.chunks.take import stop_chunks
from articles.importing.incoming import Result
from articles.importing.work import close_lost, import_chunk, why_left
from articles.management.document_import import DocumentImport, with_progress
from articles.management.terminal import printable
from articles.models import ImportRun
from articles.models.run_chunk import OWN
from articles.tasks.patience import patiently

# The workers store a batch every second or so.
_EVERY: Final = 0.5
# A worker that is there has begun by then.
_PATIENCE: Final = 20.0
# Before that, the parts that are left are being done.
_LOST: Final = 5.0


def import_distributed(asked: DocumentImport, findings: Iterable[Found]) -> ImportRun:
    """Hand the files to the workers and say what becomes of them; return the run, which is done.

    Who stops the command stops the run.
    """
    with asked.telling() as told:
        followed: Followed | None = None
        try:
            for run in distribute(findings, asked.options, import_chunk.enqueue):
                followed = followed or Followed(run)
                told.add_all(followed.new())
            assert followed
            _tell_whether_shared(followed.run, asked.command)
            results = _results(followed, asked.command)
            told.add_all(with_progress(results, asked.options.total))
        except BaseException:
            if followed:
                # Where the database is what stopped it, its silence tells the same.
                with suppress(Error):
                    stop_chunks(followed.run)
            raise
    run = followed.run
    told.sum_up(run.counts, run.published, run, pictures=run.pictures)
    return run


def _results(followed: Followed, command: BaseCommand) -> Iterator[Result]:
    """Yield what workers store, until the run has ended."""
    run = followed.run
    moved, is_told = time.monotonic(), False
    while True:
        for result in followed.new():
            moved = time.monotonic()
            yield result
        if run.finished_at or run.stopped_at or run.undone_at:
            return
        still = time.monotonic() - moved
        if still > _LOST:
            patiently(lambda: close_lost(run))
        if still > _PATIENCE and not is_told:
            is_told = True
            _ask_for_workers(run, command)
        time.sleep(_EVERY)


def _ask_for_workers(run: ImportRun, command: BaseCommand) -> None:
    with tqdm.external_write_mode():
        command.stderr.write(
            _(
                "No worker has stored anything of %(run)s for a while. It goes on as soon as one "
                "is there: python manage.py work, on any machine that reads the same folders."
            )
            % {"run": run.name_in_sentence}
        )
        if why := why_left(run):
            words = _("A worker that came across it has left it to another: %(why)s")
            command.stderr.write(printable(words % {"why": why}))


def _tell_whether_shared(run: ImportRun, command: BaseCommand) -> None:
    """Say so where there is nothing to share: a file of many documents is read from its start."""
    parts = list(run.chunks.exclude(number=OWN)[:2])
    if len(parts) == 1 and holds_many(parts[0].files[0]):
        words = _(
            "%(file)s is one part, which one worker imports. Unpacked into files, or cut into "
            "several of its kind, all workers share it."
        )
        command.stderr.write(printable(words % {"file": parts[0].files[0]}))
