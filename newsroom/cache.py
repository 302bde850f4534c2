"""What the processes of a site share for minutes, such as how often somebody tried to log in.

It is in Redis where a variable names one, else in a table. With SQLite the table is in a file of
its own, so that counting tries never waits for whoever writes to the site, an import above all.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

# The database of the table, where that is not the site's own.
CACHE_DATABASE: Final = "cache"

_TABLE: Final = "newsroom_cache"
_IN_TABLES: Final = "django.core.cache.backends.db.DatabaseCache"
# Beyond it old entries go. So many that nobody gets rid of the count of their tries by adding more.
_MOST_ENTRIES: Final = 100_000
# Seconds. One that does not answer must not hold the threads that readers need.
_PATIENCE: Final = 3
# The label under which Django asks where the table is.
_APP: Final = "django_cache"


def cache_at(address: str) -> dict[str, Any]:
    """Return the settings of the cache at an address of Redis, or in a table for an empty one."""
    if not address:
        return {
            "BACKEND": _IN_TABLES,
            "LOCATION": _TABLE,
            "OPTIONS": {"MAX_ENTRIES": _MOST_ENTRIES},
        }
    if urlsplit(address).scheme not in {"redis", "rediss", "unix"}:
        # The address itself is not told: it may hold a password.
        raise ImproperlyConfigured(
            "NEWSROOM_CACHE is no address of Redis; write redis://host:6379/0."
        )
    if find_spec("redis") is None:
        raise ImproperlyConfigured(
            "NEWSROOM_CACHE needs a package: python -m pip install 'redis>=5.2'."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        "KEY_PREFIX": "newsroom",
        "OPTIONS": {"socket_connect_timeout": _PATIENCE, "socket_timeout": _PATIENCE},
    }


class CacheRouter:
    """Sends the cache's table into its own database, and nothing else there."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return CACHE_DATABASE if model._meta.app_label == _APP else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == _APP:
            return db == CACHE_DATABASE
        return False if db == CACHE_DATABASE else None


def make_cache_table(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make the table where there is none; called after each `migrate` of the site's database."""
    if settings.CACHES["default"]["BACKEND"] == _IN_TABLES and using == DEFAULT_DB_ALIAS:
        has_own = CACHE_DATABASE in settings.DATABASES
        if has_own and _is_damaged(connections[CACHE_DATABASE]):
            _remove_file(connections[CACHE_DATABASE])
        call_command("createcachetable", database=CACHE_DATABASE if has_own else using, verbosity=0)


def _is_damaged(database: BaseDatabaseWrapper) -> bool:
    """Return whether the file of the cache is no whole database of SQLite."""
    try:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            return bool(cursor.fetchone() != ("ok",))
    except DatabaseError as error:
        return getattr(error.__cause__, "sqlite_errorname", "") in {
            "SQLITE_CORRUPT", "SQLITE_NOTADB",
        }  # fmt: skip


def _remove_file(database: BaseDatabaseWrapper) -> None:
    """Begin anew: what it held was worth minutes, and is no reason to restore a back-up."""
    database.close()
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{database.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
