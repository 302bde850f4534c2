"""The desk lists what readers report: what is open first, and a click decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, ReaderReport
from articles.models.reader_report import ReportState
from tests.admin.page import waiting_of
from tests.make import EDITOR, make_article, make_editor

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/readerreport/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor(*EDITOR))
    return client


def make_report(article: Article | None = None, **fields: Any) -> ReaderReport:
    values = {"text": "It was Friday.", "quoted": "On Thursday.", "paragraph": "p1", **fields}
    return ReaderReport.objects.create(article=article or make_article(), **values)


def test_what_is_open_is_listed_with_the_way_to_the_paragraph(editor: Client) -> None:
    report = make_report()
    make_report(text="Settled.", state=ReportState.DONE, decided_at=timezone.now())
    page = editor.get(LIST).content.decode()
    assert "It was Friday." in page
    assert "Settled." not in page
    assert f'href="/articles/{report.article.slug}/#p-p1"' in page
    assert f'href="/admin/articles/article/{report.article_id}/change/"' in page


def test_what_was_decided_can_be_looked_up(editor: Client) -> None:
    make_report(text="Settled.", state=ReportState.DONE, decided_at=timezone.now())
    assert "Settled." in editor.get(LIST, {"state": "done"}).content.decode()


def test_a_click_decides(editor: Client) -> None:
    report = make_report()
    editor.post(f"{LIST}{report.pk}/decide/", {"state": "dismissed"})
    report.refresh_from_db()
    assert report.state == ReportState.DISMISSED
    assert report.decided_by
    assert report.decided_at


@pytest.mark.parametrize("state", ["open", "x", ""])
def test_what_is_no_decision_is_refused(editor: Client, state: str) -> None:
    address = f"{LIST}{make_report().pk}/decide/"
    assert editor.post(address, {"state": state}).status_code == 403


def test_several_are_decided_at_once(editor: Client) -> None:
    keys = [make_report().pk for _ in range(3)]
    editor.post(LIST, {"action": "mark_done", "_selected_action": keys[:2]})
    assert ReaderReport.objects.open().get().pk == keys[2]


def test_what_somebody_else_has_decided_stays_so(editor: Client) -> None:
    report = make_report(state=ReportState.DONE, decided_at=timezone.now())
    editor.post(f"{LIST}{report.pk}/decide/", {"state": "dismissed"})
    report.refresh_from_db()
    assert report.state == ReportState.DONE


def test_the_desk_says_how_many_wait(editor: Client) -> None:
    make_report()
    assert waiting_of(editor, "reports") == 1


def test_who_may_not_change_articles_decides_nothing(client: Client) -> None:
    client.force_login(make_editor("view_article"))
    report = make_report()
    assert client.post(f"{LIST}{report.pk}/decide/", {"state": "done"}).status_code == 403
    assert ReaderReport.objects.open().exists()


def test_reports_go_with_their_article() -> None:
    report = make_report()
    Article.with_deleted.filter(pk=report.article_id).delete()
    assert not ReaderReport.objects.exists()


def test_more_reports_take_no_more_queries(
    editor: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(12):
        make_report()
    with django_assert_max_num_queries(12):
        editor.get(LIST)
