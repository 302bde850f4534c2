"""SQLite as this site opens it: its files are the owner's alone, and its writers take turns."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from functools import wraps
from pathlib import Path
from threading import Thread
from typing import ParamSpec

import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from newsroom.sqlite3.base import DatabaseWrapper
from newsroom.sqlite3.turns import turn
from tests.warmed import PATIENCE

P = ParamSpec("P")


def apart(test: Callable[P, None]) -> Callable[P, None]:
    """Run a test in a thread of its own: a browser's tests leave a loop running in the first."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with ThreadPoolExecutor(1) as threads:
            threads.submit(test, *args, **kwargs).result()

    return run


@pytest.fixture(autouse=True)
def _databases_of_their_own(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@contextmanager
def opened(folder: Path) -> Iterator[DatabaseWrapper]:
    settings = {
        **connections.settings["default"],
        "ENGINE": "newsroom.sqlite3",
        "NAME": folder / "site.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode = WAL"},
    }
    wrapper = DatabaseWrapper(settings, "opened")
    connections["opened"] = wrapper
    with closing(wrapper):
        yield wrapper
    del connections["opened"]


def is_free(file: Path) -> bool:
    with file.open("w") as other:
        try:
            flock(other, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return False
    return True


@apart
def test_its_files_are_their_owners_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as database, transaction.atomic("opened"):
        database.cursor().execute("CREATE TABLE seen (what)")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}


def test_a_transaction_waits_for_whose_turn_it_is(tmp_path: Path) -> None:
    began = []

    def write() -> None:
        with opened(tmp_path), transaction.atomic("opened"):
            began.append(True)

    with turn(tmp_path / "site.sqlite3-turn", 0):
        writer = Thread(target=write)
        writer.start()
        writer.join(0.05)
        assert not began
    writer.join(PATIENCE)
    assert began


@apart
def test_the_turn_is_given_up_once_the_transaction_has_begun(tmp_path: Path) -> None:
    with opened(tmp_path), transaction.atomic("opened"):
        assert is_free(tmp_path / "site.sqlite3-turn")


def test_a_turn_that_is_never_given_up_stops_nobody(tmp_path: Path) -> None:
    with turn(tmp_path / "turn", 0), turn(tmp_path / "turn", 0):
        assert not is_free(tmp_path / "turn")
    assert is_free(tmp_path / "turn")


def test_where_no_turn_can_be_kept_sqlite_decides_alone(tmp_path: Path) -> None:
    with turn(tmp_path / "nowhere" / "turn", 0):
        pass


@pytest.mark.parametrize("name", ["file:memory?mode=memory", ":memory:"])
def test_a_database_in_memory_leaves_no_file(name: str, tmp_path: Path) -> None:
    settings = {**connections.settings["default"], "NAME": name, "OPTIONS": {}}
    assert DatabaseWrapper(settings, "opened")._path() is None
