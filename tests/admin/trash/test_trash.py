"""The trash and the tombstones on the desk, and detaching an article from its source."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles import store
from articles.models import Article, Tombstone
from tests.admin.page import address, messages_of, press, send
from tests.documents.make import SENTENCE
from tests.make import EDITOR, make_article, make_change, make_editor, make_imported, make_item

TRASH: Final = "/admin/articles/trashedarticle/"
STONES: Final = "/admin/articles/tombstone/"
ARTICLES: Final = "/admin/articles/article/"


@pytest.fixture
def deleting(client: Client, db: None) -> Client:
    """The browser of an editor who may delete, and may not delete for good."""
    client.force_login(make_editor(*EDITOR, "delete_article"))
    return client


def make_deleted(article: Article | None = None) -> Article:
    article = article or make_imported(SENTENCE)
    store.delete([article.pk], by=make_editor())
    return article


def act(client: Client, page: str, action: str, *keys: int, **fields: Any) -> Any:
    return client.post(page, {"action": action, "_selected_action": keys, **fields})


def test_the_selected_articles_go_into_the_trash_once_confirmed(deleting: Client) -> None:
    article, other = make_article(), make_article()
    asked = act(deleting, ARTICLES, "delete_selected", article.pk)
    assert Article.objects.count() == 2
    assert "Put this article into the trash?" in asked.content.decode()
    act(deleting, ARTICLES, "delete_selected", article.pk, confirmed=str(article.pk))
    assert Article.objects.get() == other
    assert Article.with_deleted.in_trash().get() == article


def test_those_that_readers_see_are_left_to_who_may_publish(client: Client, db: None) -> None:
    client.force_login(make_editor("view_article", "change_article", "delete_article"))
    draft, live = make_article(), make_article()
    press_as_publisher(live)
    keys = f"{draft.pk},{live.pk}"
    act(client, ARTICLES, "delete_selected", draft.pk, live.pk, confirmed=keys)
    assert Article.objects.get() == live


def press_as_publisher(article: Article) -> None:
    browser = Client()
    browser.force_login(make_editor(*EDITOR))
    press(browser, article, "_publish")


def test_what_is_in_the_trash_is_on_no_other_list(deleting: Client) -> None:
    article = make_imported(f'<a href="https://hesk.example/">{SENTENCE}</a>')
    make_change(article)
    make_deleted(article)
    for name in ("article", "section", "paragraph", "link", "conflict"):
        page: Any = deleting.get(f"/admin/articles/{name}/")
        assert page.context["cl"].result_count == 0, name
    assert deleting.get(TRASH).context["cl"].result_count == 1


def test_the_trash_names_who_deleted_an_article(deleting: Client) -> None:
    article = make_deleted()
    deleter = str(Article.with_deleted.get().deleted_by)
    assert deleter in deleting.get(TRASH).content.decode()
    page = deleting.get(f"{TRASH}{article.pk}/change/").content.decode()
    assert f"{deleter} put this article into the trash" in page
    assert SENTENCE in page


def test_an_article_is_restored_from_its_page(deleting: Client) -> None:
    article = make_deleted()
    response = deleting.post(f"{TRASH}{article.pk}/restore/")
    assert response["Location"] == address(article)
    assert Article.objects.get() == article
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        "Restored from the trash."
    ]


@pytest.mark.parametrize("name", ["change", "history"])
def test_an_old_link_to_an_article_leads_into_the_trash(deleting: Client, name: str) -> None:
    article = make_deleted()
    response = deleting.get(address(article, name))
    assert response["Location"] == f"{TRASH}{article.pk}/change/"


def test_a_save_of_what_is_in_the_trash_is_said_to_be_lost(deleting: Client) -> None:
    article = make_deleted()
    response = send(deleting, article, {})
    assert response["Location"] == f"{TRASH}{article.pk}/change/"
    assert "what you sent was not saved" in messages_of(deleting, response)[0]


def test_who_may_not_delete_is_not_led_into_the_trash(desk: Client) -> None:
    article = make_deleted()
    assert desk.get(address(article))["Location"] == "/admin/"


def test_a_restore_does_not_look_like_a_save_to_the_browser_that_keeps_a_text(
    deleting: Client,
) -> None:
    article = make_deleted()
    page = deleting.post(f"{TRASH}{article.pk}/restore/", follow=True).content.decode()
    assert "Restored, and not published" in page
    assert '<li class="success"' not in page
    assert '<li class="info"' not in page


def test_a_link_restores_nothing(deleting: Client) -> None:
    article = make_deleted()
    assert deleting.get(f"{TRASH}{article.pk}/restore/").status_code == 405
    assert not Article.objects.exists()


def test_the_selected_articles_are_restored_and_a_lost_slug_is_said(deleting: Client) -> None:
    article = make_deleted(make_article(slug="ferry"))
    make_article(slug="ferry")
    response = act(deleting, TRASH, "restore_selected", article.pk)
    assert any("has the slug ferry now" in text for text in messages_of(deleting, response))
    assert Article.objects.count() == 2


def test_who_may_not_delete_sees_no_trash(desk: Client) -> None:
    article = make_deleted()
    assert desk.get(TRASH).status_code == 403
    assert desk.post(f"{TRASH}{article.pk}/restore/").status_code == 403


def test_to_delete_for_good_is_a_right_of_its_own(deleting: Client) -> None:
    article = make_deleted()
    page = f"{TRASH}{article.pk}/delete/"
    assert deleting.post(page, {"post": "yes"}).status_code == 403
    act(deleting, TRASH, "delete_selected", article.pk, confirmed=str(article.pk))
    assert Article.with_deleted.get() == article


def test_an_article_is_deleted_for_good_and_leaves_a_tombstone(client: Client, db: None) -> None:
    client.force_login(make_editor("delete_article", "purge_article"))
    one, other = make_deleted(), make_deleted()
    client.post(f"{TRASH}{one.pk}/delete/", {"post": "yes"})
    act(client, TRASH, "delete_selected", other.pk, confirmed=str(other.pk))
    assert not Article.with_deleted.exists()
    assert Tombstone.objects.count() == 2


def test_who_deleted_one_for_good_is_back_in_the_trash(client: Client, db: None) -> None:
    client.force_login(make_editor("delete_article", "purge_article"))
    response = client.post(f"{TRASH}{make_deleted().pk}/delete/", {"post": "yes"})
    assert response["Location"] == TRASH
    assert messages_of(client, response) == ["1 article is deleted for good."]


@pytest.mark.parametrize(
    ("number", "words"), [(0, "The trash is empty."), (1, "1 article"), (2, "2 articles")]
)
def test_the_trash_says_how_many_articles_it_has(deleting: Client, number: int, words: str) -> None:
    for _ in range(number):
        make_deleted()
    page = deleting.get(TRASH).content.decode()
    end = page.partition('class="paginator-number"')[2].partition("</span>")[0]
    assert end.partition(">")[2].strip() == words


def test_a_tombstone_is_lifted_by_who_may(client: Client, db: None) -> None:
    articles = [make_deleted(), make_deleted()]
    store.purge([article.pk for article in articles])
    one, other = Tombstone.objects.all()
    client.force_login(make_editor("view_tombstone"))
    assert client.post(f"{STONES}{one.pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(make_editor("view_tombstone", "delete_tombstone"))
    client.post(f"{STONES}{one.pk}/delete/", {"post": "yes"})
    act(client, STONES, "delete_selected", other.pk)
    assert not Tombstone.objects.exists()


def test_the_page_of_a_run_leads_to_the_trash(admin_client: Client) -> None:
    article = make_deleted()
    item = make_item(article=article)
    page = admin_client.get(f"/admin/articles/importrun/{item.run_id}/change/").content.decode()
    assert f"{TRASH}{article.pk}/change/" in page
    assert "in the trash" in page


def test_an_article_is_detached_and_attached_on_its_page(desk: Client) -> None:
    article = make_imported(SENTENCE)
    response = press(desk, article, "_detach")
    assert "It goes its own way now" in messages_of(desk, response)[0]
    assert "Goes its own way since" in desk.get(address(article)).content.decode()
    press(desk, article, "_attach")
    assert Article.objects.get().detached_at is None
    assert [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")] == [
        "Detached from its source.",
        "Attached to its source.",
    ]


def test_who_may_not_change_an_article_detaches_nothing(client: Client, db: None) -> None:
    article = make_imported(SENTENCE)
    client.force_login(make_editor("view_article"))
    assert client.post(address(article), {"_detach": ""}).status_code == 403
    assert Article.objects.get().detached_at is None
