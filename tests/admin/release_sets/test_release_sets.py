"""The page of a set: what is in it, what stops it, and all of it released or scheduled at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition, ReleaseSet
from articles.publishing.publish import publish
from tests.admin.page import address, messages_of, press
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_editor

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/releaseset/"
ARTICLES = "/admin/articles/article/"


def put(desk: Client, article: Article, **sent: Any) -> Any:
    return desk.post(address(article, "set"), {"new": "Election night", **sent})


def page_of(row: ReleaseSet) -> str:
    return f"{LIST}{row.pk}/change/"


def made(desk: Client, *articles: Article) -> ReleaseSet:
    put(desk, articles[0])
    row = ReleaseSet.objects.get()
    for article in articles[1:]:
        put(desk, article, chosen=row.pk, new="")
    return row


def test_an_article_is_put_into_a_new_set_from_its_page(desk: Client) -> None:
    article = make_article()
    assert f'href="{address(article, "set")}"' in desk.get(address(article)).content.decode()
    response = put(desk, article)
    row = ReleaseSet.objects.get()
    assert response["Location"] == page_of(row)
    assert article.headline in desk.get(page_of(row)).content.decode()
    assert "Election night" in desk.get(address(article)).content.decode()


def test_selected_articles_are_put_into_a_set_together(desk: Client) -> None:
    articles = [make_article(), make_article()]
    keys = [article.pk for article in articles]
    act = {"action": "gather_selected", "_selected_action": keys}
    asked = desk.post(ARTICLES, act)
    sent = {**act, "confirmed": ",".join(map(str, keys)), "new": "Budget"}
    desk.post(ARTICLES, sent)
    assert 'name="new"' in asked.content.decode()
    assert ReleaseSet.objects.get(name="Budget").entries.count() == 2


def test_without_a_name_or_a_set_it_asks_again(desk: Client) -> None:
    html = put(desk, make_article(), new=" ").content.decode()
    assert "Choose a set, or write the name of a new one." in html
    assert not ReleaseSet.objects.exists()


def test_it_is_released_and_readers_see_all(desk: Client) -> None:
    articles = make_article(), make_article()
    row = made(desk, *articles)
    response = desk.post(page_of(row), {"release": "1"})
    assert [desk.get(f"/articles/{each.slug}/").status_code for each in articles] == [200, 200]
    assert "All of it is live" in messages_of(desk, response)[-1]
    assert "Released" in desk.get(LIST).content.decode()


def test_what_stops_it_is_said_beside_each_article(desk: Client) -> None:
    empty = make_article(make_document(make_section("s1", make_paragraph(noise=True))))
    row = made(desk, make_article(), empty)
    html = desk.get(page_of(row)).content.decode()
    after = desk.post(page_of(row), {"release": "1"}).content.decode()
    assert html.count("Stops the set:") == after.count("Stops the set:") == 1
    assert "It has no text that readers would see." in after
    assert not Edition.objects.exists()


def test_it_is_scheduled_moved_and_cancelled_as_a_whole(desk: Client) -> None:
    row = made(desk, make_article(), make_article())
    seen = []
    for at in ("2999-01-01T12:00", "2999-02-01T12:00"):
        desk.post(page_of(row), {"schedule": "1", "at": at})
        seen.append({each.live_from.month for each in Edition.objects.scheduled()})
    desk.post(page_of(row), {"cancel": "1"})
    assert seen == [{1}, {2}]
    assert not Edition.objects.scheduled().exists()


@pytest.mark.parametrize(
    ("at", "said"),
    [("", "Choose the moment"), ("2001-01-01T12:00", "That moment has passed")],
)
def test_a_moment_that_is_none_or_past_is_told(desk: Client, at: str, said: str) -> None:
    row = made(desk, make_article())
    html = desk.post(page_of(row), {"schedule": "1", "at": at}).content.decode()
    assert said in html
    assert not Edition.objects.exists()


def test_what_was_edited_since_is_not_in_the_set_yet(desk: Client) -> None:
    article = make_article()
    row = made(desk, article)
    desk.post(page_of(row), {"schedule": "1", "at": "2999-01-01T12:00"})
    press(desk, article, headline="Edited since")
    before = desk.get(page_of(row)).content.decode()
    desk.post(page_of(row), {"newest": article.pk})
    after = desk.get(page_of(row)).content.decode()
    assert "Version 2 is not in the set yet." in before
    assert "is not in the set yet" not in after
    assert Edition.objects.scheduled().get().headline == "Edited since"


def test_an_article_is_taken_out(desk: Client) -> None:
    article = make_article()
    row = made(desk, article, make_article())
    desk.post(page_of(row), {"out": article.pk})
    assert row.entries.count() == 1


def test_it_is_renamed(desk: Client) -> None:
    row = made(desk, make_article())
    desk.post(page_of(row), {"rename": "1", "name": "Budget"})
    row.refresh_from_db()
    assert row.name == "Budget"


def test_a_scheduled_set_is_not_deleted_and_another_leaves_its_articles(desk: Client) -> None:
    row = made(desk, make_article())
    desk.post(page_of(row), {"schedule": "1", "at": "2999-01-01T12:00"})
    refused = desk.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code
    desk.post(page_of(row), {"cancel": "1"})
    desk.post(f"{LIST}{row.pk}/delete/", {"post": "yes"})
    assert refused == 403
    assert (ReleaseSet.objects.count(), Article.objects.count()) == (0, 1)


def test_who_may_not_publish_looks_and_does_nothing(client: Client) -> None:
    client.force_login(make_editor("view_article", "change_article"))
    row = ReleaseSet.objects.create(name="Election night")
    row.entries.create(article=make_article())
    html = client.get(page_of(row)).content.decode()
    assert 'name="release"' not in html
    assert client.post(page_of(row), {"release": "1"}).status_code == 403
    assert client.post(f"{LIST}add/", {"name": "Mine"}).status_code == 403


def test_released_with_an_article_that_was_live_it_replaces_its_edition(desk: Client) -> None:
    article = make_article()
    publish(article)
    press(desk, article, headline="Second")
    row = made(desk, article)
    desk.post(page_of(row), {"release": "1"})
    assert Edition.objects.live().get().headline == "Second"
    assert ReleaseSet.objects.get().is_released(timezone.now())
