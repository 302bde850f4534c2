"""Newsroom's command line: `newsroom` where it is installed, `manage.py` in a clone."""

from __future__ import annotations

import io
import os
import sys
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import Error

from newsroom.outages import outage_of

# Django finds a command by the name of its module, and no module can be called "import".
_SHORT: Final = {"import": "import_articles"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # A name in a script that this terminal lacks must not end a command.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        execute_from_command_line(in_full(sys.argv))
    except ImproperlyConfigured as error:
        sys.exit(f"Newsroom is not set up right: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read the output has gone; so that nothing is said of it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (Error, OSError) as error:
        # Those who want to see where it happened are shown.
        if "--traceback" in sys.argv or not (outage := outage_of(error)):
            raise
        sys.exit(f"{outage}\n({error})")


def in_full(arguments: list[str]) -> list[str]:
    """Return the arguments with the name of a command that has a short one written in full."""
    return [*arguments[:1], *(_SHORT.get(each, each) for each in arguments[1:2]), *arguments[2:]]
