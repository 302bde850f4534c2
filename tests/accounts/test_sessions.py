"""A person sees and ends own sessions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from articles.accounts.browsers import browser_in_words
from articles.accounts.work import forget_ended_sessions
from tests.accounts.visits import OWN, is_in, log_in

END = "/admin/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


@pytest.fixture
def others(editor: User) -> list[Client]:
    found = [Client(), Client()]
    for number, other in enumerate(found):
        log_in(other, address=f"192.0.2.{number + 7}", headers={"user-agent": EDGE})
    return found


def test_they_are_listed_with_browser_and_address(
    client: Client, editor: User, others: list[Client]
) -> None:
    log_in(client, headers={"user-agent": FIREFOX})
    page = client.get(OWN).content.decode()
    assert "Firefox on Linux" in page
    assert page.count("<strong>Edge on Windows</strong>") == 2
    assert "192.0.2.8" in page
    assert page.count("this session") == 1


def test_one_is_ended(client: Client, editor: User, others: list[Client]) -> None:
    log_in(client)
    key = others[0].session.session_key
    assert f'value="{key}"' in client.get(OWN).content.decode()
    client.post(END, {"session": key})
    assert [is_in(each) for each in (client, *others)] == [True, False, True]


def test_all_others_are_ended(client: Client, editor: User, others: list[Client]) -> None:
    log_in(client)
    page = client.post(END, follow=True).content.decode()
    assert "2 sessions ended." in page
    assert [is_in(each) for each in (client, *others)] == [True, False, False]


def test_nobody_ends_those_of_a_colleague(
    client: Client, editor: User, others: list[Client]
) -> None:
    User.objects.create_user("colleague", password="bodu-kimo-tesa", is_staff=True)
    log_in(client, "colleague")
    client.post(END, {"session": others[0].session.session_key})
    client.post(END)
    assert all(map(is_in, others))
    assert not re.search("Edge", client.get(OWN).content.decode())


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (EDGE, "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("curl/8.0", "Another program"),
        ("", "Another program"),
    ],
)
def test_a_browser_has_a_name(user_agent: str, words: str) -> None:
    assert browser_in_words(user_agent) == words


def test_those_that_are_over_are_forgotten(
    client: Client, editor: User, others: list[Client]
) -> None:
    log_in(client)
    past = timezone.now() - timedelta(minutes=1)
    Session.objects.filter(pk=others[0].session.session_key).update(expire_date=past)
    Session.objects.filter(pk=others[1].session.session_key).delete()
    assert forget_ended_sessions.func() == 1
    [left] = UserSession.objects.all()
    assert left.session_key == client.session.session_key
    assert is_in(client)
