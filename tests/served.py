"""A newsroom as its operator runs it: prepared and served by the real commands, in processes."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg import sql

from tests.warmed import PATIENCE, Process

_COLLECT: Final = "from newsroom.staticfiles import collect_if_changed; collect_if_changed()"
# What a browser needs of Django in the process of the tests, and no site has.
ASYNC_UNSAFE: Final = "DJANGO_ALLOW_ASYNC_UNSAFE"


@dataclass(frozen=True, slots=True)
class Newsroom:
    """`url` without a slash at its end; name and password are those that were printed."""

    url: str
    name: str
    password: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        return manage(self.environment, *arguments)


@contextmanager
def newsroom(folder: Path) -> Iterator[Newsroom]:
    """Serve a new site whose data is in `folder`, on the kind of database that is under test.

    Static files that are there already, collected of the same sources, are not collected again.
    """
    with site_environment(folder) as environment:
        told = manage(environment, "prepare_newsroom")
        found = re.search(r"name\s+(\S+)\s+password\s+(\S+)", told)
        assert found, told
        with _served(environment) as address:
            yield Newsroom(f"http://{address}", found[1], found[2], environment)


@contextmanager
def site_environment(folder: Path, like: dict[str, str] | None = None) -> Iterator[dict[str, str]]:
    """The environment of a new site's commands; its database is on the kind that is under test.

    The database is empty, or a copy of that of another site, which no process may have open.
    """
    with _database(folder, like["DATABASE_URL"] if like else None) as url:
        inherited = {name: value for name, value in os.environ.items() if name != ASYNC_UNSAFE}
        yield {**inherited, "NEWSROOM_DATA_DIR": str(folder), "DATABASE_URL": url}


def collect_static_files(folder: Path) -> Path:
    """Return the folder of a site's static files; the first process that asks collects them."""
    with (folder / "collecting").open("w") as lock:
        flock(lock, LOCK_EX)
        environment = {**os.environ, "NEWSROOM_DATA_DIR": str(folder), "DATABASE_URL": ""}
        manage(environment, "shell", "--no-imports", "-c", _COLLECT)
    return folder / "static"


def manage(environment: dict[str, str], *arguments: str) -> str:
    process = start(environment, *arguments)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


def start(environment: dict[str, str], *arguments: str) -> Process:
    return Process(environment, *arguments)


def rows(environment: dict[str, str], sql: str) -> list[tuple[Any, ...]]:
    """Ask the database itself: whatever Newsroom would make of it is not to be trusted here."""
    url = environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return list(connection.execute(sql))
    with psycopg.connect(url) as server:
        return list(server.execute(sql))


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    server = start(environment, "serve", address, "--workers", "1")
    try:
        wait_for(f"http://{address}/", server)
        yield address
    finally:
        server.terminate()
        server.communicate(PATIENCE)


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait until something is so; `what` is what a test that waits in vain says of it."""
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends, f"in {PATIENCE} s it has not come to that {what}"
        time.sleep(0.02)


def wait_for(url: str, server: Process | subprocess.Popen[str]) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and server.poll() is None:
        try:
            urlopen(url, timeout=PATIENCE).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _database(folder: Path, like: str | None) -> Iterator[str]:
    """The address of a new database; on PostgreSQL it is dropped afterwards."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{folder / 'newsroom.sqlite3'}"
        if like:
            shutil.copyfile(_path(like), _path(url))
        yield url
        return
    server = connection.settings_dict
    address = f"{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT'] or 5432}"
    name = f"newsroom_served_{uuid4().hex}"
    template = like.rpartition("/")[2] if like else "template1"
    with psycopg.connect(f"postgresql://{address}/postgres", autocommit=True) as maintenance:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        maintenance.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield f"postgresql://{address}/{name}"
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            maintenance.execute(drop.format(sql.Identifier(name)))


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")
