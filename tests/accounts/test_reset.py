"""A new password by mail, and what is told by mail."""

from __future__ import annotations

import re
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from pytest_django.fixtures import Settings

from newsroom.mail import mail_at
from tests.accounts.visits import PASSWORD, code_of, is_in, log_in, set_up_app

RESET = "/admin/account/reset/"
NEW = "ruva-pelo-gani"


@pytest.fixture(autouse=True)
def _mail_is_set(settings: Settings) -> None:
    settings.MAIL_IS_SET = True
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


def ask(client: Client, address: str = "Editor@news.example") -> str:
    """Ask for a mail; return the link in it, if one came."""
    page = client.post(RESET, {"email": address}, follow=True)
    assert "a mail with a link is on its way" in page.content.decode()
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body)) if mail.outbox else None
    return link[1] if link else ""


def set_password(client: Client, link: str) -> None:
    form = client.get(link, follow=True)
    fields = {"password1": NEW, "password2": NEW}
    client.post(form.request["PATH_INFO"], fields)


def test_a_link_by_mail_sets_a_password(client: Client, editor: User) -> None:
    other = Client()
    log_in(other)
    set_password(client, ask(client))
    assert not is_in(client)
    log_in(client, password=NEW)
    assert is_in(client)
    assert not is_in(other)
    assert mail.outbox[0].subject == "Newsroom: a new password"
    assert mail.outbox[0].to == ["editor@news.example"]


def test_a_link_works_once(client: Client, editor: User) -> None:
    link = ask(client)
    set_password(client, link)
    assert "used already, or too old" in client.get(link, follow=True).content.decode()


def test_the_second_factor_is_asked_for_all_the_same(client: Client, editor: User) -> None:
    set_up_app(editor)
    set_password(client, ask(client))
    log_in(client, password=NEW)
    assert not is_in(client)
    client.post("/admin/account/second-factor/", {"code": code_of()})
    assert is_in(client)


@pytest.mark.parametrize("why", ["unknown", "is_active", "is_staff"])
def test_who_has_no_way_in_gets_no_mail_and_the_same_answer(
    client: Client, editor: User, why: str
) -> None:
    if why == "unknown":
        ask(client, "nobody@news.example")
    else:
        User.objects.update(**{why: False})
        ask(client)
    assert mail.outbox == []


def test_an_address_that_only_looks_alike_gets_none(client: Client, editor: User) -> None:
    ask(client, "edıtor@news.example")
    assert mail.outbox == []


def test_mails_to_one_address_are_limited(client: Client, editor: User) -> None:
    for _ in range(5):
        ask(client)
    assert client.post(RESET, {"email": "editor@news.example"}).status_code == 429
    assert len(mail.outbox) == 5


def test_there_is_no_such_page_without_mail(client: Client, settings: Settings, db: None) -> None:
    settings.MAIL_IS_SET = False
    assert client.get(RESET).status_code == 404


def test_a_changed_password_is_told_by_mail(client: Client, editor: User) -> None:
    log_in(client)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post("/admin/password_change/", fields)
    [told] = mail.outbox
    assert "If that was not you" in told.body


class _Broken(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected


def test_a_mail_server_that_does_not_answer_hinders_nothing(
    client: Client, editor: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}._Broken"
    ask(client)
    assert "was not sent" in caplog.text
    assert "editor@" not in caplog.text


@pytest.mark.parametrize(
    ("address", "port", "starttls", "ssl"),
    [
        ("smtp://mail.example?from=news@news.example", 587, True, False),
        ("smtp://mail.example:2525?from=news@news.example", 2525, True, False),
        ("smtps://mail.example?from=news@news.example", 465, False, True),
        ("smtp://localhost?from=news@news.example", 25, False, False),
        ("smtp://127.0.0.1:1025?from=news@news.example", 1025, False, False),
    ],
)
def test_one_variable_says_how_mail_goes(
    address: str, port: int, starttls: bool, ssl: bool
) -> None:
    found = mail_at(address)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == (port, starttls)
    assert found["EMAIL_USE_SSL"] is ssl
    assert found["DEFAULT_FROM_EMAIL"] == "news@news.example"


def test_name_and_password_of_the_mail_server_are_decoded() -> None:
    found = mail_at("smtp://a%40b:p%2Fw@mail.example?from=news@news.example")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("a@b", "p/w")


@pytest.mark.parametrize(
    "address",
    ["mail.example", "smtp://mail.example", "http://x?from=a@b", "smtp://x:y?from=a@b", "smtp://"],
)
def test_a_wrong_address_of_a_mail_server_stops_the_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="write smtp://"):
        mail_at(address)
