"""The list "Source updates", and where else the desk says that a decision waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Conflict
from tests.admin.changed import make_changed, open_changes
from tests.admin.page import waiting_of
from tests.make import EDITOR, make_article, make_editor

SOURCE_UPDATES = "/admin/articles/conflict/"
LIST = "/admin/articles/article/"


def found(client: Client, url: str) -> list[object]:
    return list(client.get(url).context["cl"].result_list)


def test_it_lists_each_article_once_the_longest_waiting_first(desk: Client) -> None:
    late, early = make_changed("late"), make_changed("early")
    Conflict.objects.filter(article=early).update(created_at=timezone.now() - timedelta(days=1))
    make_article()
    assert found(desk, SOURCE_UPDATES) == [open_changes(early)[0], open_changes(late)[0]]
    page = desk.get(SOURCE_UPDATES).content.decode()
    assert f'<a href="{LIST}{early.pk}/source-updates/">{early.headline}</a>' in page
    assert '<td class="field-updates">2</td>' in page
    assert '<td class="field-publisher">The Harbour</td>' in page
    assert "2 articles" in page


def test_what_is_decided_is_not_listed(desk: Client) -> None:
    article = make_changed()
    Conflict.objects.update(resolution="ours", resolved_at=timezone.now())
    assert found(desk, SOURCE_UPDATES) == []
    assert "No article waits for a decision." in desk.get(SOURCE_UPDATES).content.decode()
    assert article not in found(desk, f"{LIST}?source_updates=waiting")


@pytest.mark.parametrize(("query", "number"), [("early", 1), ("harbour", 2), ("nothing", 0)])
def test_it_is_searched_by_headline_and_publisher(desk: Client, query: str, number: int) -> None:
    make_changed("late")
    make_changed("early")
    assert len(found(desk, f"{SOURCE_UPDATES}?q={query}")) == number


def test_it_takes_as_many_queries_for_any_length(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2):
        make_changed(str(number))
        with django_assert_num_queries(7):
            desk.get(SOURCE_UPDATES)


def test_the_number_that_waits_is_seen_on_every_page(desk: Client) -> None:
    waits = '<span class="waiting">'
    assert waits not in desk.get("/admin/").content.decode()
    make_changed()
    assert waiting_of(desk, "source") == 1
    assert all(waits in desk.get(url).content.decode() for url in ("/admin/", LIST, SOURCE_UPDATES))


def test_the_list_of_articles_marks_and_finds_them(desk: Client) -> None:
    other, article = make_article(), make_changed()
    page = desk.get(LIST).content.decode()
    assert page.count('<em class="mark">Source changed</em>') == 1
    assert "To decide (1)" in page
    assert found(desk, f"{LIST}?source_updates=waiting") == [article]
    assert found(desk, f"{LIST}?source_updates=none") == [other]


def test_a_change_leads_to_its_article(desk: Client) -> None:
    article = make_changed()
    change = open_changes(article)[0]
    page = f"{LIST}{article.pk}/source-updates/"
    assert desk.get(f"{SOURCE_UPDATES}{change.pk}/change/")["Location"] == page
    assert desk.get(f"{SOURCE_UPDATES}x/change/").status_code == 404


def test_who_may_see_articles_may_see_it(client: Client, db: None) -> None:
    change = open_changes(make_changed())[0]
    client.force_login(make_editor("view_article"))
    assert client.get(SOURCE_UPDATES).status_code == 200
    client.force_login(make_editor())
    assert client.get(SOURCE_UPDATES).status_code == 403
    assert client.get(f"{SOURCE_UPDATES}{change.pk}/change/").status_code == 403


def test_nobody_adds_or_deletes_a_change(client: Client, db: None) -> None:
    change = open_changes(make_changed())[0]
    client.force_login(make_editor(*EDITOR))
    assert client.get(f"{SOURCE_UPDATES}add/").status_code == 403
    assert client.post(f"{SOURCE_UPDATES}{change.pk}/delete/", {"post": "yes"}).status_code == 403
