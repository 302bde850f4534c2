"""Who may see and do what on the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article, Edition, Version
from articles.publishing.publish import publish
from tests.admin.page import address, send
from tests.documents.make import SENTENCE
from tests.make import EDITOR, make_article, make_editor

LISTS = (
    "article", "conflict", "sourcenotice", "section", "paragraph", "link", "sourcedocument",
    "importrun", "policy", "trackingrule",
)  # fmt: skip


@pytest.fixture
def article(db: None) -> Article:
    return make_article()


def log_in(client: Client, *permissions: str) -> None:
    client.force_login(make_editor(*permissions))


def fields(**changed: str) -> dict[str, str]:
    return {"headline": "Changed", "body": "<p>Changed.</p>", "base": "1", **changed}


@pytest.mark.parametrize("name", LISTS)
def test_staff_without_rights_see_nothing(client: Client, article: Article, name: str) -> None:
    log_in(client)
    assert client.get(f"/admin/articles/{name}/").status_code == 403


def test_staff_without_rights_cannot_tell_which_articles_there_are(
    client: Client, article: Article
) -> None:
    log_in(client)
    existing, other = (f"/admin/articles/article/{pk}/history/" for pk in (article.pk, 999_999))
    assert client.get(existing).status_code == client.get(other).status_code == 403


def test_the_history_of_no_article_is_no_crash(client: Client, article: Article) -> None:
    log_in(client, *EDITOR)
    assert client.get("/admin/articles/article/x/history/").status_code in (302, 404)


@pytest.mark.parametrize("page", ["change", "history", "preview"])
def test_staff_without_rights_open_no_article(client: Client, article: Article, page: str) -> None:
    log_in(client)
    assert client.get(address(article, page)).status_code == 403


def test_a_viewer_reads_and_cannot_save(client: Client, article: Article) -> None:
    log_in(client, "view_article")
    page = client.get(address(article))
    assert SENTENCE in page.content.decode()
    assert b"<textarea" not in page.content
    assert send(client, article, fields()).status_code == 403
    assert Version.objects.count() == 1


def test_a_viewer_restores_nothing(client: Client, article: Article) -> None:
    log_in(client, "view_article")
    version = f"/admin/articles/article/{article.pk}/history/1/"
    assert client.get(version).status_code == 200
    assert client.post(version, {"base": "1"}).status_code == 403


def test_writing_is_not_publishing(client: Client, article: Article) -> None:
    log_in(client, "view_article", "change_article")
    page = client.get(address(article)).content.decode()
    assert 'name="_publish"' not in page
    assert send(client, article, fields(), "_publish").status_code == 403
    assert send(client, article, fields(), "_publish_now").status_code == 403
    assert client.post(address(article, "withdraw"), {"kind": "gone"}).status_code == 403
    assert not Edition.objects.exists()
    assert Article.objects.get().headline != "Changed"


def test_publishing_alone_is_not_enough(client: Client, article: Article) -> None:
    log_in(client, "view_article", "publish_article")
    assert send(client, article, fields(), "_publish").status_code == 403


def test_to_delete_is_a_right_of_its_own(client: Client, article: Article) -> None:
    log_in(client, *EDITOR)
    assert client.post(address(article, "delete"), {"post": "yes"}).status_code == 403
    assert "trash" not in client.get(address(article)).content.decode()


def test_who_may_not_publish_deletes_nothing_that_readers_see(
    client: Client, article: Article
) -> None:
    publish(article)
    log_in(client, "view_article", "change_article", "delete_article")
    assert client.post(address(article, "delete"), {"post": "yes"}).status_code == 403
    assert Article.objects.exists()


def test_what_is_deleted_is_in_the_trash_and_not_live(client: Client, article: Article) -> None:
    publish(article)
    log_in(client, *EDITOR, "delete_article")
    client.post(address(article, "delete"), {"post": "yes"})
    assert Article.with_deleted.in_trash().get() == article
    assert not Edition.objects.live().exists()


def test_parts_are_neither_added_nor_deleted(admin_client: Client, article: Article) -> None:
    part = article.paragraphs.get()
    assert admin_client.get("/admin/articles/paragraph/add/").status_code == 403
    assert admin_client.post(address(part, "delete"), {"post": "yes"}).status_code == 403
