"""The whole matrix: which role gets which page of the desk, and which act of it.

`roles.txt` beside this file has a line for each address: those who may open it, and those who may
send something to it. Each letter is a role, "-" is nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.signals import request_finished
from django.db import close_old_connections, transaction

from articles.roles import Role, make_roles
from tests.addresses.every import Address, every_address
from tests.addresses.rows import make_rows
from tests.addresses.staff import FOR_ALL_STAFF, OWN_LOGIN
from tests.addresses.visitor import Visitor, unrendered
from tests.make import make_editor

TABLE: Final = Path(__file__).with_name("roles.txt")
LETTERS: Final = {role.value[0]: role for role in Role}
_REFUSED: Final = {403, 404, 405}


@pytest.fixture
def addresses(db: None, admin_user: User) -> list[Address]:
    make_roles(Group.objects, Permission.objects)
    every = every_address(make_rows(admin_user))
    return [
        each
        for each in every
        if each.path.startswith("/admin/")
        and each.name not in FOR_ALL_STAFF
        and not each.name.startswith(OWN_LOGIN)
    ]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    with unrendered(monkeypatch):
        yield
    logging.disable(logging.NOTSET)


def allowed(user: User | AnonymousUser, addresses: list[Address], method: str) -> set[str]:
    """The addresses at which this user is not refused; what a visit does is taken back."""
    visitor = Visitor()
    if isinstance(user, User):
        visitor.force_login(user)
    found = set()
    for each in addresses:
        with transaction.atomic():
            response = getattr(visitor, method)(each.path)
            close(response)
            transaction.set_rollback(True)
        is_login = response.status_code == 302 and "/login/" in response["Location"]
        if response.status_code not in _REFUSED and not is_login:
            found.add(each.name)
    return found


def close(response: Any) -> None:
    """Close the file of a download; the database stays open, which a server would close then."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def member_of(role: Role) -> User:
    user = make_editor()
    user.groups.add(Group.objects.get(name=role.value))
    return user


def matrix(addresses: list[Address]) -> Mapping[str, str]:
    """Each address with the letters of those who may open it and of those who may send to it."""
    may = {
        method: {
            letter: allowed(member_of(role), addresses, method) for letter, role in LETTERS.items()
        }
        for method in ("get", "post")
    }
    return {
        each.name: " ".join(
            "".join(letter for letter in LETTERS if each.name in may[method][letter]) or "-"
            for method in ("get", "post")
        )
        for each in addresses
    }


def table() -> Mapping[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {name: f"{opens} {sends}" for name, opens, sends in rows}


def test_each_role_gets_what_the_table_says_and_nothing_else(addresses: list[Address]) -> None:
    assert matrix(addresses) == table()


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_logged_in_gets_nothing(addresses: list[Address], method: str) -> None:
    assert allowed(AnonymousUser(), addresses, method) == set()
