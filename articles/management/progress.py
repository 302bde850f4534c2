"""How the commands that import or parse again report what they do."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Final

from django.core.management.base import CommandError, OutputWrapper
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.importing.incoming import Result
from articles.importing.pipeline import UndoneMeanwhile
from articles.importing.workers import WorkerLost
from articles.management.terminal import printable
from articles.reporting import words
from articles.reporting.json_text import json_line


@contextmanager
def explain_stop(stderr: OutputWrapper, command: str) -> Iterator[None]:
    """Say what it means where a run is stopped or lost; `command` is to be run again."""
    try:
        yield
    except (WorkerLost, UndoneMeanwhile) as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt:
        stopped = _("Stopped. What was stored stays; run %(command)s again to do the rest.")
        stderr.write(stopped % {"command": command})
        sys.exit(130)


# Fields of a result that reports have always called otherwise.
_REPORTED: Final = {"external_id": "key", "hint": "remedy"}


def name_rejected(result: Result, stderr: OutputWrapper) -> None:
    """Write which document was rejected, why, and what to do about it."""
    with tqdm.external_write_mode():
        stderr.write(printable(f"{result.where}: {result.reason}. {result.hint}"))


def report_line(result: Result) -> str:
    """Return what became of a document as a line of JSON; its keys are others' to rely on."""
    found = {_REPORTED.get(name, name): value for name, value in asdict(result).items()}
    return json_line(found)


def format_pace(documents: int, seconds: float) -> str:
    """Return "12 documents in 0.4 s, 30 a second"."""
    return _("%(documents)s in %(seconds)s s, %(rate)s a second") % {
        "documents": words.format_documents(documents),
        "seconds": f"{seconds:.1f}",
        "rate": f"{documents / max(seconds, 1e-3):,.0f}",
    }
