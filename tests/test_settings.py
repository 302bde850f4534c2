"""What the settings promise, seen in a process of their own or in what the site does."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from articles.checks import check_database, check_private_files
from articles.publishing.check.flaws import Check
from newsroom.checking import CHECKS
from newsroom.security import POLICY
from tests.served import start
from tests.warmed import PATIENCE

ROOT: Final = Path(__file__).parent.parent
OWN: Final = ("NEWSROOM_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")

on_sqlite = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="SQLite's own settings"
)


def run(folder: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of Python that sees the settings as `s`, with nothing set but `environment`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    return subprocess.run(
        [sys.executable, "-c", f"import newsroom.settings as s; {code}"],
        env={**clean, "NEWSROOM_DATA_DIR": str(folder / "data"), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_nothing_set_is_safe_to_serve(tmp_path: Path) -> None:
    done = run(tmp_path, "print(s.DEBUG, s.ALLOWED_HOSTS)")
    assert done.stdout == "False ['localhost', '127.0.0.1', '[::1]']\n"


def test_a_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    first, second = (run(tmp_path, "print(s.SECRET_KEY)").stdout for _ in range(2))
    assert len(first) > 50
    assert first == second
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_a_given_secret_key_is_not_written_down(tmp_path: Path) -> None:
    run(tmp_path, "pass", NEWSROOM_SECRET_KEY="given")
    assert not (tmp_path / "data" / "secret_key").exists()


def test_a_wrong_flag_stops_the_start(tmp_path: Path) -> None:
    done = run(tmp_path, "pass", NEWSROOM_DEBUG="treu")
    assert done.returncode != 0
    assert "NEWSROOM_DEBUG is 'treu'; it takes 1 or 0." in done.stderr


def test_https_guards_the_cookies(tmp_path: Path) -> None:
    code = "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    assert run(tmp_path, code, NEWSROOM_HTTPS="1").stdout == "True True True\n"
    code = "print(s.SESSION_COOKIE_NAME[:7], s.CSRF_COOKIE_NAME[:7])"
    assert run(tmp_path, code, NEWSROOM_HTTPS="1").stdout == "__Host- __Host-\n"


def test_one_variable_names_another_database(tmp_path: Path) -> None:
    code = "print(s.DATABASES['default']['ENGINE'], s.DATABASES['default'].get('OPTIONS'))"
    done = run(tmp_path, code, DATABASE_URL="postgresql://editor@db.example/news")
    assert done.stdout.startswith("django.db.backends.postgresql")
    assert "init_command" not in done.stdout


def test_a_server_that_says_nothing_is_given_up_soon(tmp_path: Path) -> None:
    code = "print(s.DATABASES['default']['OPTIONS'])"
    limits = run(tmp_path, code, DATABASE_URL="postgresql://editor@db.example/news").stdout
    assert "'connect_timeout': 5" in limits
    assert "'tcp_user_timeout': 30000" in limits
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://editor@127.0.0.1:{silent.getsockname()[1]}/news?connect_timeout=2"
        environment = {**os.environ, "NEWSROOM_DATA_DIR": str(tmp_path), "DATABASE_URL": address}
        _, said = start(environment, "import_articles", "seeds").communicate(timeout=60)
    assert said.startswith("CommandError: The database cannot be opened")


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"), [("foreign_keys", 1), ("synchronous", 1), ("busy_timeout", 20_000)]
)
@pytest.mark.django_db
def test_sqlite_is_set_up(pragma: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


def test_sqlite_readers_go_on_while_one_writes(tmp_path: Path) -> None:
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'newsroom.settings';"
        "from django.db import connection as c; k = c.cursor();"
        "print(k.execute('PRAGMA journal_mode').fetchone(), c.transaction_mode)"
    )
    assert run(tmp_path, code).stdout == "('wal',) IMMEDIATE\n"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/admin/login/", "/nowhere/", "/articles/nothing/"])
def test_every_page_carries_the_content_security_policy(client: Client, address: str) -> None:
    assert client.get(address).headers["Content-Security-Policy"] == POLICY


def test_the_content_security_policy_lets_nothing_inline_or_foreign_in() -> None:
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


@pytest.mark.parametrize(
    ("said", "players"),
    [
        ("YouTube, Tube.example", "('youtube', 'tube.example')"),
        ("", "()"),
    ],
)
def test_players_are_names_or_hosts(tmp_path: Path, said: str, players: str) -> None:
    assert run(tmp_path, "print(s.PLAYERS)", NEWSROOM_PLAYERS=said).stdout == f"{players}\n"


@pytest.mark.parametrize("said", ["dailymotion", "https://tube.example", "tube.example;", "a.b/c"])
def test_a_player_that_is_none_stops_the_start(tmp_path: Path, said: str) -> None:
    assert "NEWSROOM_PLAYERS has" in run(tmp_path, "pass", NEWSROOM_PLAYERS=said).stderr


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_database_under_test_is_supported() -> None:
    assert check_database(None) == []


@pytest.mark.parametrize(
    ("folder", "file", "number"), [(0o755, 0o644, 1), (0o700, 0o644, 0), (0o755, 0o600, 0)]
)
def test_a_database_that_everybody_can_read_is_told(
    folder: int, file: int, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "site.sqlite3"
    database.touch(file)
    tmp_path.chmod(folder)
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", database)
    assert len(check_private_files(None)) == number


def test_a_data_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    run(tmp_path, "pass")
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_another_database_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "oracle")
    [problem] = check_database(None)
    assert problem.id == "articles.E001"
    assert problem.hint


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "foo://x/y"),
        ("NEWSROOM_DATA_DIR", "/proc/nowhere"),
        ("NEWSROOM_TIME_ZONE", "Mars/Base"),
        ("NEWSROOM_LANGUAGE", "klingon"),
        ("NEWSROOM_TEMPLATES", "/no/such/folder"),
        ("NEWSROOM_DEBUG", "maybe"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_line(tmp_path: Path, name: str, value: str) -> None:
    environment = {**os.environ, "NEWSROOM_DATA_DIR": str(tmp_path), name: value}
    command = [sys.executable, "manage.py", "import_articles", "seeds"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Newsroom is not set up right: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_does_not_answer_is_told_without_a_traceback(tmp_path: Path) -> None:
    address = "postgresql://nobody@127.0.0.1:1/nothing"
    environment = {**os.environ, "NEWSROOM_DATA_DIR": str(tmp_path), "DATABASE_URL": address}
    for arguments in (["import_articles", "seeds"], ["prepare_newsroom"], ["serve", "8799"]):
        _, said = start(environment, *arguments).communicate()
        assert said.startswith("CommandError: The database cannot be opened")


def test_pictures_are_kept_in_the_data_folder(tmp_path: Path) -> None:
    code = "print(s.STORAGES['pictures']['OPTIONS']['location'])"
    assert run(tmp_path, code).stdout == f"{tmp_path / 'data' / 'media' / 'pictures'}\n"


@pytest.mark.parametrize("address", ["/srv/pictures", "s3://", "https://bucket/folder"])
def test_a_wrong_place_for_pictures_stops_the_start(tmp_path: Path, address: str) -> None:
    done = run(tmp_path, "pass", NEWSROOM_PICTURES=address)
    assert done.returncode != 0
    assert "NEWSROOM_PICTURES is no address of a bucket" in done.stderr


def test_checks_are_told_by_words(tmp_path: Path) -> None:
    told = run(tmp_path, "print(s.CHECKS)", NEWSROOM_CHECKS="alt=stop twice=off")
    assert told.stdout == "{'alt': 'stop', 'twice': 'off'}\n"
    for wrong in ("alt=never", "altt=stop", "alt"):
        assert "NEWSROOM_CHECKS has" in run(tmp_path, "pass", NEWSROOM_CHECKS=wrong).stderr


def test_the_checks_that_settings_know_are_those_that_are_made() -> None:
    assert tuple(Check) == CHECKS
