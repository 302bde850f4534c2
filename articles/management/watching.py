"""`--watch`: imports what has settled in some folders, until somebody stops it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils.translation import gettext as _

from articles.documents.source import LeftOut, Rejection
from articles.importing.sources.find import FoundFile
from articles.importing.sources.watch import Watch
from articles.management.terminal import printable

Found = Sequence[FoundFile | Rejection]
# Seconds before what the database did not take is tried again.
PAUSE: Final = 10.0


def watch_folders(
    command: BaseCommand,
    watch: Watch,
    import_found: Callable[[Found], object],
    *,
    pause: float = PAUSE,
) -> None:
    """Import each settled batch as a run of its own; return when it is stopped.

    `pause` is for how many seconds the database is left alone where it does not answer.
    """
    command.stdout.write(_("Watching. Stop it with Ctrl-C; what is stored then stays."))
    with _stopped_by_terminate():
        try:
            while True:
                if not _is_imported(command, watch, import_found):
                    time.sleep(pause)
                time.sleep(watch.interval)
        except KeyboardInterrupt:
            command.stdout.write(_("Stopped watching."))


def _is_imported(
    command: BaseCommand, watch: Watch, import_found: Callable[[Found], object]
) -> bool:
    """Import what has settled, if anything; return whether the database took it."""
    found = watch.settled()
    if not any(isinstance(each, FoundFile) for each in found):
        for each in found:
            _tell(command, each)
        return True
    try:
        import_found(found)
    except OperationalError as error:
        watch.put_back(found)
        words = _("The database does not answer (%(error)s). What has come is tried again soon.")
        command.stderr.write(words % {"error": str(error).strip()})
        return False
    finally:
        close_old_connections()
        command.stdout.flush()
    return True


def _tell(command: BaseCommand, found: FoundFile | Rejection) -> None:
    """Say what is not read, where there is no run to count it."""
    out = command.stdout if isinstance(found, LeftOut) else command.stderr
    out.write(printable(str(found)))


@contextmanager
def _stopped_by_terminate() -> Iterator[None]:
    """Let SIGTERM, which a service manager sends, end a batch as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
