"""Who looks after an article: its maker, whoever says "I have it", and nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from articles.models import Article
from articles.publishing.publish import publish
from tests.admin.page import address, fields_of, messages_of, press
from tests.documents.make import make_document
from tests.make import make_article, make_editor, make_imported

pytestmark = pytest.mark.django_db

REPORTER = ("add_article", "view_article", "change_own_article")


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def owner_of(article: Article) -> Any:
    return Article.objects.get(pk=article.pk).owner


def user_fields(user: User) -> dict[str, str]:
    """What the page of a user sends of a login that is no longer active."""
    joined = {"date_joined_0": f"{user.date_joined:%Y-%m-%d}", "date_joined_1": "12:00:00"}
    return {"username": user.username, "is_staff": "on", **joined}


def take(client: Client, article: Article) -> Any:
    return client.post(address(article, "take"))


def test_who_writes_an_article_has_it() -> None:
    reporter = make_editor(*REPORTER)
    desk = at_desk(reporter)
    desk.post("/admin/articles/article/add/", {"headline": "New", "body": "<p>Words.</p>"})
    assert Article.objects.get().owner == reporter


def test_what_an_import_brings_is_nobodys() -> None:
    assert owner_of(make_imported("The ferry was late. It rained all day.")) is None


def test_whoever_takes_it_has_it(desk: Client) -> None:
    article = make_article()
    assert messages_of(desk, take(desk, article))[-1] == "You have it now."
    assert owner_of(article) == User.objects.get()
    colleague = make_editor("change_article")
    other = at_desk(colleague)
    told = messages_of(other, take(other, article))[-1]
    assert told == f"You have it now; before, {User.objects.first()} did."
    assert owner_of(article) == colleague


def test_a_reporter_changes_own_drafts_and_nothing_else() -> None:
    reporter = make_editor(*REPORTER)
    desk = at_desk(reporter)
    mine, others = make_article(), make_article()
    Article.objects.filter(pk=mine.pk).update(owner=reporter)
    press(desk, mine, headline="Of mine")
    assert Article.objects.get(pk=mine.pk).headline == "Of mine"
    assert desk.get(address(others)).status_code == 200
    assert desk.post(address(others), {"headline": "Of mine"}).status_code == 403


def test_a_reporter_takes_what_nobody_has_and_is_not_out_yet() -> None:
    reporter = make_editor(*REPORTER)
    desk = at_desk(reporter)
    free, live, taken = make_article(), make_article(), make_article()
    publish(live)
    Article.objects.filter(pk=taken.pk).update(owner=make_editor())
    assert [take(desk, each).status_code for each in (free, live, taken)] == [302, 403, 403]
    assert fields_of(desk, address(free))["headline"] == free.headline


def test_what_is_published_is_no_longer_the_reporters() -> None:
    reporter = make_editor(*REPORTER)
    article = make_article()
    Article.objects.filter(pk=article.pk).update(owner=reporter)
    publish(article)
    assert at_desk(reporter).post(address(article), {"headline": "Late"}).status_code == 403


def test_who_may_only_look_takes_nothing() -> None:
    article = make_article()
    assert take(at_desk(make_editor("view_article")), article).status_code == 403
    assert owner_of(article) is None


def test_the_page_says_who_has_it_and_offers_to_take_it(desk: Client) -> None:
    article = make_article()
    page = desk.get(address(article)).content.decode()
    assert "Nobody has it yet." in page
    assert f'action="{address(article, "take")}"' in page
    take(desk, article)
    page = desk.get(address(article)).content.decode()
    assert "You have it." in page
    assert address(article, "take") not in page


def test_it_is_taken_by_a_post_alone(desk: Client) -> None:
    assert desk.get(address(make_article(), "take")).status_code == 405


def test_the_list_shows_the_own(desk: Client) -> None:
    mine, _other = make_article(make_document(headline_provisional=False)), make_article()
    Article.objects.filter(pk=mine.pk).update(owner=User.objects.get())
    shown = desk.get("/admin/articles/article/?mine=1").context["cl"].result_list
    assert [article.pk for article in shown] == [mine.pk]


class TestClosedLogin:
    def close(self, desk: Client, user: User, **fields: Any) -> Sequence[str]:
        page = f"/admin/auth/user/{user.pk}/change/"
        return messages_of(desk, desk.post(page, user_fields(user) | fields))

    @pytest.fixture
    def leaving(self) -> User:
        user = make_editor(*REPORTER)
        Article.objects.filter(pk__in=[make_article().pk, make_article().pk]).update(owner=user)
        return user

    def test_what_it_had_goes_to_whom_is_chosen(self, admin_client: Client, leaving: User) -> None:
        heir = make_editor("change_article")
        told = self.close(admin_client, leaving, hand_over_to=str(heir.pk))
        assert f"2 articles go to {heir}." in told
        assert Article.objects.filter(owner=heir).count() == 2

    def test_else_to_nobody(self, admin_client: Client, leaving: User) -> None:
        assert "2 articles have nobody now." in self.close(admin_client, leaving)
        assert not Article.objects.filter(owner__isnull=False).exists()

    def test_who_is_no_superuser_makes_none(self, leaving: User) -> None:
        manager = make_editor()
        manager.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
        desk = at_desk(manager)
        page = f"/admin/auth/user/{leaving.pk}/change/"
        sent = user_fields(leaving) | {"is_superuser": "on", "is_active": "on"}
        assert desk.post(page, sent).status_code == 302
        assert not User.objects.get(pk=leaving.pk).is_superuser

    def test_nor_touches_one(self, admin_user: User) -> None:
        manager = make_editor()
        manager.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
        desk = at_desk(manager)
        password = f"/admin/auth/user/{admin_user.pk}/password/"
        change = f"/admin/auth/user/{admin_user.pk}/change/"
        assert desk.get(password).status_code == 403
        assert desk.post(change, {"username": "mine"}).status_code == 403
