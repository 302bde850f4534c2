"""Locks of the database that acts of several chapters take."""

from __future__ import annotations

from typing import Final

from django.db import connection

# Any number, as long as nothing else that uses this database locks it.
PUBLISH_LOCK: Final = 7_206_310_043


def publish_lock() -> None:
    """Wait for what others are publishing: each act must see what those before it made live.

    In a transaction, before any row is locked in it: nobody may wait in a circle.
    """
    # On SQLite an immediate transaction is alone already.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISH_LOCK])
