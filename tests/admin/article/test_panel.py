"""The panel beside an article: what it says is true, and what it warned of can be gone on from."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.documents.article.model import Line
from articles.models import Edition
from tests.admin.page import address, fields_of, messages_of, press, send
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_change, make_editor, make_label_review


def told(client: Client, article: Any, page: str = "panel") -> str:
    """What the panel says, as one line of text."""
    html = client.get(address(article, page)).content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", html).split()).replace(" :", ":")


def asked_about() -> Any:
    """An article with a paragraph that needs a look."""
    article = make_article(make_document(make_section("s", make_paragraph("a", origin=4))))
    make_label_review(article, 4)
    return article


def test_it_says_what_is_live_and_what_is_written(desk: Client) -> None:
    article = make_article()
    assert "You are editing version 1 Only the desk sees it." in told(desk, article)
    press(desk, article, "_publish")
    assert told(desk, article).startswith("Live: version 1 since ")
    press(desk, article, headline="Another")
    assert told(desk, article).startswith("Live, changed since: version 1")
    assert "You are editing version 2 1 change is not live yet." in told(desk, article)


def test_the_text_is_compared_with_what_is_live(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish")
    press(desk, article, headline="Another ferry")
    page = desk.get(address(article)).content.decode()
    [link] = re.findall('<a href="([^"]*)">Compare with live</a>', page)
    assert "Another" in desk.get(link.replace("&amp;", "&")).content.decode()


def test_it_says_how_much_is_not_in_the_schedule(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    press(desk, article, headline="Another", standfirst="One more")
    assert "2 changes are not in the schedule yet." in told(desk, article)
    press(desk, article, "_publish")
    assert "Scheduled: version 2 1 Jan 2999, 12:00 (UTC)" in told(desk, article)
    assert "not in the schedule" not in told(desk, article)


def test_saving_what_is_scheduled_asks_for_no_schedule(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    response = press(desk, article, headline="Another")
    assert messages_of(desk, response)[-1] == "Saved as version 2."


def test_publish_now_does_not_wait_for_the_schedule(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    response = press(desk, article, "_publish_now")
    assert "publish_at" not in response["Location"]
    assert Edition.objects.live().get().live_from <= timezone.now()
    assert not Edition.objects.scheduled().exists()


def test_who_cancels_a_schedule_is_asked_for_none(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    response = press(desk, article, "_cancel_schedule")
    assert "publish_at" not in response["Location"]
    assert messages_of(desk, response)[-1] == "Cancelled: nothing is scheduled now."


def test_it_says_until_when(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", publish_until="2999-01-01T12:00")
    assert "until 1 Jan 2999, 12:00" in told(desk, article)
    assert 'value="2999-01-01T12:00"' in desk.get(address(article)).content.decode()
    press(desk, article, "_publish", publish_until="")
    assert "until" not in told(desk, article)


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ([], "Publish"),
        ([{}], "Publish changes"),
        ([{"publish_at": "2999-01-01T12:00"}], "Update schedule"),
    ],
)
def test_the_button_says_what_it_does(desk: Client, steps: list[Any], word: str) -> None:
    article = make_article()
    for fields in steps:
        press(desk, article, "_publish", **fields)
    page = desk.get(address(article)).content.decode()
    assert re.findall(r'name="_publish"[^>]*>([^<]*)<', page) == [word]
    assert page.count('class="button default"') == 1


def test_what_was_shown_is_gone_on_from(desk: Client) -> None:
    article = asked_about()
    assert "Before it goes live 1 paragraph needs a look" in told(desk, article, "change")
    press(desk, article, "_publish")
    assert Edition.objects.live().exists()


def test_what_was_not_shown_is_shown_first(desk: Client) -> None:
    article = make_article(make_document(make_section("s", make_paragraph("a", origin=4))))
    fields = fields_of(desk, address(article))
    make_label_review(article, 4)
    response = send(desk, article, fields, "_publish")
    [said] = messages_of(desk, response)
    assert said.startswith("Saved, but not published. 1 paragraph needs a look.")
    assert not Edition.objects.exists()
    press(desk, article, "_publish")
    assert Edition.objects.live().exists()


def test_what_stops_it_stops_it_whatever_was_shown(desk: Client) -> None:
    article = make_article()
    make_change(article)
    assert "1 thing stops it" in told(desk, article)
    response = press(desk, article, "_publish")
    assert "The source changed 1 part that was edited here." in messages_of(desk, response)[-1]
    assert not Edition.objects.exists()


def test_publishing_many_says_what_is_held_before_and_after(desk: Client) -> None:
    held = make_article(make_document(headline=Line("Held")))
    make_change(held)
    doubtful, fine = asked_about(), make_article()
    chosen = [held.pk, doubtful.pk, fine.pk]
    listed = "/admin/articles/article/"
    fields = {"action": "publish_selected", "_selected_action": chosen}
    page = desk.post(listed, fields).content.decode()
    assert "1 of them is not published: something stops it." in page
    assert "1 paragraph needs a look" in page
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    refused, done = messages_of(desk, desk.post(listed, hidden))
    assert refused.startswith("Not published: “Held”. The source changed 1 part")
    assert done == "2 articles are live."


def test_who_may_not_look_is_told_nothing(client: Client, db: None) -> None:
    client.force_login(make_editor("view_picture"))
    assert client.get(address(make_article(), "panel")).status_code == 403


def test_it_tells_anew_in_few_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    paragraphs = [make_paragraph(f"p{number}") for number in range(300)]
    article = make_article(make_document(make_section("s", *paragraphs)))
    press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    with django_assert_max_num_queries(14):
        assert "299 paragraphs are there twice" in told(desk, article)
