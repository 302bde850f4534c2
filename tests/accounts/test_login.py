"""The page where people log in to the desk, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver, get_resolver
from pytest_django.fixtures import Settings

from tests.accounts.visits import LOGIN, OWN, PASSWORD, is_in, log_in

# The way in and out, and the messages of scripts.
OPEN: Final = {
    LOGIN,
    "/admin/logout/",
    "/admin/messages.js",
    "/admin/account/closed/",
    "/admin/account/reset/sent/",
    "/admin/account/reset/done/",
}


def page(client: Client, address: str = LOGIN) -> str:
    return client.get(address).content.decode()


@pytest.mark.django_db
def test_it_says_whom_to_ask_for_a_login(client: Client) -> None:
    assert "Ask whoever runs this newsroom" in page(client)
    assert "manage.py changepassword" in page(client)


@pytest.mark.django_db
def test_it_offers_a_new_password_where_mail_is_set(client: Client, settings: Settings) -> None:
    settings.MAIL_IS_SET = True
    assert "/admin/account/reset/" in page(client)


def test_the_right_password_opens_the_desk(client: Client, editor: User) -> None:
    assert log_in(client)["Location"] == "/admin/"
    assert is_in(client)


def test_it_leads_on_to_the_page_that_was_asked_for(client: Client, editor: User) -> None:
    asked = client.get("/admin/articles/article/?state=live", follow=True)
    assert 'name="next" value="/admin/articles/article/?state=live"' in asked.content.decode()
    answer = log_in(client, next="/admin/articles/article/?state=live")
    assert answer["Location"] == "/admin/articles/article/?state=live"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_it_leads_to_no_other_site(client: Client, editor: User, elsewhere: str) -> None:
    assert log_in(client, next=elsewhere)["Location"] == "/admin/"


def test_it_leads_to_no_other_host_of_this_site(
    client: Client, editor: User, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    assert log_in(client, next="https://other.example/")["Location"] == "/admin/"


@pytest.mark.parametrize("without", ["is_active", "is_staff"])
def test_a_login_that_is_not_one_of_the_desk_is_told_so(
    client: Client, editor: User, without: str
) -> None:
    User.objects.update(**{without: False})
    assert log_in(client)["Location"] == "/admin/account/closed/"
    assert "does not open the desk" in page(client, "/admin/account/closed/")
    assert not is_in(client)


@pytest.mark.parametrize("without", ["is_active", "is_staff"])
def test_a_session_ends_when_its_login_is_one_of_the_desk_no_more(
    client: Client, editor: User, without: str
) -> None:
    log_in(client)
    User.objects.update(**{without: False})
    assert not is_in(client)


def test_nobody_signs_up(client: Client, db: None) -> None:
    for address in ("/admin/account/signup/", "/accounts/signup/", "/signup/"):
        client.post(address, {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.exists()


def desk_addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Every address of the desk, with 1 for what varies in it."""
    for pattern in resolver.url_patterns:
        address = prefix + re.sub(r"<[^>]+>", "1", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from desk_addresses(pattern, address)
        elif address.startswith("/admin/") and "^" not in address and "(" not in address:
            yield address


def test_every_page_of_the_desk_is_behind_the_login(client: Client, db: None) -> None:
    addresses = set(desk_addresses(get_resolver()))
    assert len(addresses) > 100
    opened = {address for address in addresses if not is_refused(client, address)}
    assert opened == OPEN


def is_refused(client: Client, address: str) -> bool:
    answer = client.get(address)
    if answer.status_code == 302:
        return answer["Location"].startswith(LOGIN)
    return answer.status_code in (404, 405)


@pytest.mark.parametrize("table", ["account/emailaddress", "mfa/authenticator", "usersessions"])
def test_what_is_kept_of_logins_has_no_page(admin_client: Client, table: str) -> None:
    assert admin_client.get(f"/admin/{table}/").status_code == 404


def test_a_changed_password_ends_other_sessions(client: Client, editor: User) -> None:
    other = Client()
    log_in(other)
    log_in(client)
    new = "ruva-pelo-gani"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/admin/password_change/", fields)["Location"] == OWN
    assert is_in(client)
    assert not is_in(other)


def test_the_own_password_is_tried_five_times_too(client: Client, editor: User) -> None:
    log_in(client)
    new = "ruva-pelo-gani"
    for _ in range(6):
        client.post(
            "/admin/password_change/",
            {"oldpassword": "wrong", "password1": new, "password2": new},
        )
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/admin/password_change/", fields).status_code == 429
    assert User.objects.get().check_password(PASSWORD)


def test_a_logout_ends_the_session(client: Client, editor: User) -> None:
    log_in(client)
    assert "forget_drafts.js" in client.post("/admin/logout/").content.decode()
    assert not is_in(client)
