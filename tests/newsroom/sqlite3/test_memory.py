"""What a connection may keep in memory: each thread of the server has one."""

from __future__ import annotations

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite"),
]

MEGABYTES = 16


@pytest.mark.parametrize(("name", "value"), [("cache_size", -1000 * MEGABYTES), ("mmap_size", 0)])
def test_a_connection_keeps_little_of_the_file(name: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        row = cursor.fetchone()
    # A database in memory has no file to be mapped, and says nothing of it.
    assert (row[0] if row else 0) == value
