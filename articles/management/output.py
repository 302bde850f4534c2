"""The files that commands write for their operator."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def open_output(path: Path | None, what: str) -> AbstractContextManager[TextIO | None]:
    """Open the file to write to, or nothing where none was asked for; `what` names its content."""
    if path is None:
        return nullcontext()
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        names = {"what": what, "path": path, "error": error.strerror}
        raise CommandError(
            _("The %(what)s cannot be written to %(path)s: %(error)s") % names
        ) from error
