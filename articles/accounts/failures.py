"""Logins that fail, in the log: who is meant by number, from where, and why; never what was typed.

What was typed as a name may be a password in the wrong field.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.userkit import get_user_by_username
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.base_user import AbstractBaseUser
from django.dispatch import receiver
from django.http import HttpRequest

_log = logging.getLogger("newsroom.logins")


def log_failed_login(request: HttpRequest, name: str, why: str) -> None:
    _log_failure(request, get_user_by_username(name), why)


@receiver(authentication_failed)
def log_failed_code(request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    _log_failure(request, user, "wrong code of a second factor")


def _log_failure(request: HttpRequest, user: AbstractBaseUser | None, why: str) -> None:
    whose = f"user {user.pk}" if user else "no user of that name"
    _log.warning("A login failed: %s, from %s: %s.", whose, get_client_ip(request), why)
