"""The kind of database that the site uses."""

from __future__ import annotations

from django.db import connection

from articles.safekeeping.databases.kind import DatabaseKind
from articles.safekeeping.databases.postgresql import PostgresDatabase
from articles.safekeeping.databases.sqlite import SqliteFile


def site_database() -> DatabaseKind:
    """Return what writes the site's database to a file and loads it."""
    return SqliteFile() if connection.vendor == "sqlite" else PostgresDatabase()
