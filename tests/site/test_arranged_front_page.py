"""The front page as editors arranged it."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import ArrangedSlot, Arrangement, Article, Edition, Masthead
from articles.publishing.front.arrange import begin_arrangement, cancel_arrangement, save_draft
from articles.publishing.front.groups import FrontGroup, Groups
from articles.publishing.front.made_of import front_made_of
from articles.publishing.front.sections import NEWEST_BELOW_GROUPS
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db


def make_live(*names: str) -> dict[str, int]:
    """Articles that are live under these headlines, the first the newest, by their keys."""
    return {
        name: make_edition(
            name.lower(), headline=name, language="en", live_from=hours(-number)
        ).article_id
        for number, name in enumerate(names, start=1)
    }


def arrange(*groups: FrontGroup, at: datetime | None = None) -> Arrangement:
    draft = Arrangement.objects.filter(is_draft=True).first()
    begun = begin_arrangement(groups, draft.number if draft else 0)
    if at:
        Arrangement.objects.filter(pk=begun.pk).update(begins_at=at)
    return begun


def shown(client: Client) -> dict[str, list[str]]:
    """The headlines of each section, by its name; those of a lead by none."""
    html = client.get("/").content.decode().partition("<main")[2]
    sections = re.split(r'(?=<section class="group")', html)
    named = (
        (re.search(r'<h2 class="label".*?>(?:<a .*?>)?(.*?)<', each), each) for each in sections
    )
    found = {
        unescape(name[1]) if name else "": re.findall(r"<h[23]><a .*?>(.*?)</a></h[23]>", each)
        for name, each in named
    }
    return {name: headlines for name, headlines in found.items() if headlines}


def test_groups_stand_in_their_order_and_the_rest_below(client: Client) -> None:
    keys = make_live("A", "B", "C", "D")
    arrange(
        FrontGroup(form="lead", articles=(keys["C"],)),
        FrontGroup("Today", "cards", articles=(keys["D"], keys["A"])),
    )
    assert shown(client) == {"": ["C"], "Today": ["D", "A"], "Newest": ["B"]}


@pytest.mark.parametrize(
    ("form", "markup"),
    [
        ("cards", r'<div class="cards">\s*<article class="teaser">.*<article class="teaser">'),
        ("feature", r'<div class="feature">\s*<article class="teaser">.*<div class="list">\s*<art'),
        ("list", r'<div class="list">\s*<article class="teaser row">'),
    ],
)
def test_each_form_has_its_markup(client: Client, form: str, markup: str) -> None:
    keys = make_live("A", "B")
    arrange(FrontGroup("Coast", form, articles=tuple(keys.values())))
    html = client.get("/").content.decode()
    assert re.search(markup, html, re.DOTALL)
    assert (
        '<section class="group" aria-labelledby="g0">\n<h2 class="label" id="g0">Coast</h2>' in html
    )
    assert html.count("<h3>") == 2


def test_of_an_article_the_live_edition_is_shown(client: Client) -> None:
    edition = make_edition("a", headline="Before", live_from=hours(-2))
    arrange(FrontGroup("Today", articles=(edition.article_id,)))
    assert shown(client) == {"Today": ["Before"]}
    now = timezone.now()
    Edition.objects.update(live_until=now)
    make_edition("a", article=edition.article, headline="After", live_from=now)
    assert shown(client) == {"Today": ["After"]}


def test_a_place_may_have_a_headline_of_its_own(client: Client) -> None:
    keys = make_live("A", "B")
    own = ((keys["A"], "Shorter & sharper"),)
    arrange(FrontGroup("", "lead", None, (keys["A"], keys["B"]), own))
    html = client.get("/").content.decode()
    assert ">Shorter &amp; sharper</a></h2>" in html
    assert ">A</a>" not in html
    assert ">B</a>" in html
    before = client.get("/").headers["ETag"]
    ArrangedSlot.objects.update(headline="")
    assert client.get("/").headers["ETag"] != before
    assert ">A</a>" in client.get("/").content.decode()


def test_a_standfirst_that_goes_on_from_a_headline_goes_with_it(client: Client) -> None:
    keys = make_live("A", "B")
    Edition.objects.filter(article=keys["A"]).update(standfirst="…and so on.")
    Edition.objects.filter(article=keys["B"]).update(standfirst="All of it.")
    placed = (keys["A"], keys["B"])
    arrange(FrontGroup("", "lead", None, placed))
    assert "…and so on." in client.get("/").content.decode()
    arrange(FrontGroup("", "lead", None, placed, tuple((key, "Own") for key in placed)))
    html = client.get("/").content.decode()
    assert "…and so on." not in html
    assert "All of it." in html


def test_what_is_not_live_is_passed_over(client: Client) -> None:
    keys = make_live("A", "B")
    draft = Article.objects.create(headline="Draft", slug="draft")
    later = make_edition("later", headline="Later", live_from=hours(1))
    arrange(
        FrontGroup("Today", articles=(draft.pk, keys["A"], later.article_id)),
        FrontGroup("Empty", articles=(make_edition("gone", live_until=hours(-0.5)).article_id,)),
    )
    assert shown(client) == {"Today": ["A"], "Newest": ["B"]}
    then = hours(2)
    with patch("django.utils.timezone.now", lambda: then):
        assert shown(client) == {"Today": ["A", "Later"], "Newest": ["B"]}


def test_the_latest_begun_counts_without_a_job(client: Client) -> None:
    keys = make_live("A")
    arrange(FrontGroup("Before", articles=(keys["A"],)), at=hours(-3))
    arrange(FrontGroup("Now", articles=(keys["A"],)), at=hours(-1))
    scheduled = arrange(FrontGroup("Soon", articles=(keys["A"],)), at=hours(1))
    assert list(shown(client)) == ["Now"]
    Arrangement.objects.filter(pk=scheduled.pk).update(begins_at=hours(-0.01))
    assert list(shown(client)) == ["Soon"]


def test_a_cancelled_one_never_begins(client: Client) -> None:
    keys = make_live("A")
    arrange(FrontGroup("Now", articles=(keys["A"],)))
    scheduled = arrange(FrontGroup("Soon", articles=(keys["A"],)), at=hours(1))
    assert cancel_arrangement(scheduled.pk)
    assert not cancel_arrangement(scheduled.pk)
    Arrangement.objects.filter(pk=scheduled.pk).update(begins_at=hours(-0.01))
    assert list(shown(client)) == ["Now"]


def test_a_draft_is_not_shown(client: Client) -> None:
    keys = make_live("A")
    save_draft((FrontGroup("Draft", articles=(keys["A"],)),), 0)
    assert list(shown(client)) == [""]


def test_one_whose_articles_are_all_gone_leaves_the_newest(client: Client) -> None:
    keys = make_live("A", "B")
    arrange(FrontGroup("Today", articles=(keys["B"],)))
    Article.objects.get(pk=keys["B"]).delete()
    assert shown(client) == {"": ["A"]}


def test_the_newest_go_on_where_the_page_ends(client: Client) -> None:
    keys = make_live(*(f"N{number}" for number in range(NEWEST_BELOW_GROUPS + 3)))
    arrange(FrontGroup("Today", articles=(keys["N1"],)))
    below = shown(client)["Newest"]
    assert below == ["N0", *(f"N{number}" for number in range(2, NEWEST_BELOW_GROUPS + 1))]
    older = re.search(r'rel="next" href="(.*?)"', client.get("/").content.decode())
    assert older
    html = client.get(unescape(older[1])).content.decode()
    assert re.findall(r"<h2><a .*?>(.*?)</a>", html) == ["N11", "N12"]


def tag(client: Client) -> str:
    return client.get("/").headers["ETag"]


def test_who_has_the_page_is_told_so_by_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = make_live("A", "B")
    arrange(FrontGroup("Today", articles=(keys["A"],)))
    etag = tag(client)
    with django_assert_num_queries(1):
        response = client.get("/", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag


def change_stamp() -> None:
    Masthead.objects.update_or_create(pk=1, defaults={"name": "The Courier"})


@pytest.mark.parametrize(
    "change",
    [
        lambda keys: Edition.objects.filter(article=keys["A"]).update(linked_at=timezone.now()),
        lambda keys: Edition.objects.filter(article=keys["B"]).update(linked_at=timezone.now()),
        lambda keys: Edition.objects.filter(article=keys["B"]).update(live_until=timezone.now()),
        lambda keys: make_edition("new", headline="New"),
        lambda keys: arrange(FrontGroup("Other", articles=(keys["A"],))),
        lambda keys: change_stamp(),
    ],
    ids=["slot changed", "newest changed", "ended", "published", "arranged", "masthead"],
)
def test_whatever_it_is_made_of_changes_its_tag(client: Client, change: object) -> None:
    keys = make_live("A", "B")
    arrange(FrontGroup("Today", articles=(keys["A"],)))
    before = tag(client)
    assert tag(client) == before
    assert callable(change)
    change(keys)
    assert tag(client) != before


def test_it_is_another_page_on_another_day(client: Client) -> None:
    make_live("A", "B")
    before = tag(client)
    tomorrow = timezone.localdate(hours(24))
    with patch("articles.site.front.localdate", lambda: tomorrow):
        assert tag(client) != before


def test_what_it_is_made_of_is_what_the_querysets_say() -> None:
    keys = make_live("A", "B", "C")
    make_edition("later", live_from=hours(1))
    make_edition("gone", live_from=hours(-3), live_until=hours(-2))
    make_edition("cancelled", live_from=hours(-3), live_until=hours(-3))
    live = arrange(FrontGroup("Today", articles=(keys["B"],)))
    arrange(FrontGroup("Soon", articles=(keys["A"],)), at=hours(1))
    groups: Groups = (FrontGroup("Today", articles=(keys["B"],)),)
    made = front_made_of()
    assert Arrangement.objects.begun().first() == live
    assert [name for _, name, *_ in made.groups] == [group.name for group in groups]
    expected = Edition.objects.live().newest_first().values_list("pk", flat=True)
    placed = [key for _, _, key, *_ in made.placed]
    assert placed == list(expected.filter(article=keys["B"]))
    assert [key for key, *_ in made.newest] == list(expected.exclude(article=keys["B"]))
