"""A site as the last release left it is upgraded whole; its back-ups are restored here."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest
from django.db import connection

from tests.served import manage, site_environment, start

# Made at the commit named "packages: tasks, logins, brokers and monitoring" by `dump`.
DUMP: Final = f"site_of_the_house.{connection.vendor}.sql"
# Of these there is one of SQLite alone.
OLDER: Final = ["site_before_the_house.sql"] if connection.vendor == "sqlite" else []


def load_dump(url: str, name: str = DUMP) -> None:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
            database.executescript(text)
        return
    with psycopg.connect(url) as server:
        server.execute(text.encode())


@pytest.mark.parametrize("name", [DUMP, *OLDER])
def test_it_is_backed_up_upgraded_and_whole(tmp_path: Path, name: str) -> None:
    with site_environment(tmp_path) as environment:
        load_dump(environment["DATABASE_URL"], name)
        told = manage(environment, "prepare_newsroom")
        assert "This release changes tables. Back-up first: " in told
        assert manage(environment, "check_archive") == "The archive is whole.\n"
        told = manage(environment, "restore", "latest", "--try")
        assert "It is of an older release: " in told
        assert "It can be restored, and the archive in it is whole." in told


def test_without_a_back_up_nothing_is_upgraded(tmp_path: Path) -> None:
    with site_environment(tmp_path) as environment:
        load_dump(environment["DATABASE_URL"])
        (tmp_path / "backups").write_text("in the way", encoding="utf-8")
        process = start(environment, "prepare_newsroom")
        err = process.communicate()[1]
        assert process.returncode == 1
        assert "prepare_newsroom --no-backup" in err
        assert "articles.00" in manage(environment, "migrate", "--plan")
