"""The roles of a newsroom: what each may, and that a group stays as somebody made it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from articles.roles import RIGHTS, Role, make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles() -> None:
    make_roles(Group.objects, Permission.objects)


def rights_of(role: Role) -> set[str]:
    group = Group.objects.get(name=role.value)
    return set(group.permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("role", Role)
def test_a_role_has_its_rights_and_each_of_them_is_one(role: Role) -> None:
    assert rights_of(role) == RIGHTS[role]


def test_each_may_what_the_one_before_may() -> None:
    reporters, editors, publishers = map(rights_of, (Role.REPORTERS, Role.EDITORS, Role.PUBLISHERS))
    assert reporters < editors < publishers < rights_of(Role.ADMINISTRATORS)
    assert rights_of(Role.OPERATORS) < rights_of(Role.ADMINISTRATORS)


def test_none_but_publishers_and_administrators_publish() -> None:
    may = {role for role in Role if "publish_article" in rights_of(role)}
    assert may == {Role.PUBLISHERS, Role.ADMINISTRATORS}


def test_a_group_stays_as_somebody_made_it() -> None:
    group = Group.objects.get(name=Role.EDITORS.value)
    group.permissions.clear()
    make_roles(Group.objects, Permission.objects)
    assert rights_of(Role.EDITORS) == set()
