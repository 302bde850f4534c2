"""The roles of a newsroom: groups of the desk, each with the rights that its work needs.

A new site has all of them. A group that exists stays as somebody made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

from django.db.models import Q


class Role(StrEnum):
    """Name the groups; each is made under this name."""

    REPORTERS = "Reporters"
    EDITORS = "Editors"
    PUBLISHERS = "Publishers"
    OPERATORS = "Operators"
    ADMINISTRATORS = "Administrators"


def _each(acts: str, *models: str) -> frozenset[str]:
    return frozenset(f"{act}_{model}" for act in acts.split() for model in models)


_PARTS: Final = ("section", "paragraph", "link")
_LISTED: Final = ("topic", "author", "publisher")

_REPORTERS: Final = (
    _each("view", "article", *_PARTS, "picture", *_LISTED, "version", "edition")
    | _each("add", "article", "picture")
    | {"change_own_article"}
)
_EDITORS: Final = (
    _REPORTERS
    | _each("add change", "article", *_PARTS, "picture", *_LISTED)
    | _each("view", "sourcedocument", "importrun", "noiserule", "trackingrule", "tombstone")
    | _each("view", "policy", "job")
    | {"delete_article", "decide_noise", "fetch_picture", "share_savedview"}
)
_PUBLISHERS: Final = (
    _EDITORS
    | _each("add change delete view", "staticpage")
    | _each("view", "masthead")
    | {"publish_article", "arrange_front"}
)
_OPERATORS: Final = (
    _each("view", "article", *_PARTS, "picture", "version", "edition", "sourcedocument")
    # An import makes articles and changes them.
    | _each("add change", "article")
    | _each("add change delete view", "policy", "trackingrule")
    | _each("view", "importrun", "noiserule", "job", "tombstone")
    | {"undo_importrun", "reparse_importrun", "change_job", "delete_tombstone", "fetch_picture"}
    | {"decide_noise"}
)
_ADMINISTRATORS: Final = (
    _PUBLISHERS
    | _OPERATORS
    | _each("change", "masthead")
    | _each("add change view", "user")
    | _each("view", "group", "erasure", "logentry")
    | {"erase_article", "purge_article", "publish_under_embargo"}
)
RIGHTS: Final[dict[Role, frozenset[str]]] = {
    Role.REPORTERS: _REPORTERS,
    Role.EDITORS: _EDITORS,
    Role.PUBLISHERS: _PUBLISHERS,
    Role.OPERATORS: _OPERATORS,
    Role.ADMINISTRATORS: _ADMINISTRATORS,
}
_APPS: Final = ("articles", "auth", "admin")


def make_roles(groups: Any, permissions: Any) -> None:
    """Make the groups that are not there; the managers are those of groups and permissions."""
    for role, rights in RIGHTS.items():
        group, is_new = groups.get_or_create(name=role.value)
        if is_new:
            group.permissions.set(permissions.filter(_named(rights)))


def _named(rights: Iterable[str]) -> Q:
    return Q(content_type__app_label__in=_APPS, codename__in=rights)
