"""What the commands that import or parse again have in common: how they tell of their results."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Final

from django.core.management.base import CommandError, OutputWrapper
from tqdm import tqdm

from articles.importing.incoming import Result
from articles.importing.pipeline import UndoneMeanwhile
from articles.importing.workers import WorkerLost
from articles.management.terminal import printable
from articles.reporting import words


@contextmanager
def telling_how_to_go_on(stderr: OutputWrapper, what: str) -> Iterator[None]:
    """Where a run is stopped or lost, say in words what that means; `what` is to be done again."""
    try:
        yield
    except (WorkerLost, UndoneMeanwhile) as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt:
        stderr.write(f"Stopped. What was stored stays; {what} again does the rest.")
        sys.exit(130)


# Fields of a result that reports have always called otherwise.
_REPORTED: Final = {"external_id": "key", "hint": "remedy"}


def name_rejected(result: Result, stderr: OutputWrapper) -> None:
    """Say which document was rejected, why, and what to do about it."""
    with tqdm.external_write_mode():
        stderr.write(printable(f"{result.where}: {result.reason}. {result.hint}"))


def report_line(result: Result) -> str:
    """Return what became of a document as a line of JSON; its keys are others' to rely on."""
    found = {_REPORTED.get(name, name): value for name, value in asdict(result).items()}
    return json.dumps(found, ensure_ascii=False) + "\n"


def pace(documents: int, seconds: float) -> str:
    """ "12 documents in 0.4 s, 30 a second"."""
    took = f"{words.format_documents(documents)} in {seconds:.1f} s"
    return f"{took}, {documents / max(seconds, 1e-3):,.0f} a second"
