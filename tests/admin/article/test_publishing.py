"""The buttons: publish, withdraw, preview."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.documents.article.model import Line, Section
from articles.models import Article, Edition
from tests.admin.page import address, fields_of, messages_of, press
from tests.documents.make import make_document
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
    response = confirm(desk, act(desk, "publish_selected", article, first))
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
    assert 'value="2999-01-01T12:00"' in desk.get(response["Location"]).content.decode()


def test_withdrawing_takes_the_page_away(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish")
    desk.post(address(article, "withdraw"), {"kind": "gone"})
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
    confirm(desk, act(desk, "publish_selected", chosen))
    assert (status(desk, chosen), status(desk, other)) == (200, 404)
    confirm(desk, act(desk, "withdraw_selected", chosen))
    assert status(desk, chosen) == 410


def test_nothing_is_done_with_selected_articles_before_it_is_confirmed(desk: Client) -> None:
    live, draft = make_article(), make_article(make_document(headline=Line("A draft")))
    press(desk, live, "_publish")
    page = act(desk, "publish_selected", draft, live).content.decode()
    assert "Publish these 2 articles now" in page
    assert "A draft" in page
    assert status(desk, draft) == 404
    assert "Withdraw this article" in act(desk, "withdraw_selected", live).content.decode()
    assert status(desk, live) == 200


def test_what_came_after_the_question_is_not_confirmed(desk: Client) -> None:
    shown = make_article()
    question = act(desk, "publish_selected", shown, select_across="1")
    late = make_article()
    confirm(desk, question)
    assert (status(desk, shown), status(desk, late)) == (200, 404)


def test_it_says_which_selected_articles_are_not_published_and_why(desk: Client) -> None:
    empty = make_article(make_document(Section("s"), headline=Line("All gone")))
    response = confirm(desk, act(desk, "publish_selected", empty, make_article()))
    refused, done = messages_of(desk, response)
    assert refused.startswith("Not published: “All gone”. It has no text")
    assert done == "1 article is live."


def test_a_confirmation_that_names_no_articles_does_nothing(desk: Client) -> None:
    article = make_article()
    confirmed = {"confirmed": "x," + "1" * 5000, "action": "publish_selected"}
    fields = {**confirmed, "_selected_action": article.pk, "select_across": "1"}
    assert desk.post(LIST, fields).status_code == 302
    assert status(desk, article) == 404


def test_a_moment_in_the_past_is_refused_and_kept(desk: Client, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    article = make_article()
    response = press(desk, article, "_publish", publish_at="2006-01-01T12:00")
    form = response.context["adminform"].form
    assert "That moment has passed" in form.errors["publish_at"][0]
    assert "Asia/Tokyo" in form.errors["publish_at"][0]
    assert form["publish_at"].value() == "2006-01-01T12:00"
    assert not Edition.objects.exists()


def test_the_field_names_its_time_zone(desk: Client, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    assert "Time zone: Asia/Tokyo." in desk.get(address(make_article())).content.decode()


def test_a_cancelled_schedule_leaves_a_draft(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", publish_at="2999-01-01T12:00")
    assert "Scheduled: version 1 1 Jan 2999, 12:00" in panel(desk, article)
    response = press(desk, article, "_cancel_schedule")
    assert messages_of(desk, response)[0] == "Cancelled: nothing is scheduled now."
    shown = panel(desk, article)
    assert "Only the desk sees it." in shown
    assert not any(word in shown for word in ("2999", "Scheduled", "Cancel", "Withdraw"))


def test_a_scheduled_update_is_cancelled_alone(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish")
    press(desk, article, "_publish", headline="Tomorrow", publish_at="2999-01-01T12:00")
    assert "Withdraw…" in panel(desk, article)
    press(desk, article, "_cancel_schedule")
    assert status(desk, article) == 200
    assert Edition.objects.live().get().live_until is None
    assert "2999" not in panel(desk, article)


def test_cancelling_takes_the_right_to_publish(client: Client, db: None) -> None:
    client.force_login(make_editor("view_article", "change_article"))
    article = make_article()
    assert press(client, article, "_cancel_schedule").status_code == 403


def test_a_text_without_words_is_saved_but_not_published(desk: Client) -> None:
    article = make_article()
    response = press(desk, article, "_publish", body="", publish_at="2999-01-01T12:00")
    assert messages_of(desk, response)[-1].startswith("Saved, but not published. It has no text")
    assert Article.objects.get().version == 2
    assert 'value="2999-01-01T12:00"' in desk.get(response["Location"]).content.decode()
    assert not Edition.objects.exists()


LIST = "/admin/articles/article/"


def panel(desk: Client, article: Article) -> str:
    """What the page says of publishing, and the buttons there, as one line of text."""
    page = desk.get(address(article)).content.decode()
    part = page.partition('id="panel-publishing"')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", part).split()).replace(" :", ":")


def act(desk: Client, action: str, *articles: Article, **fields: Any) -> Any:
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    return desk.post(LIST, {**chosen, **fields})


def confirm(desk: Client, question: Any) -> Any:
    """Press the button of the page that asks."""
    page = question.content.decode()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return desk.post(LIST, dict(hidden))
