"""The database's files -> without the bytes of what was deleted, as far as that is ours."""

from __future__ import annotations

from django.db import DatabaseError, connection


def overwrite_freed_space() -> bool:
    """Have the database give up the space of what was deleted; return whether it did.

    SQLite writes its file anew, without it, and empties its log. PostgreSQL makes the space free to
    be written over; its log, its backups and its copies are the operator's. Outside a transaction
    only; not where another connection reads at the same time.
    """
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                row = cursor.fetchone()
                return not (row and row[0])
    except DatabaseError:
        return False
    return True
