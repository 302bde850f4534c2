"""A database or a disk that fails: a sentence for operators, a page for readers, no traceback."""

from __future__ import annotations

import errno
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest
from django.db import DatabaseError, Error, IntegrityError, InterfaceError, OperationalError
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from articles.importing.record import RunRecord
from articles.models import ImportRun
from articles.site import article
from newsroom import command_line
from newsroom.outages import outage_of


def raised(kind: type[Error], driver: BaseException) -> Error:
    """The error as Django raises it, with the driver's own as its cause."""
    error = kind(str(driver))
    error.__cause__ = driver
    return error


def of_sqlite(path: Path, *statements: str) -> sqlite3.Error:
    """What SQLite says when it is asked this of a file."""
    try:
        with closing(sqlite3.connect(path)) as database:
            for statement in statements:
                database.execute(statement)
    except sqlite3.Error as error:
        return error
    raise AssertionError("SQLite complains of nothing")


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["PRAGMA max_page_count = 1", "CREATE TABLE a (b)"], "The disk is full"),
        (["PRAGMA query_only = 1", "CREATE TABLE a (b)"], "cannot be opened"),
        (["SELECT * FROM nowhere"], "prepare_newsroom"),
    ],
)
def test_it_says_what_sqlite_lacks(statements: list[str], words: str, tmp_path: Path) -> None:
    said = of_sqlite(tmp_path / "site", *statements)
    assert words in str(outage_of(raised(OperationalError, said)))


def test_it_says_that_a_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"no database" * 100)
    said = of_sqlite(tmp_path / "site", "SELECT 1 FROM sqlite_master")
    assert "restore the last back-up" in str(outage_of(raised(DatabaseError, said)))


def test_it_says_that_there_is_no_folder(tmp_path: Path) -> None:
    said = of_sqlite(tmp_path / "nowhere" / "site")
    assert "NEWSROOM_DATA_DIR" in str(outage_of(raised(OperationalError, said)))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (raised(OperationalError, psycopg.errors.DiskFull()), "Make room"),
        (raised(OperationalError, psycopg.errors.AdminShutdown()), "does not answer"),
        (raised(OperationalError, psycopg.OperationalError("connection failed")), "Start it"),
        (raised(InterfaceError, psycopg.InterfaceError("closed")), "does not answer"),
        (raised(ProgrammingError, psycopg.errors.UndefinedTable()), "prepare_newsroom"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
    ],
)
def test_it_says_what_server_or_disk_lack(error: BaseException, words: str) -> None:
    assert words in str(outage_of(error))


@pytest.mark.parametrize(
    "error",
    [
        raised(IntegrityError, psycopg.errors.UniqueViolation()),
        raised(ProgrammingError, psycopg.errors.SyntaxError()),
        FileNotFoundError(errno.ENOENT, "nothing there"),
        ValueError("a fault"),
        None,
    ],
)
def test_a_fault_of_ours_is_no_outage(error: BaseException | None) -> None:
    assert outage_of(error) is None


def failing(error: Exception) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise error

    return fail


def test_readers_are_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = raised(OperationalError, psycopg.OperationalError("connection refused"))
    monkeypatch.setattr(article, "live_row", failing(gone))
    # No database is allowed here, as there is none.
    response = Client(raise_request_exception=False).get("/articles/anything/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert b"Back in a moment" in response.content
    assert "Content-Security-Policy" in response.headers


def test_a_fault_of_ours_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article, "live_row", failing(ValueError("a fault")))
    response = Client(raise_request_exception=False).get("/articles/anything/")
    assert response.status_code == 500
    assert b"The fault is ours" in response.content


def ended(monkeypatch: pytest.MonkeyPatch, error: Exception, *options: str) -> None:
    monkeypatch.setattr(command_line, "execute_from_command_line", failing(error))
    monkeypatch.setattr(sys, "argv", ["manage.py", "check", *options])
    command_line.main()


def test_a_command_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(SystemExit, match=r"^The disk is full, or fails\. Make room\."):
        ended(monkeypatch, full)


def test_a_command_shows_where_it_failed_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="No space left"):
        ended(monkeypatch, OSError(errno.ENOSPC, "No space left on device"), "--traceback")


@pytest.mark.django_db
def test_a_run_that_cannot_be_told_stopped_is_so_by_its_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = ImportRun.objects.create(parser_version=1)
    monkeypatch.setattr(run, "save", failing(OperationalError("disk full")))
    RunRecord(run).stop()
    run.refresh_from_db()
    assert run.state == "running"
    run.seen_at = timezone.now() - timedelta(minutes=6)
    assert run.state == "stopped"
