"""The login of a new site's first one, who may do everything on its desk."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from articles.roles import Role, make_roles


@dataclass(frozen=True, slots=True)
class Login:
    name: str
    password: str


@transaction.atomic
def make_first_login() -> Login | None:
    """Make a login where nobody has one; its password is stored only as a hash, so show it now."""
    users = get_user_model()._default_manager
    if users.exists():
        return None
    login = Login("editor", _readable_password())
    user = users.create_user(login.name, password=login.password, is_staff=True)
    make_roles(Group.objects, Permission.objects)
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATORS))
    return login


def first_login() -> str | None:
    """Return the name of the oldest login that opens the desk, if one does."""
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    user = users.order_by("pk").first()
    return user.get_username() if user else None


def _readable_password() -> str:
    """Return one like "bodu-kimo-tesa-ruva-pelo": to be read off a screen, 63 bits strong."""
    return "-".join(_syllable() + _syllable() for _ in range(5))


def _syllable() -> str:
    return secrets.choice("bdfghklmnprstvwz") + secrets.choice("aeiou")
