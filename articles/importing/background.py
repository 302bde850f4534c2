"""A run that takes longer than a request may, done by a process of its own.

The process is not the web worker's: it goes on when that is stopped or started anew. Its run's page
shows how far it is, from any worker.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, Any, Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.models import ImportRun
from articles.models.import_run import RunKind

_MOST_TOLD: Final = 4_000
_logger: Final = logging.getLogger(__name__)


class NotStarted(Exception):
    """The system would not start the process; the run is marked as stopped."""

    def __init__(self, run: ImportRun, error: OSError) -> None:
        does = " --apply" if run.kind == RunKind.REPARSE else ""
        super().__init__(
            f"{run.name} could not be started on this server ({error.strerror or error}). "
            f"An operator can do it with: {settings.COMMAND} reparse{does}"
        )


def start(run: ImportRun) -> Thread:
    """Start a process that does a run which was begun; return the thread that waits for its end.

    The thread leaves no dead process behind. Raises `NotStarted`.
    """
    errors = TemporaryFile()  # noqa: SIM115 - the thread closes it
    try:
        process = subprocess.Popen(  # noqa: S603 - the arguments are our own
            [sys.executable, "-m", "django", "reparse", "--run", str(run.pk)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            # What stops the server does not stop it.
            start_new_session=True,
        )
    except OSError as error:
        errors.close()
        _stop(run.pk)
        raise NotStarted(run, error) from error
    waiting = Thread(target=_wait, args=(process, errors, run.pk), daemon=True)
    waiting.start()
    return waiting


def _wait(process: subprocess.Popen[Any], errors: IO[bytes], run: int) -> None:
    try:
        code = process.wait()
        # One that came to its end has said so itself.
        if _stop(run):
            errors.seek(0)
            ending = errors.read()[-_MOST_TOLD:].decode(errors="replace")
            _logger.error("The process of run %s ended with exit code %s: %s", run, code, ending)
    finally:
        errors.close()
        connection.close()


def _stop(run: int) -> bool:
    """Mark a run that will not go on as stopped; return whether it was still waited for."""
    waiting = ImportRun.objects.filter(pk=run, finished_at=None, stopped_at=None)
    return bool(waiting.update(stopped_at=timezone.now()))
