"""Whether there is a database to work with, said in words before anything begins."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from articles.documents.labels.site_rules import SiteRules
from articles.importing.site_rules import site_rules
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


def rules_of_the_site() -> SiteRules:
    """What its editors decided; nothing where there is no site, as on an operator's own machine."""
    # To open a database of SQLite would make one.
    if connection.vendor == "sqlite" and not _is_there(str(connection.settings_dict["NAME"])):
        return SiteRules()
    try:
        return site_rules()
    except DatabaseError:
        return SiteRules()


def _is_there(name: str) -> bool:
    is_in_memory = ":memory:" in name or "mode=memory" in name
    return is_in_memory or Path(name).exists()
