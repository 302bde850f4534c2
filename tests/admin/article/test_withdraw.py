"""The page on which an article is withdrawn, and what its readers find then."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles import store
from articles.documents.article.model import Line
from articles.models import Article, Edition
from tests.admin.page import address, errors_of, messages_of, press
from tests.documents.make import make_document
from tests.make import make_article, make_editor


def live(desk: Client, headline: str, slug: str) -> Article:
    article = make_article(make_document(headline=Line(headline)), slug=slug)
    press(desk, article, "_publish")
    return article


def found(client: Client, article: Article) -> tuple[int, str]:
    response = client.get(f"/articles/{article.slug}/")
    text = re.sub(r"<[^>]*>", " ", response.content.decode().partition("<main")[2])
    return response.status_code, response.headers.get("Location", "") or " ".join(text.split())


def test_readers_are_told_why(desk: Client, client: Client) -> None:
    article = live(desk, "The ferry", "ferry")
    page = address(article, "withdraw")
    assert "What readers find" in desk.get(page).content.decode()
    response = desk.post(page, {"kind": "gone", "note": "The <i>ferry</i> does not exist."})
    assert messages_of(desk, response)[-1] == "Withdrawn: readers no longer see it."
    status, text = found(client, article)
    assert status == 410
    assert "No longer available The &lt;i&gt;ferry&lt;/i&gt; does not exist." in text


def test_a_notice_needs_a_reason_and_says_when(desk: Client, client: Client) -> None:
    article = live(desk, "The ferry", "ferry")
    page = address(article, "withdraw")
    refused = desk.post(page, {"kind": "killed", "note": " "})
    assert "Say why" in refused.content.decode()
    assert found(client, article)[0] == 200
    desk.post(page, {"kind": "killed", "note": "It named the wrong man."})
    status, text = found(client, article)
    assert status == 410
    assert "We have withdrawn this article It named the wrong man. Withdrawn on " in text


def test_readers_are_led_to_another_article(desk: Client, client: Client) -> None:
    old, new = live(desk, "Old", "old"), live(desk, "New", "neues-über")
    desk.post(address(old, "withdraw"), {"kind": "moved", "leads_to": "/articles/neues-über/"})
    status, place = found(client, old)
    assert (status, place) == (301, "/articles/neues-%C3%BCber/")
    assert found(client, new)[0] == 200


def test_an_older_slug_leads_on_as_well(desk: Client, client: Client) -> None:
    old = live(desk, "Old", "older")
    live(desk, "New", "new")
    press(desk, old, "_publish", slug="old")
    desk.post(
        address(old, "withdraw"), {"kind": "moved", "leads_to": "http://testserver/articles/new/"}
    )
    response = client.get("/articles/older/")
    assert (response.status_code, response.headers["Location"]) == (301, "/articles/new/")


@pytest.mark.parametrize(
    ("leads_to", "said"),
    [
        ("", "Write the address"),
        ("https://elsewhere.example/articles/new/", "another site"),
        ("//elsewhere.example/articles/new/", "another site"),
        ("javascript:alert(1)", "another site"),
        ("/nowhere/", "no such page"),
        ("/admin/", "no page for readers"),
        ("/articles/draft/", "No article is live there"),
        ("/articles/ferry/", "the article itself"),
        ("http://[", "no such page"),
    ],
)
def test_readers_are_led_nowhere_else(desk: Client, leads_to: str, said: str) -> None:
    article = live(desk, "The ferry", "ferry")
    make_article(slug="draft")
    response = desk.post(address(article, "withdraw"), {"kind": "moved", "leads_to": leads_to})
    assert said in response.content.decode()
    assert Edition.objects.live().filter(article=article).exists()


def test_what_is_told_can_be_changed_later(desk: Client, client: Client) -> None:
    article = live(desk, "The ferry", "ferry")
    page = address(article, "withdraw")
    desk.post(page, {"kind": "gone"})
    response = desk.post(page, {"kind": "killed", "note": "It was a hoax."})
    assert messages_of(desk, response)[-1] == "Saved: that is what readers find now."
    assert "It was a hoax." in found(client, article)[1]
    assert "It was a hoax." in desk.get(page).content.decode()


def test_published_again_nothing_of_it_is_left(desk: Client, client: Client) -> None:
    article = live(desk, "The ferry", "ferry")
    desk.post(address(article, "withdraw"), {"kind": "gone", "note": "Wrong"})
    press(desk, article, "_publish")
    assert found(client, article)[0] == 200
    desk.post(address(article, "withdraw"), {"kind": "gone"})
    assert "Wrong" not in found(client, article)[1]


def test_the_notice_stays_when_the_article_is_put_into_the_trash(
    desk: Client, client: Client
) -> None:
    article = live(desk, "The ferry", "ferry")
    desk.post(address(article, "withdraw"), {"kind": "killed", "note": "It was a hoax."})
    store.delete([article.pk], by=make_editor())
    assert not Article.objects.exists()
    assert "It was a hoax." in found(client, article)[1]


def test_what_is_scheduled_is_cancelled_with_it(desk: Client) -> None:
    article = live(desk, "The ferry", "ferry")
    press(desk, article, "_publish", headline="Later", publish_at="2999-01-01T12:00")
    desk.post(address(article, "withdraw"), {"kind": "gone"})
    assert not Edition.objects.scheduled().exists()


def test_what_nobody_saw_is_not_withdrawn(desk: Client) -> None:
    response = desk.get(address(make_article(), "withdraw"))
    assert messages_of(desk, response) == ["Readers never saw it: there is nothing to withdraw."]


def test_an_end_before_the_beginning_is_refused(desk: Client) -> None:
    article = make_article()
    times = {"publish_at": "2999-01-02T12:00", "publish_until": "2999-01-01T12:00"}
    response = press(desk, article, "_publish", **times)
    assert "It would end before it begins" in errors_of(response)
    assert not Edition.objects.exists()
