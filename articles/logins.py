"""Who may use the desk: the rights of an editor, and the login of a new site's first one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

GROUP: Final = "Editors"

_WRITTEN: Final = (
    "article", "section", "paragraph", "link", "picture", "topic", "author", "publisher",
)  # fmt: skip
_KEPT: Final = ("policy", "staticpage")
_DO: Final = (
    "publish_article", "delete_article", "decide_noise", "fetch_picture", "arrange_front",
)  # fmt: skip
_READ: Final = (
    "sourcedocument", "importrun", "job", "version", "edition", "noiserule", "trackingrule",
    "tombstone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Login:
    name: str
    password: str


@transaction.atomic
def make_first_editor() -> Login | None:
    """Make a login where nobody has one; its password is stored only as a hash, so show it now."""
    users = get_user_model()._default_manager
    if users.exists():
        return None
    login = Login("editor", _readable_password())
    user = users.create_user(login.name, password=login.password, is_staff=True)
    user.groups.add(editors())
    return login


def first_login() -> str | None:
    """Return the name of the oldest login that opens the desk, if one does."""
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    user = users.order_by("pk").first()
    return user.get_username() if user else None


def editors() -> Group:
    """Return the group with an editor's rights; one that exists stays as it is."""
    group, created = Group.objects.get_or_create(name=GROUP)
    if created:
        group.permissions.set(Permission.objects.filter(_rights()))
    return group


def _rights() -> Q:
    names = [f"{act}_{model}" for model in _WRITTEN for act in ("add", "change", "view")]
    names += [f"view_{model}" for model in _READ]
    names += [f"{act}_{model}" for model in _KEPT for act in ("add", "change", "delete", "view")]
    names += ["change_masthead", "view_masthead"]
    return Q(content_type__app_label="articles", codename__in=[*names, *_DO])


def _readable_password() -> str:
    """Return one like "bodu-kimo-tesa-ruva-pelo": to be read off a screen, 63 bits strong."""
    return "-".join(_syllable() + _syllable() for _ in range(5))


def _syllable() -> str:
    return secrets.choice("bdfghklmnprstvwz") + secrets.choice("aeiou")
