"""The files that commands write for their operator."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from django.core.management.base import CommandError


def opened(path: Path | None, what: str) -> AbstractContextManager[TextIO | None]:
    """The file to write to, or nothing where none was asked for; `what` names its content."""
    if path is None:
        return nullcontext()
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The {what} cannot be written to {path}: {error.strerror}") from error
