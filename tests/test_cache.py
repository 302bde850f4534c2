"""The cache that the processes of a site share."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom.cache import CacheRouter, cache_at
from tests.served import manage

COUNT: Final = (
    "from django.core.cache import cache; cache.add('tries', 0, 60); print(cache.incr('tries'))"
)

MAKE: Final = "from newsroom.cache import make_cache_table; make_cache_table()"


def test_what_one_process_counts_another_counts_on(migrated: dict[str, str]) -> None:
    one, another = (manage(migrated, "shell", "-v", "0", "-c", COUNT) for _ in range(2))
    assert int(another) == int(one) + 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have no file to lock")
def test_it_waits_for_no_writer_of_the_site(migrated: dict[str, str]) -> None:
    folder = Path(migrated["NEWSROOM_DATA_DIR"])
    with closing(sqlite3.connect(folder / "newsroom.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        manage(migrated, "shell", "-v", "0", "-c", COUNT)
        writer.execute("ROLLBACK")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have no file of it")
def test_a_damaged_file_of_it_is_made_anew(migrated: dict[str, str]) -> None:
    """What was counted in it is worth less than a site that does not start."""
    file = Path(migrated["NEWSROOM_DATA_DIR"]) / "cache.sqlite3"
    for damaged in (b"no database" * 1000, file.read_bytes()[:5000]):
        file.write_bytes(damaged)
        manage(migrated, "shell", "-v", "0", "-c", MAKE)
        assert manage(migrated, "shell", "-v", "0", "-c", COUNT) == "1\n"


def test_its_own_database_holds_its_table_alone() -> None:
    allowed = CacheRouter().allow_migrate
    assert allowed("cache", "django_cache")
    assert allowed("cache", "articles") is False
    assert allowed("default", "django_cache") is False
    assert allowed("default", "articles") is None


def test_a_variable_names_redis() -> None:
    at = cache_at("redis://:secret@cache.example:6379/2")
    assert at["BACKEND"].endswith("RedisCache")
    assert at["LOCATION"] == "redis://:secret@cache.example:6379/2"


def test_an_address_of_something_else_is_refused_and_not_told() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        cache_at("memcached://:secret@cache.example")
    assert "write redis://" in str(refused.value)
    assert "secret" not in str(refused.value)
