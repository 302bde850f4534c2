"""Drafts at the desk: whose they are, who may keep one, and when a save is done with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from articles.models import Article, WorkingDraft
from tests.admin.page import address, press
from tests.make import make_article, make_editor

KEY = "0b7f4c1e-7d5a-4f5e-9a51-5a5f3f0f6a10"
NEW = "/admin/articles/article/add/draft/"

pytestmark = pytest.mark.django_db


def client_of(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def keep(client: Client, user: User, url: str, text: str = "Pier", **more: Any) -> Any:
    fields = {"key": KEY, "fields": {"headline": text}, **more}
    writer = {"X-Writer": str(user.pk)}
    return client.post(url, fields, content_type="application/json", headers=writer)


def draft_of(article: Article) -> str:
    return reverse("admin:articles_article_draft", args=[article.pk])


def test_a_draft_comes_back_to_its_writer_alone() -> None:
    article = make_article()
    ann, ben = (make_editor("change_article", "view_article") for _ in range(2))
    assert keep(client_of(ann), ann, draft_of(article), base=1).status_code == 200
    [mine] = client_of(ann).get(draft_of(article)).json()["drafts"]
    assert (mine["key"], mine["base"], mine["fields"]) == (KEY, 1, {"headline": "Pier"})
    assert client_of(ben).get(draft_of(article)).json()["drafts"] == []
    assert "data-has-drafts" in client_of(ann).get(address(article)).content.decode()
    assert "data-has-drafts" not in client_of(ben).get(address(article)).content.decode()


@pytest.mark.parametrize(
    ("rights", "of_one", "of_new"),
    [
        (["view_article"], 403, 403),
        (["view_article", "change_article"], 200, 403),
        (["view_article", "add_article"], 403, 200),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_save_may_not_keep(
    rights: list[str], of_one: int, of_new: int, method: str
) -> None:
    user, article = make_editor(*rights), make_article()
    for url, code in ((draft_of(article), of_one), (NEW, of_new)):
        client = client_of(user)
        response = client.get(url) if method == "get" else keep(client, user, url)
        assert response.status_code == code


def test_who_is_not_logged_in_is_led_to_the_login(client: Client) -> None:
    response = client.post(NEW, {}, content_type="application/json")
    assert response.status_code == 302
    assert not WorkingDraft.objects.exists()


def test_a_form_of_somebody_who_is_logged_out_keeps_nothing_for_another() -> None:
    ann, ben = (make_editor("add_article", "view_article") for _ in range(2))
    response = keep(client_of(ben), ann, NEW)
    assert response.status_code == 409
    assert not WorkingDraft.objects.exists()


def test_it_asks_for_the_token() -> None:
    user = make_editor("add_article", "view_article")
    client = client_of(user, enforce_csrf_checks=True)
    assert keep(client, user, NEW).status_code == 403
    token = client.get(NEW).json()["token"]
    writer = {"X-Writer": str(user.pk), "X-CSRFToken": token}
    fields: dict[str, Any] = {"key": KEY, "fields": {}}
    response = client.post(NEW, fields, content_type="application/json", headers=writer)
    assert response.status_code == 200


def test_what_is_no_draft_and_what_is_too_large_is_refused(
    admin_user: User, settings: Settings
) -> None:
    client = client_of(admin_user)
    assert keep(client, admin_user, NEW, fields="x").status_code == 400
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert keep(client, admin_user, NEW, text="x" * 1000).status_code == 413
    assert not WorkingDraft.objects.exists()


def test_of_an_article_that_is_not_there_none_is_kept(admin_user: User) -> None:
    client = client_of(admin_user)
    assert keep(client, admin_user, "/admin/articles/article/999/draft/").status_code == 404


def test_a_save_is_done_with_the_draft_of_its_opening_alone(admin_user: User) -> None:
    client, article = client_of(admin_user), make_article()
    other = KEY.replace("0b", "1c")
    keep(client, admin_user, draft_of(article))
    keep(client, admin_user, draft_of(article), key=other)
    press(client, article, headline="Pier", draft=KEY)
    assert [each.key for each in WorkingDraft.objects.all()] == [other]


def test_a_save_that_is_refused_leaves_the_draft_and_goes_on_with_it(admin_user: User) -> None:
    client, article = client_of(admin_user), make_article()
    keep(client, admin_user, draft_of(article))
    response = press(client, article, headline=" ", draft=KEY)
    assert f'data-draft="{KEY}"' in response.content.decode()
    assert WorkingDraft.objects.exists()


def test_the_first_save_of_a_new_article_is_done_with_its_draft(admin_user: User) -> None:
    client = client_of(admin_user)
    keep(client, admin_user, NEW)
    client.post("/admin/articles/article/add/", {"headline": "Pier", "body": "", "draft": KEY})
    assert Article.objects.get().headline == "Pier"
    assert not WorkingDraft.objects.exists()


def test_unsaved_texts_are_listed_for_their_writer() -> None:
    ann, ben = (make_editor("change_article", "add_article", "view_article") for _ in range(2))
    article = make_article()
    keep(client_of(ann), ann, draft_of(article), text="Pier")
    keep(client_of(ann), ann, NEW, text="", key=KEY.replace("0b", "1c"))
    url = reverse("admin:articles_article_drafts")
    page = client_of(ann).get(url).content.decode()
    assert "Pier" in page
    assert "Without a headline" in page
    assert address(article) in page
    assert "Nothing: all that you wrote is saved." in client_of(ben).get(url).content.decode()


def test_to_keep_a_draft_asks_the_database_little(
    admin_user: User, django_assert_max_num_queries: Any
) -> None:
    client, article = client_of(admin_user), make_article()
    keep(client, admin_user, draft_of(article))
    # Session, user, article; a savepoint's two, and the row.
    with django_assert_max_num_queries(6):
        keep(client, admin_user, draft_of(article), text="Piers", serial=1)
