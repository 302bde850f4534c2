"""What somebody does on the pages of logins."""

from __future__ import annotations

import time
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client

from articles.models import SecondFactorDemand

LOGIN: Final = "/admin/login/"
OWN: Final = "/admin/account/"
PASSWORD: Final = "bodu-kimo-tesa"
SECRET: Final = "JBSWY3DPEHPK3PXP"


def log_in(
    client: Client, name: str = "editor", password: str = PASSWORD, **more: Any
) -> HttpResponse:
    """Send the form of the login page; `address` is the client's."""
    address = more.pop("address", "192.0.2.1")
    headers = more.pop("headers", {})
    fields = {"login": name, "password": password, **more}
    answer = client.post(LOGIN, fields, REMOTE_ADDR=address, headers=headers)
    assert isinstance(answer, HttpResponse)
    return answer


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Say the password again, as pages that change a login ask for."""
    client.post("/admin/account/confirm/", {"password": password})


def code_of(secret: str = SECRET, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(user: User) -> Authenticator:
    """An authenticator app whose secret is SECRET."""
    return TOTP.activate(user, SECRET).instance


def demand_second_factor(user: User) -> None:
    group = Group.objects.create(name="Careful")
    user.groups.add(group)
    SecondFactorDemand.objects.create(group=group)
