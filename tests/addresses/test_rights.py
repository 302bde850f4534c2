"""Who gets which page of the desk: staff without rights, who may only look, and who may all."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection

from tests.addresses.every import Address, every_address
from tests.addresses.rows import make_rows
from tests.addresses.staff import FOR_ALL_STAFF, OWN_LOGIN
from tests.addresses.visitor import Visitor, unrendered
from tests.make import make_editor

# Pages that do something, or show what is only there for those who may do it.
FOR_DOING: Final = {
    "articles_article_erase", "articles_article_import", "articles_article_notice",
    "articles_article_take", "articles_article_withdraw", "articles_article_merge",
    "articles_article_presence", "articles_article_name_version",
    "articles_article_process_import", "articles_importrun_import",
    "articles_importrun_import_preview", "articles_importrun_import_confirm",
    "articles_importrun_import_discard", "articles_importrun_reparse", "articles_importrun_apply",
    "articles_importrun_undo", "articles_importrun_pictures", "articles_noiserule_decide",
    "articles_trashedarticle_restore",
    "articles_trashedarticle_changelist", "articles_trashedarticle_change",
    "articles_trashedarticle_history", "articles_picture_send", "articles_picture_withdraw",
    "articles_picture_bring_back", "auth_user_password_change",
    "articles_arrangement_changelist", "articles_arrangement_preview",
    "articles_readerreport_decide", "articles_article_correction", "articles_article_told",
    "articles_article_set", "articles_article_preview_links",
    "articles_article_draft", "articles_article_new_draft", "articles_article_drafts",
    "articles_topic_split", "articles_author_split", "articles_publisher_split",
}  # fmt: skip
_REFUSED: Final = {403, 404, 405}


@pytest.fixture
def addresses(db: None, admin_user: User) -> list[Address]:
    every = every_address(make_rows(admin_user))
    return [each for each in every if each.path.startswith("/admin/")]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    with unrendered(monkeypatch):
        yield
    logging.disable(logging.NOTSET)


def answers(user: User, addresses: list[Address], method: str) -> dict[str, int]:
    """What this user gets at each address."""
    visitor = Visitor()
    visitor.force_login(user)
    return {
        each.name: getattr(visitor, method)(each.path).status_code
        for each in addresses
        if each.name not in FOR_ALL_STAFF and not each.name.startswith(OWN_LOGIN)
    }


def viewer() -> User:
    user = make_editor()
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_rights_are_refused_everywhere(addresses: list[Address], method: str) -> None:
    found = answers(make_editor(), addresses, method)
    assert {name: code for name, code in found.items() if code not in _REFUSED} == {}


def test_who_may_look_sees_every_page_that_does_nothing(addresses: list[Address]) -> None:
    found = answers(viewer(), addresses, "get")
    refused = {name for name, code in found.items() if code in _REFUSED}
    doing = {name for name in found if name.endswith(("_add", "_delete"))}
    assert refused == (FOR_DOING | doing) & set(found)


def test_who_may_look_changes_nothing_whatever_is_posted(addresses: list[Address]) -> None:
    written: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        # The cache is in a database of its own on SQLite alone.
        is_kept = "session" not in sql and "newsroom_cache" not in sql
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and is_kept:
            written.append(sql[:80])
        return execute(sql, *rest)

    user = viewer()
    visitor = Visitor()
    visitor.force_login(user)
    with connection.execute_wrapper(note):
        for each in addresses:
            if each.name not in FOR_ALL_STAFF and not each.name.startswith(OWN_LOGIN):
                visitor.post(each.path)
    assert written == []


def test_who_may_all_is_refused_nothing_that_others_may_do(
    addresses: list[Address], admin_user: User
) -> None:
    found = answers(admin_user, addresses, "get")
    assert {name for name in FOR_DOING if found[name] == 403} == set()
