"""The database's own file is whole: SQLite reads every page and index of it."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext as _

from articles.safekeeping.soundness.fault import Fault, Faults


def check_pages() -> Faults:
    """Yield what SQLite finds wrong with its file; PostgreSQL keeps that to itself."""
    if connection.vendor != "sqlite":
        yield []
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [text for (text,) in cursor.fetchall() if text != "ok"]
    remedy = _("The disk or a copying damaged the file: restore a back-up, and check the disk")
    yield [Fault(_("database"), "", text.strip(), remedy) for text in found]
