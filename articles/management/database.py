"""Whether there is a database to work with, checked before anything begins."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from articles.documents.labels.site_rules import SiteRules
from articles.importing.rules.site_rules import site_rules
from articles.models import ImportRun
from newsroom.outages import DAMAGED, outage_of


def check_reachable(*, even_damaged: bool = False) -> None:
    """Raise `CommandError` unless it can be opened, or is damaged where that will do."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        if outage_of(error) is DAMAGED:
            if even_damaged:
                return
            raise CommandError(f"{DAMAGED}\n({error})") from error
        raise CommandError(
            (_("The database cannot be opened: %(error)s") % {"error": error}).strip()
            + "\n"
            + _("Check DATABASE_URL, and NEWSROOM_DATA_DIR where it is unset.")
        ) from error


def check_tables() -> None:
    """Raise `CommandError` unless it is reachable and has the tables of this release."""
    check_reachable()
    try:
        ImportRun.objects.exists()
    except DatabaseError as error:
        raise CommandError(
            _("The database has no tables yet (%(error)s). Run: %(command)s")
            % {"error": error, "command": f"{settings.COMMAND} prepare_newsroom"}
        ) from error


def load_site_rules() -> SiteRules:
    """Return what the site's editors decided; nothing where there is no site."""
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
