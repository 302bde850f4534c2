"""Whether there is a database to work with, said in words before anything begins."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from articles.models import ImportRun


def check_reachable() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be opened: {error}".strip() + "\nCheck DATABASE_URL, and "
            "NEWSROOM_DATA_DIR where it is unset."
        ) from error


def check_database() -> None:
    """Reachable, and with the tables of this release."""
    check_reachable()
    try:
        ImportRun.objects.exists()
    except DatabaseError as error:
        raise CommandError(
            f"The database has no tables yet ({error}). Run: python manage.py prepare_newsroom"
        ) from error
