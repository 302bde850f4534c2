"""The buttons: publish, withdraw, preview."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article, Edition
from tests.admin.page import address, fields_of, messages_of, press
from tests.make import make_article, make_editor


def status(client: Client, article: Article) -> int:
    return client.get(f"/articles/{article.slug}/").status_code


def test_publish_saves_first(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", headline="Now it is out")
    assert "Now it is out" in desk.get(f"/articles/{article.slug}/").content.decode()


def test_an_address_that_is_taken_is_told_and_the_text_is_saved(desk: Client) -> None:
    first = make_article(slug="ferry")
    press(desk, first, "_publish")
    Article.objects.filter(pk=first.pk).update(slug="old-ferry")
    article = make_article(slug="ferry")
    response = press(desk, article, "_publish", headline="Another ferry")
    assert "Saved, but not published" in messages_of(desk, response)[-1]
    assert Article.objects.get(pk=article.pk).headline == "Another ferry"
    action = {"action": "publish_selected", "_selected_action": [article.pk, first.pk]}
    response = desk.post("/admin/articles/article/", action)
    assert "Not published" in " ".join(messages_of(desk, response))
    assert Edition.objects.live().filter(article=first, slug="old-ferry").exists()


def test_a_later_moment_schedules(desk: Client) -> None:
    article = make_article()
    response = press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    assert status(desk, article) == 404
    assert Edition.objects.get().live_from.year == 2999
    assert "It goes live on 1 Jan 2999" in messages_of(desk, response)[-1]


def test_a_moment_without_publish_schedules_nothing_and_says_so(desk: Client) -> None:
    response = press(desk, make_article(), publish_at="2999-01-01T12:00")
    assert not Edition.objects.exists()
    assert "Not scheduled yet" in messages_of(desk, response)[-1]


def test_withdrawing_takes_the_page_away(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish")
    press(desk, article, "_withdraw")
    assert status(desk, article) == 410


def test_it_is_withdrawn_even_if_the_text_cannot_be_saved(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish")
    press(desk, article, "_withdraw", headline="")
    assert status(desk, article) == 410


def test_a_preview_shows_the_form_and_changes_nothing(desk: Client) -> None:
    article = make_article()
    fields = fields_of(desk, address(article)) | {"headline": "Only tried out"}
    page = desk.post(f"/admin/articles/article/{article.pk}/preview/", fields).content.decode()
    assert "Only tried out" in page
    assert "Preview" in page
    assert '<time datetime="2' in page
    assert not Edition.objects.exists()
    assert Article.objects.get().version == 1


@pytest.mark.django_db(transaction=True)
def test_a_preview_needs_no_transaction(desk: Client) -> None:
    article = make_article()
    fields = fields_of(desk, address(article))
    assert desk.post(address(article, "preview"), fields).status_code == 200


def test_a_preview_of_a_stale_form_shows_it(desk: Client) -> None:
    article = make_article()
    fields = fields_of(desk, address(article))
    press(desk, article, headline="Of theirs")
    page = desk.post(address(article, "preview"), fields | {"headline": "Of mine"})
    assert "Of mine" in page.content.decode()


def test_a_preview_is_for_the_desk_only(client: Client, db: None) -> None:
    article = make_article()
    preview = f"/admin/articles/article/{article.pk}/preview/"
    assert client.get(preview).status_code == 302
    client.force_login(make_editor())
    assert client.get(preview).status_code == 403


def test_selected_articles_are_published_and_withdrawn(desk: Client) -> None:
    chosen, other = make_article(), make_article()
    act(desk, "publish_selected", chosen)
    assert (status(desk, chosen), status(desk, other)) == (200, 404)
    act(desk, "withdraw_selected", chosen)
    assert status(desk, chosen) == 410


def act(desk: Client, action: str, article: Article) -> None:
    desk.post("/admin/articles/article/", {"action": action, "_selected_action": article.pk})
