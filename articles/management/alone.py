"""One at a time: what prepares a site waits until another that does the same has done it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from typing import Final

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.db import connection
from django.utils.translation import gettext as _

# Any number, as long as nothing else that uses this database locks it.
_LOCK: Final = 7_206_310_043


@contextmanager
def alone(stdout: OutputWrapper) -> Iterator[None]:
    """Wait for others with this data folder or, on PostgreSQL, with this database; then be alone.

    Both, since the folder has the static files, and several machines share a database.
    """
    with (settings.DATA_DIR / "prepare.lock").open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            stdout.write(_("Another prepare_newsroom is at work; waiting for it to end."))
            stdout.flush()
            flock(file, LOCK_EX)
        with _database():
            yield


@contextmanager
def _database() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        # A connection that broke off has given it up.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
