"""A back-up takes the place of a site: judged before, rid of what was erased, the old site kept."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from articles.safekeeping.manifest import MANIFEST
from tests.served import manage, start

GROUND: Final = "--ground=4 O 17/26"
SWAP: Final = """
from pathlib import Path
from articles.safekeeping.databases.postgresql import PostgresDatabase
PostgresDatabase().replace("{}_loaded", Path("/nowhere"))
"""
on_postgresql = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="about PostgreSQL's databases"
)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's file")


def refused(environment: dict[str, str], *arguments: str) -> str:
    process = start(environment, *arguments)
    out, err = process.communicate()
    assert process.returncode == 1, out
    return err


def drop_kept(environment: dict[str, str], told: str) -> None:
    """Drop the database of PostgreSQL that a restore has put aside."""
    if connection.vendor == "postgresql":
        server = environment["DATABASE_URL"].rpartition("/")[0]
        [kept] = re.findall(r"kept: (\w+_before_\w+)", told)
        with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
            maintenance.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(kept)))


def write_article(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps({"id": name, "title": name, "paragraphs": [text]}), encoding="utf-8")
    return path


def test_a_site_comes_back_without_what_was_erased_since(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """One long story, since each command is a process."""
    for name in ("kept", "gone"):
        write_article(tmp_path, name, f"{name.title()}: the ferry to Hesk left on time this year.")
    media = tmp_path / "media"
    media.mkdir()
    (media / "ferry.jpg").write_bytes(b"a picture")
    files = [str(tmp_path / f"{name}.json") for name in ("kept", "gone")]
    manage(environment, "import_articles", *files, "--publish")
    told = manage(environment, "backup", "--verify")
    assert "It can be restored, and the archive in it is whole." in told

    manage(environment, "erase", "--key=gone", GROUND, "--confirm")
    later = write_article(tmp_path, "later", "Later: the ferry to Hesk left on time this year.")
    manage(environment, "import_articles", str(later), "--publish")
    (media / "ferry.jpg").write_bytes(b"another picture")
    # As a restore of another back-up left it, which was killed.
    left = tmp_path / "media.restored"
    left.mkdir()
    (left / "gone.jpg").write_bytes(b"a picture of another back-up")
    err = refused(environment, "restore", "latest")
    assert "There is a site already." in err

    told = manage(environment, "restore", "latest", "--yes")
    assert "Erased in it what was erased since: 1 erasures." in told
    assert "What was there is kept: " in told
    drop_kept(environment, told)
    assert "Restored. Everybody has to log in again." in told
    ask = (
        "from articles.models import *; "
        "print(*Article.objects.values_list('external_id', flat=True), Erasure.objects.count())"
    )
    assert manage(environment, "shell", "-v", "0", "-c", ask) == "kept 1\n"
    assert (media / "ferry.jpg").read_bytes() == b"a picture"
    assert [path.name for path in media.iterdir()] == ["ferry.jpg"]
    [aside] = tmp_path.glob("replaced-*/media/ferry.jpg")
    assert aside.read_bytes() == b"another picture"
    assert manage(environment, "check_archive") == "The archive is whole.\n"


@on_sqlite
def test_what_is_not_whole_is_not_put_in_place(environment: dict[str, str], tmp_path: Path) -> None:
    path = write_article(tmp_path, "kept", "The ferry to Hesk left on time this year.")
    manage(environment, "import_articles", str(path))
    manage(environment, "backup")
    [folder] = (tmp_path / "backups").glob("2*")
    database, manifest = folder / "database.sqlite3", folder / MANIFEST
    whole, written = database.read_bytes(), manifest.read_text(encoding="utf-8")

    database.write_bytes(whole[:-1] + b"x")
    assert "database.sqlite3 is not as it was written" in refused(
        environment, "restore", "latest", "--yes"
    )
    database.write_bytes(whole)
    manifest.write_text(written.replace("0001_as_of_the_house", "9999_later"), encoding="utf-8")
    assert "is of a newer release, which made articles.9999_later" in refused(
        environment, "restore", "latest", "--try"
    )
    manifest.write_text(written.replace('"sqlite"', '"postgresql"'), encoding="utf-8")
    assert "This back-up is of postgresql, and the site is on sqlite." in refused(
        environment, "restore", "latest", "--try"
    )
    manifest.write_text(written, encoding="utf-8")
    assert not list(tmp_path.glob("*.restored*"))


@on_sqlite
def test_a_site_in_use_is_left_alone(environment: dict[str, str], tmp_path: Path) -> None:
    manage(environment, "backup")
    with closing(sqlite3.connect(tmp_path / "newsroom.sqlite3")) as other:
        other.execute("SELECT count(*) FROM articles_article").fetchone()
        err = refused(environment, "restore", "latest", "--yes")
    assert "The database is in use. Stop the site" in err


@on_sqlite
def test_a_damaged_database_is_replaced(environment: dict[str, str], tmp_path: Path) -> None:
    path = write_article(tmp_path, "kept", "The ferry to Hesk left on time this year.")
    manage(environment, "import_articles", str(path))
    manage(environment, "backup")
    database, log = tmp_path / "newsroom.sqlite3", tmp_path / "newsroom.sqlite3-wal"
    for damaged in (b"no database" * 1000, database.read_bytes()[:40_000]):
        database.write_bytes(damaged)
        log.write_bytes(b"of the damaged one")
        assert "The database is damaged. Stop the site" in refused(environment, "backup")
        assert "There is a site already." in refused(environment, "restore", "latest")
        manage(environment, "restore", "latest", "--yes")
        [aside] = tmp_path.glob("replaced-*/newsroom.sqlite3")
        assert aside.read_bytes() == damaged
        assert not log.exists()
        assert manage(environment, "check_archive") == "The archive is whole.\n"
        shutil.rmtree(aside.parent)


@on_postgresql
def test_a_restore_that_is_killed_leaves_a_site(environment: dict[str, str]) -> None:
    """PostgreSQL waits some seconds for whoever has a database open that is to be renamed."""
    server, _slash, name = environment["DATABASE_URL"].rpartition("/")
    loaded = sql.Identifier(f"{name[:50]}_loaded")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {}").format(loaded))
        with psycopg.connect(f"{server}/{name[:50]}_loaded"):
            process = start(environment, "shell", "-v", "0", "-c", SWAP.format(name[:50]))
            ask = "SELECT 1 FROM pg_stat_activity WHERE query LIKE %s AND state = 'active'"
            while not maintenance.execute(
                ask, [f'ALTER DATABASE "{name[:50]}_loaded"%']
            ).fetchone():
                assert process.poll() is None, process.communicate()
                time.sleep(0.05)
            process.kill()
            process.communicate()
        maintenance.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(loaded))
    assert manage(environment, "check_archive") == "The archive is whole.\n"


@on_postgresql
def test_what_a_killed_restore_left_is_dropped_by_the_next(environment: dict[str, str]) -> None:
    manage(environment, "backup")
    server, _slash, name = environment["DATABASE_URL"].rpartition("/")
    now = datetime.now(UTC)
    # Not of this second, in which the next one is named.
    old, young = (
        f"{name[:38]}_restored_{now - age:%Y%m%d_%H%M%S}"
        for age in (timedelta(days=2), timedelta(minutes=1))
    )
    with psycopg.connect(f"{server}/postgres", autocommit=True) as maintenance:
        for each in (old, young):
            maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(each)))
        manage(environment, "restore", "latest", "--try")
        ask = "SELECT datname FROM pg_database WHERE datname LIKE %s"
        left = maintenance.execute(ask, [f"{name[:38]}_restored_%"]).fetchall()
        maintenance.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(young)))
    assert left == [(young,)]


@on_sqlite
def test_faults_are_accepted_only_where_that_is_asked_for(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = write_article(tmp_path, "kept", "The ferry to Hesk left on time this year.")
    manage(environment, "import_articles", str(path))
    with closing(sqlite3.connect(tmp_path / "newsroom.sqlite3")) as damaged, damaged:
        damaged.execute("UPDATE articles_article SET headline = 'Another'")
    manage(environment, "backup")
    err = refused(environment, "restore", "latest", "--yes")
    assert "its lines are not those of its version 1" in err
    assert "Nothing was replaced." in err
    assert "Restored." in manage(environment, "restore", "latest", "--yes", "--faulty")


def test_back_ups_are_listed(environment: dict[str, str], tmp_path: Path) -> None:
    manage(environment, "backup")
    [folder] = (tmp_path / "backups").glob("2*")
    assert manage(environment, "restore").startswith(f"{folder.name}  ")
