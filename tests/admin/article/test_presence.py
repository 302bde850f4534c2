"""Who else has an article open, and what they saved: kept in the cache alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import presence, store
from articles.documents.article.model import Line
from articles.models import Article
from articles.models.version import Reason
from articles.presence import here, left, open_now, who_is_at
from tests.admin.page import address
from tests.make import EDITOR, make_article, make_editor


class Clock:
    now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    cache.clear()
    made = Clock()
    monkeypatch.setattr(presence, "time", made)
    yield made
    cache.clear()


@pytest.fixture
def article(db: None) -> Article:
    return make_article()


def beat(client: Client, article: Article, **sent: Any) -> Any:
    fields = {"tab": "a", "part": "p1", "idle": "0", "version": "1", **sent}
    return client.post(address(article).replace("change/", "presence/"), fields)


def told(client: Client, article: Article, **sent: Any) -> Any:
    return json.loads(beat(client, article, **sent).content)


def test_whoever_is_here_is_told_of_others_alone(desk: Client, article: Article) -> None:
    oda = make_editor()
    oda.first_name, oda.last_name = "Oda", "Ferring"
    here(article.pk, oda, "b", "p2", idle=5)
    here(make_article().pk, make_editor(), "c")
    [person] = told(desk, article)["people"]
    assert person == {
        "name": "Oda Ferring",
        "short": "Oda",
        "initials": "OF",
        "part": "p2",
        "is_writing": True,
    }


def test_the_other_tab_of_oneself_is_told_of_as_that(desk: Client, article: Article) -> None:
    beat(desk, article, tab="b")
    [person] = told(desk, article)["people"]
    assert person["name"] == "You, in another tab"


def test_whoever_left_or_was_not_heard_of_is_away(
    desk: Client, article: Article, clock: Clock
) -> None:
    oda, tom = make_editor(), make_editor()
    here(article.pk, oda, "b")
    here(article.pk, tom, "c")
    clock.now += presence.WRITTEN_EVERY
    left(article.pk, oda, "b")
    assert [each.person for each in who_is_at(article.pk)] == [tom.pk]
    clock.now += presence.AWAY_AFTER
    assert who_is_at(article.pk) == []


def test_the_page_says_that_it_is_left(desk: Client, article: Article, clock: Clock) -> None:
    beat(desk, article)
    clock.now += presence.WRITTEN_EVERY
    assert beat(desk, article, left="1").status_code == 204
    assert who_is_at(article.pk) == []


def test_a_save_of_another_is_told_once_with_what_changed(desk: Client, article: Article) -> None:
    oda = make_editor()
    oda.first_name, oda.last_name = "Oda", "Ferring"
    oda.save()
    document = replace(store.load(article), headline=Line("Another"))
    store.save(article.pk, document, base=1, reason=Reason.EDIT, author=oda)
    answer = told(desk, article)
    assert answer["version"] == 2
    assert answer["news"] == {
        "text": "Oda Ferring saved version 2: headline.",
        "address": address(article).replace("change/", "history/2/"),
    }
    assert told(desk, article, told="2")["news"] is None
    assert told(desk, article, version="2")["news"] is None
    assert told(desk, article, version="x")["news"] is None


def test_what_changed_of_a_few_paragraphs_is_quoted(desk: Client, article: Article) -> None:
    document = store.load(article)
    [paragraph] = document.paragraphs()
    changed = document.with_paragraph(paragraph.uid, paragraph.kind, "Now it says something else.")
    store.save(article.pk, changed, base=1, reason=Reason.EDIT, author=make_editor())
    assert "“Now it says something else.”" in told(desk, article)["news"]["text"]


def test_only_who_may_see_the_article_is_told_and_noted(client: Client, article: Article) -> None:
    client.force_login(make_editor())
    assert beat(client, article).status_code == 403
    assert who_is_at(article.pk) == []
    client.force_login(make_editor(*EDITOR))
    assert beat(client, article).status_code == 200
    page = address(article).replace("change/", "presence/")
    assert client.get(page).status_code == 405


def test_more_people_than_there_are_places_are_no_error(article: Article) -> None:
    oda = make_editor()
    for number in range(len(presence._PLACES) + 2):
        here(article.pk, oda, str(number))
    assert len(who_is_at(article.pk)) == len(presence._PLACES)


def test_what_is_open_now_is_told_once_a_person_with_who_is_idle(
    article: Article, clock: Clock
) -> None:
    oda, tom = make_editor(), make_editor()
    here(article.pk, oda, "a", idle=30)
    here(article.pk, oda, "b", idle=500)
    here(article.pk, tom, "c", idle=600)
    found = open_now()
    assert [(each.person, each.headline, each.is_writing) for each in found] == [
        (oda.pk, article.headline, True),
        (tom.pk, article.headline, False),
    ]
    assert found[1].idle_since.timestamp() == clock.now - 600


def written(article: Article, part: str, user: Any) -> bool:
    """Whether a beat is written down, in whatever database the cache is."""
    before = {each.part: each.seen_at for each in who_is_at(article.pk)}
    here(article.pk, user, "a", part)
    return before != {each.part: each.seen_at for each in who_is_at(article.pk)}


@pytest.mark.parametrize("is_own", [True, False])
def test_a_beat_is_written_down_at_most_so_often(
    article: Article, clock: Clock, monkeypatch: pytest.MonkeyPatch, is_own: bool
) -> None:
    """Where the cache has a place of its own, another part of the text is noted sooner."""
    monkeypatch.setattr(presence, "_is_in_database_of_articles", lambda: not is_own)
    oda = make_editor()
    assert written(article, "p1", oda)
    clock.now += 5
    assert not written(article, "p1", oda)
    assert written(article, "p2", oda) is is_own
    left(article.pk, oda, "a")
    assert bool(who_is_at(article.pk)) is not is_own
    clock.now += presence.WRITTEN_EVERY
    assert written(article, "p1", oda)


def test_the_articles_database_is_written_to_only_where_the_cache_is_in_it(
    desk: Client, article: Article
) -> None:
    with CaptureQueriesContext(connection) as queries:
        beat(desk, article)
    writes = [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    is_in_a_table = isinstance(caches["default"], DatabaseCache)
    assert bool(writes) is (is_in_a_table and connection.vendor != "sqlite")


def test_a_beat_takes_few_queries(desk: Client, article: Article) -> None:
    here(article.pk, make_editor(), "b", "p2")
    beat(desk, article)
    with CaptureQueriesContext(connection) as queries:
        beat(desk, article)
    assert len(queries) <= 8
