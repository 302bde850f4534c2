"""A back-up is there whole or not at all, holds what was there, and as many are kept as asked."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from articles.safekeeping import backup as backup_module
from articles.safekeeping import disk
from articles.safekeeping.backup import back_up
from articles.safekeeping.backups import (
    BackupFailed,
    begun_folder,
    find_backup,
    list_backups,
    remove_old,
)
from articles.safekeeping.manifest import (
    MANIFEST,
    BackupUnusable,
    KeptFile,
    damaged_files,
    read_manifest,
    write_manifest,
)
from articles.safekeeping.schema import applied_migrations, unknown_migrations


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    """The folder of back-ups of a site that has one file."""
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "2026").mkdir(parents=True)
    (tmp_path / "media" / "2026" / "ferry.jpg").write_bytes(b"a picture")
    folder: Path = settings.BACKUP_DIR
    return folder


@pytest.mark.django_db(transaction=True)
def test_it_has_database_and_files_with_their_hashes(root: Path) -> None:
    made = back_up()
    assert made == find_backup(root, "latest") == find_backup(root, made.name)
    assert made.manifest.vendor == connection.vendor
    assert made.manifest.migrations == {
        app: tuple(names) for app, names in applied_migrations().items()
    }
    names = [file.name for file in made.manifest.files]
    assert names[1:] == ["media/2026/ferry.jpg"]
    assert list(damaged_files(made.folder, made.manifest)) == []
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in made.manifest.files)
    subprocess.run(["sha256sum", "-c", "-"], cwd=made.folder, input=sums, text=True, check=True)
    assert {path.stat().st_mode & 0o077 for path in (root, made.folder, *disk.files_in(root))} == {
        0
    }


@pytest.mark.django_db(transaction=True)
def test_one_that_is_not_finished_is_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(backup_module, "copy_files", full)
        with pytest.raises(BackupFailed, match="No space left on device"):
            back_up()
    assert list_backups(root) == []
    # Where the disk is full, half a back-up must not keep it so.
    assert [path for path in root.iterdir() if path.is_dir()] == []
    made = back_up()
    assert [path.name for path in root.iterdir() if path.is_dir()] == [made.name]


@pytest.mark.django_db
def test_where_there_is_no_room_it_says_so_and_writes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "free_space", lambda folder: 1)
    with pytest.raises(BackupFailed, match=r"There is no room for a back-up in .*backups"):
        back_up()
    assert list_backups(root) == []


def test_two_at_once_are_one(root: Path) -> None:
    root.mkdir()
    with (root / ".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        with pytest.raises(BackupFailed, match="Another back-up is being made"):
            back_up()


def make_backup(root: Path, day: int, **fields: Any) -> Path:
    folder = root / f"2026-05-{day:02}T03-00-00Z"
    folder.mkdir(parents=True)
    (folder / "database.sqlite3").write_bytes(b"rows")
    manifest = {
        "made_at": f"2026-05-{day:02}T03:00:00+00:00",
        "vendor": "sqlite",
        "server": "3.45.1",
        "migrations": {},
        "files": [],
        "format": 1,
        **fields,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_the_newest_are_kept(tmp_path: Path) -> None:
    made = [make_backup(tmp_path, day) for day in (3, 1, 4, 2)]
    assert remove_old(tmp_path, 2) == 2
    assert [each.folder for each in list_backups(tmp_path)] == [made[2], made[0]]


def test_what_a_killed_one_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / ".2026-05-01T03-00-00Z.unfinished"
    left.mkdir()
    (left / "database.sqlite3").write_bytes(b"half of it")
    assert list_backups(tmp_path) == []
    with begun_folder(tmp_path) as draft:
        assert draft.exists()
    assert not left.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"format": 2}, "of a newer release"),
        ({"files": [{"name": "x"}]}, "is damaged"),
        ({"made_at": "yesterday"}, "is damaged"),
    ],
)
def test_a_manifest_that_cannot_be_read_says_why(
    tmp_path: Path, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(BackupUnusable, match=message):
        read_manifest(make_backup(tmp_path, 1, **fields))
    assert list_backups(tmp_path) == []


@pytest.mark.parametrize("name", ["latest", "2026-01-01T00-00-00Z", "/"])
def test_a_name_that_is_none_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(BackupUnusable, match=r"There is no back-up|is no back-up"):
        find_backup(tmp_path, name)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (KeptFile("rows", 4, "0" * 64), "rows is not as it was written"),
        (KeptFile("rows", 5, "0" * 64), "rows is not as it was written"),
        (KeptFile("gone", 4, "0" * 64), "gone is missing"),
        (KeptFile("../rows", 4, "0" * 64), "../rows is outside the back-up"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, file: KeptFile, message: str) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    for place in (tmp_path, folder):
        (place / "rows").write_bytes(b"rows")
    manifest = read_manifest(make_backup(tmp_path, 1))
    write_manifest(folder, replace(manifest, files=(file,)))
    assert list(damaged_files(folder, read_manifest(folder))) == [message]


def test_migrations_that_are_not_here_are_of_a_newer_release() -> None:
    applied = {"articles": ["0001_as_of_the_house", "9999_later"], "later": ["0001_initial"]}
    assert unknown_migrations(applied) == ["articles.9999_later", "later.0001_initial"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes itself to a file")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("program", "message"),
    [
        (None, "pg_dump is not installed here. Install PostgreSQL's client programs"),
        ("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n", "pg_dump is of release 9, older than"),
    ],
)
def test_without_a_pg_dump_that_fits_it_says_what_to_install(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None, message: str
) -> None:
    if program:
        (tmp_path / "pg_dump").write_text(program, encoding="utf-8")
        (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    with pytest.raises(BackupFailed, match=message):
        back_up()
    assert list_backups(root) == []


def test_copied_files_are_their_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "from" / "deep").mkdir(parents=True)
    (tmp_path / "from" / "deep" / "a").write_bytes(b"a")
    (tmp_path / "from" / "link").symlink_to("/etc/passwd")
    disk.copy_files(tmp_path / "from", tmp_path / "to")
    assert [path.name for path in disk.files_in(tmp_path / "to")] == ["a"]
    assert (tmp_path / "to" / "deep" / "a").stat().st_mode & 0o777 == 0o600
