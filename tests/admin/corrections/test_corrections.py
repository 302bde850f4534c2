"""An editor tells readers of a change, from what really changed; rewords it, or withdraws it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from articles import store
from articles.documents.article.model import Line
from articles.models import Article, Correction, Edition, ReaderReport
from articles.models.reader_report import ReportState
from articles.models.version import Reason
from articles.publishing.publish import publish
from tests.admin.page import address, messages_of
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_editor

pytestmark = pytest.mark.django_db

NOTE = "An earlier version gave the number of geese as 4,000. There are 400."
OLD, NEW = "There are 4,000 geese.", "There are 400 geese."


def changed() -> Article:
    """Live with 4,000 geese; 400 in the newest version, which is not."""
    other = make_paragraph("p2", "The geese have not complained.")
    section = make_section("s1", make_paragraph("p1", OLD), other)
    article = make_article(make_document(section), slug="geese")
    publish(article)
    save(article, make_document(make_section("s1", make_paragraph("p1", NEW), other)))
    return article


def save(article: Article, document: Any) -> None:
    article.refresh_from_db()
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()


def send(desk: Client, article: Article, button: str, **fields: Any) -> Any:
    sent = {"kind": "correction", "note": NOTE, "quoted": ["0"], "before": 1, "after": 2, **fields}
    return desk.post(address(article, "correction"), {**sent, button: "1"})


def public(client: Client) -> str:
    return str(client.get("/articles/geese/").content.decode())


def test_it_shows_what_changed_alone(desk: Client) -> None:
    html = desk.get(address(changed(), "correction")).content.decode()
    assert "<del>4,000</del>" in html.replace("<del> ", "<del>")
    assert "have not complained" not in html
    assert html.count('name="quoted"') == 1


def test_publishing_with_it_tells_readers_and_quotes_what_was_ticked(desk: Client) -> None:
    response = send(desk, changed(), "publish")
    html = public(desk)
    assert NOTE in html
    assert f"<del>{OLD}</del>" in html
    assert f"<ins>{NEW}</ins>" in html
    assert "readers are told" in messages_of(desk, response)[-1]


def test_nothing_is_quoted_that_is_not_ticked(desk: Client) -> None:
    send(desk, changed(), "publish", quoted=[])
    html = public(desk)
    assert NOTE in html
    assert OLD not in html


def test_kept_it_goes_with_the_next_publication_alone(desk: Client) -> None:
    article = changed()
    send(desk, article, "keep")
    before = public(desk)
    page = desk.get(address(article)).content.decode()
    publish(article)
    assert NOTE not in before
    assert "goes live with the next publication" in page
    assert NOTE in public(desk)


def test_what_was_saved_meanwhile_is_looked_at_first_and_the_note_stays(desk: Client) -> None:
    article = changed()
    save(article, replace(store.load(article), headline=Line("Geese counted")))
    html = send(desk, article, "publish").content.decode()
    assert "Version 3 was saved meanwhile" in html
    assert NOTE in html
    assert not Correction.objects.exists()


def test_a_note_without_words_is_not_kept(desk: Client) -> None:
    html = send(desk, changed(), "publish", note=" ").content.decode()
    assert "Write what readers are to be told." in html
    assert not Correction.objects.exists()


def test_what_stops_publishing_is_told_and_the_note_is_kept(desk: Client) -> None:
    article = changed()
    other = make_article(slug="swans")
    publish(other)
    Article.objects.filter(pk=other.pk).update(slug="elsewhere")
    Article.objects.filter(pk=article.pk).update(slug="swans")
    response = send(desk, article, "publish")
    assert "The correction is kept, but nothing is published." in messages_of(desk, response)[-1]
    assert Correction.objects.waiting().count() == 1


def test_a_change_that_is_live_already_is_compared_with_what_was_before(desk: Client) -> None:
    article = changed()
    publish(article)
    html = desk.get(address(article, "correction")).content.decode()
    assert "Publish this note" in html
    send(desk, article, "publish")
    assert f"<del>{OLD}</del>" in public(desk)


def test_a_draft_has_nothing_to_tell(desk: Client) -> None:
    html = desk.get(address(make_article(), "correction")).content.decode()
    assert "Readers do not see this article" in html
    assert '<form method="post" class="correction-form"' not in html


def test_it_is_reworded_and_the_log_keeps_the_words_before(desk: Client) -> None:
    article = changed()
    send(desk, article, "publish")
    correction = Correction.objects.get()
    url = f"{address(article, 'correction')}{correction.pk}/"
    page = desk.get(url).content.decode()
    desk.post(url, {"kind": "clarification", "note": "Four hundred.", "quoted": []})
    html = public(desk)
    assert 'name="quoted" value="0" checked' in page
    assert "Clarification, " in html
    assert "Four hundred." in html
    assert OLD not in html
    assert NOTE in LogEntry.objects.order_by("-pk")[0].get_change_message()


def test_it_is_withdrawn_and_logged(desk: Client) -> None:
    article = changed()
    send(desk, article, "publish")
    url = f"{address(article, 'correction')}{Correction.objects.get().pk}/"
    desk.post(url, {"withdraw": "1"})
    assert NOTE not in public(desk)
    assert NEW in public(desk)
    assert "Correction withdrawn" in LogEntry.objects.order_by("-pk")[0].get_change_message()
    assert "withdrawn on" in desk.get(address(article)).content.decode()


def test_a_withdrawn_one_is_not_reworded(desk: Client) -> None:
    article = changed()
    send(desk, article, "publish")
    Correction.objects.update(withdrawn_at=timezone.now())
    url = f"{address(article, 'correction')}{Correction.objects.get().pk}/"
    desk.post(url, {"kind": "update", "note": "Other words."})
    assert Correction.objects.get().note == NOTE


def test_who_may_not_publish_keeps_one_but_publishes_and_withdraws_none(client: Client) -> None:
    client.force_login(make_editor("view_article", "change_article"))
    article = changed()
    page = client.get(address(article, "correction")).content.decode()
    assert send(client, article, "publish").status_code == 403
    send(client, article, "keep")
    correction = Correction.objects.get()
    url = f"{address(article, 'correction')}{correction.pk}/"
    assert 'name="publish"' not in page
    assert client.post(url, {"withdraw": "1"}).status_code == 403
    assert Correction.objects.waiting().count() == 1


def test_a_report_leads_here_and_is_done_once_it_is_corrected(desk: Client) -> None:
    article = changed()
    edition = Edition.objects.live().get()
    report = ReaderReport.objects.create(article=article, edition=edition, text="400, surely.")
    listed = desk.get("/admin/articles/readerreport/").content.decode()
    link = f"{address(article, 'correction')}?report={report.pk}"
    page = desk.get(link).content.decode()
    send(desk, article, "publish", report=report.pk)
    report.refresh_from_db()
    assert f'href="{link}"' in listed
    assert "400, surely." in page
    assert report.state == ReportState.DONE
