"""The desk's first page, its inbox, its menu and Settings: what each shows, and to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.admin.home.settings_page import shelves_for
from articles.admin.home.tasks import KINDS
from articles.documents.article.model import Line
from articles.models import Article, ReaderReport
from articles.models.import_run import RunKind
from articles.presence import here
from articles.publishing.publish import publish
from tests.admin.page import waiting_of
from tests.documents.make import make_document
from tests.make import (
    make_article,
    make_change,
    make_editor,
    make_label_review,
    make_run,
    make_running,
)

EDITOR = ("view_article", "change_article", "add_article")


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def tasks_of(client: Client, kind: str = "") -> list[Any]:
    return list(client.get(f"/admin/inbox/?kind={kind}").context["tasks"])


def queue_of(client: Client, title: str) -> Any:
    queues = client.get("/admin/").context["queues"]
    return next(queue for queue in queues if queue.title == title)


def menu_of(client: Client) -> list[str]:
    return [item.title for item in client.get("/admin/").context["menu"]]


@pytest.mark.django_db
class TestFirstPage:
    def test_it_says_what_has_waited_longest(self, desk: Client) -> None:
        first = make_article(make_document(headline=Line("One")))
        second = make_article(make_document(headline=Line("Two")))
        make_change(second)
        make_change(first)
        queue = queue_of(desk, "Source changed")
        assert (int(queue.number), queue.first) == (2, "Two")

    def test_mine_are_those_that_the_reader_of_the_page_has(self, desk: Client) -> None:
        mine, _other = make_article(), make_article()
        Article.objects.filter(pk=mine.pk).update(owner=User.objects.get())
        queue = queue_of(desk, "Mine")
        assert (int(queue.number), queue.first) == (1, mine.headline)
        shown = desk.get(queue.address).context["cl"].result_list
        assert [article.pk for article in shown] == [mine.pk]

    def test_what_goes_out_today_stands_there_and_tomorrow_does_not(self, desk: Client) -> None:
        today, later = make_article(), make_article()
        now = timezone.localtime()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        publish(today, live_from=now + (midnight - now) / 2)
        publish(later, live_from=midnight + timedelta(hours=1))
        shown = desk.get("/admin/").context["going_out"]
        assert [edition.article_id for edition in shown] == [today.pk]

    def test_it_tells_what_colleagues_have_open(self, desk: Client) -> None:
        article, reader = make_article(), User.objects.get()
        here(article.pk, reader, "mine")
        colleague = make_editor("change_article")
        here(article.pk, colleague, "theirs", idle=3)
        shown = desk.get("/admin/").context["open_now"]
        assert [(each.person, each.is_writing) for each in shown] == [(colleague.pk, True)]
        assert f"<strong>{colleague.username}</strong>" in desk.get("/admin/").content.decode()

    def test_who_may_do_nothing_sees_nothing(self) -> None:
        page = at_desk(make_editor()).get("/admin/")
        assert page.status_code == 200
        assert "recent" not in page.context
        assert "going_out" not in page.context
        assert page.context["queues"] == []
        assert "data-file-drop" not in page.content.decode()

    def test_a_file_is_imported_from_it_by_who_may(self) -> None:
        page = at_desk(make_editor(*EDITOR)).get("/admin/").content.decode()
        assert 'action="/admin/articles/importrun/import/"' in page
        assert (
            "data-file-drop"
            not in at_desk(make_editor("view_article")).get("/admin/").content.decode()
        )


@pytest.mark.django_db
class TestInbox:
    def test_each_kind_has_its_tasks(self, desk: Client) -> None:
        article = make_article()
        make_change(article)
        make_label_review(article)
        ReaderReport.objects.create(article=article, text="The bridge is 40 metres long.")
        says = {kind: [task.says for task in tasks_of(desk, kind)] for kind in ("source", "look")}
        assert says == {
            "source": ["The source changed what was edited here."],
            "look": ["1 block needs a look."],
        }
        assert tasks_of(desk, "reports")[0].says == "A reader: “The bridge is 40 metres long.”"

    def test_all_are_shown_where_no_kind_is_asked_for(self, desk: Client) -> None:
        article = make_article(make_document(headline_provisional=True))
        make_change(article)
        assert {task.says for task in tasks_of(desk)} == {
            "The source changed what was edited here.", "Its headline is provisional.",
        }  # fmt: skip

    def test_what_readers_do_not_see_yet_waits(self, desk: Client) -> None:
        article = make_article()
        publish(article)
        desk.post(
            f"/admin/articles/article/{article.pk}/change/",
            {"headline": "Another", "base": 1, "body": "<p>Words.</p>"},
        )
        assert [task.article.pk for task in tasks_of(desk, "changed")] == [article.pk]

    def test_an_import_that_stopped_waits_as_a_failure(self, admin_client: Client) -> None:
        make_running(stopped_at=timezone.now())
        make_run(stopped_at=timezone.now(), kind=RunKind.IMPORT_PREVIEW)
        make_run(finished_at=timezone.now())
        assert waiting_of(admin_client, "failed") == 1
        assert "It stopped before its end" in tasks_of(admin_client, "failed")[0].says

    def test_each_page_that_a_task_leads_to_is_there(self, admin_client: Client) -> None:
        article = make_article(make_document(headline_provisional=True))
        make_change(article)
        make_running(stopped_at=timezone.now())
        for task in tasks_of(admin_client):
            assert admin_client.get(task.address).status_code == 200
            assert admin_client.get(task.act_address).status_code == 200

    @pytest.mark.parametrize("kind", [kind.key for kind in KINDS])
    def test_each_kind_leads_to_its_list(self, admin_client: Client, kind: str) -> None:
        page = admin_client.get(f"/admin/inbox/?kind={kind}")
        assert admin_client.get(page.context["all_at"]).status_code == 200

    def test_who_may_see_no_task_is_refused(self) -> None:
        assert at_desk(make_editor()).get("/admin/inbox/").status_code == 403

    def test_trash_waits_for_nobody(self, desk: Client) -> None:
        article = make_article(make_document(headline_provisional=True))
        make_change(article)
        Article.objects.filter(pk=article.pk).update(deleted_at=timezone.now())
        assert (tasks_of(desk), waiting_of(desk, "source")) == ([], 0)


@pytest.mark.django_db
class TestMenu:
    def test_an_editor_works_on_three_pages(self, desk: Client) -> None:
        assert menu_of(desk) == ["Articles", "Inbox", "Imports"]

    def test_each_sees_those_that_may_be_opened(self) -> None:
        assert menu_of(at_desk(make_editor())) == []
        assert menu_of(at_desk(make_editor("view_article"))) == ["Articles", "Inbox"]
        assert menu_of(at_desk(make_editor(*EDITOR))) == ["Articles", "Inbox", "Imports"]
        for item in at_desk(make_editor(*EDITOR)).get("/admin/").context["menu"]:
            assert at_desk(make_editor(*EDITOR)).get(item.address).status_code == 200

    def test_the_login_page_has_none(self, client: Client, db: None) -> None:
        assert "desk-pages" not in client.get("/admin/login/", follow=True).content.decode()


class TestSettings:
    def test_every_page_of_the_desk_has_its_place(self, admin_client: Client) -> None:
        shelves = admin_client.get("/admin/settings/").context["shelves"]
        assert [str(shelf.title) for shelf in shelves][-1] != "More"
        for shelf in shelves:
            for page in shelf.pages:
                assert admin_client.get(page["admin_url"], follow=True).status_code == 200

    def test_nothing_that_may_not_be_opened_is_offered(self, rf: Any, db: None) -> None:
        request = rf.get("/admin/settings/")
        request.user = make_editor("view_policy")
        offered = [page["object_name"] for shelf in shelves_for(request) for page in shelf.pages]
        assert offered == ["Policy"]
