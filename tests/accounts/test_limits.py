"""How often somebody may try."""

from __future__ import annotations

import socket
import time
from typing import Final

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from newsroom.cache import cache_at
from tests.accounts.visits import PASSWORD, is_in, log_in
from tests.served import free_port, manage

SCRIPT: Final = "XMLHttpRequest"
ENTER: Final = """
from django.test import Client
for password in {passwords!r}:
    page = Client().post(
        "/admin/login/", {{"login": "editor", "password": password}}, REMOTE_ADDR={address!r}
    )
    print(page.status_code)
"""
MAKE: Final = """
from django.contrib.auth.models import User
User.objects.create_user("editor", password="{password}", is_staff=True)
"""


def test_after_sixty_wrong_passwords_the_right_one_is_refused(client: Client, editor: User) -> None:
    other = User.objects.create_user("other", password=PASSWORD, is_staff=True)
    for number in range(60):
        log_in(client, password=f"wrong {number}")
    log_in(client)
    assert not is_in(client)

    # The login is shut to every address,
    elsewhere = Client()
    assert "Too many wrong tries" in log_in(elsewhere, address="192.0.2.99").content.decode()
    # and the address to every login;
    assert log_in(Client(), other.username).status_code == 429
    # another login from another address goes on.
    colleague = Client()
    log_in(colleague, other.username, address="192.0.2.7")
    assert is_in(colleague)


def test_after_five_minutes_it_is_open_again(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        log_in(client, password="wrong")
    later = time.time() + 301
    monkeypatch.setattr(time, "time", lambda: later)
    log_in(client)
    assert is_in(client)


@pytest.mark.parametrize("count", [1, 4])
def test_a_few_slips_keep_nobody_out(client: Client, editor: User, count: int) -> None:
    for _ in range(count):
        log_in(client, password="wrong")
    log_in(client)
    assert is_in(client)


def test_tries_are_counted_together_however_name_and_host_are_written(
    client: Client, editor: User
) -> None:
    for number, name in enumerate(("editor", "Editor", " editor ", "EDITOR", "editor")):
        host = {"host": f"testserver:{number + 1}"}
        log_in(client, name, "wrong", address=f"192.0.2.{number}", headers=host)
    log_in(client, address="192.0.2.9")
    assert not is_in(client)


def test_an_address_tries_ten_names_a_minute(client: Client, editor: User) -> None:
    for number in range(10):
        log_in(client, f"name {number}", "wrong")
    log_in(client)
    assert not is_in(client)


def test_an_address_asks_for_passkeys_thirty_times_a_minute(client: Client, db: None) -> None:
    """Each time, a session is kept for whoever asks."""
    for _ in range(40):
        Client().get("/admin/account/passkeys/login/", headers={"x-requested-with": SCRIPT})
    assert Session.objects.count() == 30


def test_where_tries_cannot_be_counted_nobody_tries(editor: User, settings: Settings) -> None:
    settings.CACHES = {"default": cache_at(f"redis://127.0.0.1:{free_port()}/0")}
    client = Client(raise_request_exception=False)
    answer = log_in(client)
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "No login at the moment" in answer.content.decode()
    assert not is_in(client)
    # Whoever is in goes on, and so do readers.
    client.force_login(editor)
    assert is_in(client)
    assert Client().get("/").status_code == 200


def test_a_redis_that_says_nothing_holds_nobody_for_long(editor: User, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CACHES = {"default": cache_at(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")}
        began = time.monotonic()
        assert log_in(Client(raise_request_exception=False)).status_code == 503
        assert time.monotonic() - began < 15


FORWARDED: Final = "198.51.100.{number}, 203.0.113.5"


def try_as_forwarded(client: Client, count: int) -> None:
    """Wrong passwords for names of all kinds from one address, each under another's."""
    for number in range(count):
        headers = {"x-forwarded-for": FORWARDED.format(number=number)}
        log_in(client, f"name {number}", "wrong", headers=headers)


def test_no_client_says_itself_what_its_address_is(client: Client, editor: User) -> None:
    try_as_forwarded(client, 10)
    log_in(client)
    assert not is_in(client)


def test_a_proxy_that_is_trusted_says_it(client: Client, editor: User, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    try_as_forwarded(client, 10)
    log_in(client, headers={"x-forwarded-for": "203.0.113.5"})
    assert not is_in(client)
    log_in(client, headers={"x-forwarded-for": "203.0.113.5, 203.0.113.6"})
    assert is_in(client)


def test_a_failed_login_is_logged_without_what_was_typed(
    client: Client, editor: User, caplog: pytest.LogCaptureFixture
) -> None:
    log_in(client, password="my-secret")
    log_in(client, "my-other-secret", "wrong")
    for _ in range(5):
        log_in(client, password="wrong")
    said = [record.getMessage() for record in caplog.records if record.name == "newsroom.logins"]
    assert said[0] == (f"A login failed: user {editor.pk}, from 192.0.2.1: wrong password.")
    assert said[1] == "A login failed: no user of that name, from 192.0.2.1: wrong password."
    assert said[-1] == f"A login failed: user {editor.pk}, from 192.0.2.1: too many tries."
    assert not {"secret", "editor"} & set(" ".join(said).replace("-", " ").split())


def test_processes_count_together(environment: dict[str, str]) -> None:
    """One tries three passwords, another two; neither then takes the right one."""
    manage(environment, "migrate", "-v", "0")
    manage(environment, "shell", "-v", "0", "-c", MAKE.format(password=PASSWORD))

    # Under debug, pages name static files that nobody collected.
    served = {**environment, "NEWSROOM_HOSTS": "testserver", "NEWSROOM_DEBUG": "1"}

    def enter(*passwords: str, address: str) -> list[str]:
        script = ENTER.format(passwords=passwords, address=address)
        return manage(served, "shell", "-v", "0", "-c", script).split()

    assert enter("a", "b", "c", address="192.0.2.1") == ["200"] * 3
    assert enter("d", "e", PASSWORD, address="192.0.2.2") == ["200"] * 3
    assert enter(PASSWORD, address="192.0.2.1") == ["200"]
