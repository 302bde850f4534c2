"""Arranging the front page on the desk: without a script, as with one, each step is a button."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone

from articles.documents.article.model import Line
from articles.models import Arrangement, Article, Listing
from articles.publishing.front.arrange import (
    arranged_groups,
    begin_arrangement,
    current_draft,
    save_draft,
)
from articles.publishing.front.groups import FrontGroup, Groups
from articles.publishing.publish import publish
from tests.documents.make import make_document
from tests.make import EDITOR, make_article, make_editor
from tests.site.make import hours

PAGE: Final = "/admin/articles/arrangement/"


@pytest.fixture
def arranging(client: Client, db: None) -> Client:
    """The browser of an editor who may arrange the front page."""
    client.force_login(make_editor(*EDITOR, "arrange_front"))
    return client


def make_live(*headlines: str) -> list[int]:
    """The keys of articles that are live under these headlines."""
    articles = [make_article(make_document(headline=Line(headline))) for headline in headlines]
    for article in articles:
        publish(article)
    return [article.pk for article in articles]


def sent(*groups: FrontGroup, base: int = 0, **fields: str) -> dict[str, Any]:
    """What a browser sends of these groups."""
    data: dict[str, Any] = {"base": str(base), "group": [str(n) for n in range(len(groups))]}
    for number, group in enumerate(groups):
        data |= {
            f"name-{number}": group.name,
            f"form-{number}": str(group.form),
            f"slot-{number}": [str(key) for key in group.articles],
        }
    return data | fields


def shown(response: Any) -> list[tuple[str, list[int]]]:
    """The groups that the page shows, each with its articles."""
    html = response.content.decode()
    return [
        (unescape(re.findall(r' name="name-\d+" value="(.*?)"', each)[0]), slots(each))
        for each in html.split("data-front-group=")[1:]
    ]


def slots(html: str) -> list[int]:
    return [int(key) for key in re.findall(r'name="slot-\d+" value="(\d+)"', html)]


def messages_of(response: Any) -> list[str]:
    return [re.sub("<.*?>", "", str(each)) for each in response.context["messages"]]


def said(response: Any) -> str:
    return unescape(re.findall(r"data-front-said>(.*?)</p>", response.content.decode())[0])


def test_it_begins_with_a_lead(arranging: Client) -> None:
    response = arranging.get(PAGE)
    assert shown(response) == [("", [])]
    assert "Nothing is arranged yet: readers see the newest articles." in response.content.decode()


@pytest.mark.parametrize(
    ("act", "groups", "words"),
    [
        ("up:0:1", ["BA", "C"], "Moved: 1 of 2 in One."),
        ("up:0:0", ["AB", "C"], "Moved: 1 of 2 in One."),
        ("up:1:0", ["ABC", ""], "Moved: 3 of 3 in One."),
        ("down:0:0", ["BA", "C"], "Moved: 2 of 2 in One."),
        ("down:0:1", ["A", "BC"], "Moved: 1 of 2 in Two."),
        ("down:1:0", ["AB", "C"], "Moved: 1 of 1 in Two."),
        ("to:0:0:1", ["B", "CA"], "Moved: 2 of 2 in Two."),
        ("place:1:0:0:1", ["ACB", ""], "Moved: 2 of 3 in One."),
        ("remove:0:0", ["B", "C"], "Taken off One."),
        ("group-up:1", ["C", "AB"], "Two is group 1 of 2 now."),
        ("group-down:0", ["C", "AB"], "One is group 2 of 2 now."),
        ("group-place:0:1", ["C", "AB"], "One is group 2 of 2 now."),
        ("group-remove:0", ["C"], "One is taken off."),
        ("group-add", ["AB", "C", ""], "A group is added at the end."),
        ("up:7:7", ["AB", "C"], ""),
        ("up:0", ["AB", "C"], ""),
        ("nonsense:x", ["AB", "C"], ""),
        ("place:0:0:9:0", ["AB", "C"], ""),
    ],
)
def test_a_button_does_its_step_and_says_so(
    arranging: Client, act: str, groups: list[str], words: str
) -> None:
    keys = dict(zip("ABC", make_live("A", "B", "C"), strict=True))
    one = FrontGroup("One", "cards", articles=(keys["A"], keys["B"]))
    two = FrontGroup("Two", "list", articles=(keys["C"],))
    response = arranging.post(PAGE, sent(one, two, act=act))
    assert [[keys[each] for each in group] for group in groups] == [
        articles for _, articles in shown(response)
    ]
    assert said(response) == words
    assert not Arrangement.objects.exists()


def test_what_is_typed_comes_back_with_each_step(arranging: Client) -> None:
    response = arranging.post(PAGE, sent(FrontGroup("  Sea &  sky ", "feature"), act="find"))
    html = response.content.decode()
    assert 'value="Sea &amp; sky"' in html
    assert '<option value="feature" selected>' in html


def test_articles_are_found_by_their_words_the_live_ones_first(arranging: Client) -> None:
    [live] = make_live("The lighthouse is lit")
    draft = make_article(make_document(headline=Line("A lighthouse in a draft")))
    placed = make_live("The lighthouse stands already")
    groups = FrontGroup("One", articles=tuple(placed))
    response = arranging.post(PAGE, sent(groups, act="find", q="lighthouse"))
    found = re.findall(r'name="act" value="add:(\d+)"', response.content.decode())
    assert found == [str(live), str(draft.pk)]


def test_a_found_article_is_added_to_the_chosen_group_once(arranging: Client) -> None:
    one, two = make_live("A", "B")
    groups = (FrontGroup("One", articles=(one,)), FrontGroup("Two"))
    response = arranging.post(PAGE, sent(*groups, act=f"add:{two}", into="1"))
    assert shown(response) == [("One", [one]), ("Two", [two])]
    assert said(response) == "“B” stands in Two now."
    response = arranging.post(PAGE, sent(*groups, act=f"add:{one}", into="1"))
    assert shown(response) == [("One", [one]), ("Two", [])]
    assert said(response) == "“A” stands in One already."


def test_one_that_is_not_live_is_said_to_be_hidden(arranging: Client) -> None:
    draft = make_article(make_document(headline=Line("A draft")))
    [trashed] = make_live("Trashed")
    Article.objects.filter(pk=trashed).update(deleted_at=timezone.now())
    response = arranging.post(PAGE, sent(FrontGroup(articles=(draft.pk, trashed)), act="find"))
    html = response.content.decode()
    assert "Draft: hidden until live" in html
    assert "In the trash: hidden until restored" in html


def test_a_draft_is_saved_and_not_shown_to_readers(arranging: Client) -> None:
    [key] = make_live("A")
    group = FrontGroup("Today", "cards", articles=(key,))
    response = arranging.post(PAGE, sent(group, _save="1"), follow=True)
    assert messages_of(response) == ["The draft is saved. Readers do not see it yet."]
    draft, groups = current_draft()
    assert draft is not None
    assert (draft.number, groups) == (1, (group,))
    assert draft.changed_by is not None
    assert not Arrangement.objects.begun().exists()
    assert 'name="base" value="1"' in response.content.decode()


def test_published_it_is_what_readers_see(arranging: Client, client: Client) -> None:
    [key] = make_live("A")
    group = FrontGroup("Today", "cards", articles=(key,))
    response = arranging.post(PAGE, sent(group, _publish="1"), follow=True)
    assert messages_of(response) == ["It is live: see it on the site."]
    assert ">Today</h2>" in client.get("/").content.decode()
    assert "It is this one." in response.content.decode()


def local(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def test_it_is_scheduled_and_that_is_cancelled(arranging: Client, client: Client) -> None:
    [key] = make_live("A")
    group = FrontGroup("Tonight", "cards", articles=(key,))
    at = local(hours(3))
    response = arranging.post(PAGE, sent(group, _publish="1", publish_at=at), follow=True)
    assert messages_of(response)[0].startswith("Readers see it from ")
    ahead = Arrangement.objects.ahead().get()
    assert "Tonight" not in client.get("/").content.decode()
    data = sent(group, base=1, _cancel=str(ahead.pk))
    response = arranging.post(PAGE, data, follow=True)
    assert messages_of(response) == ["Cancelled: it will not be shown."]
    response = arranging.post(PAGE, data, follow=True)
    assert messages_of(response) == ["It has begun already, or was cancelled before."]


def test_a_moment_in_the_past_is_refused_with_the_time_of_now(arranging: Client) -> None:
    at = local(hours(-3))
    response = arranging.post(PAGE, sent(FrontGroup("A"), _publish="1", publish_at=at))
    assert response.status_code == 200
    assert "That moment has passed: it is" in response.content.decode()
    assert shown(response) == [("A", [])]
    assert not Arrangement.objects.exists()


def test_what_is_no_moment_is_refused(arranging: Client) -> None:
    response = arranging.post(PAGE, sent(FrontGroup("A"), _publish="1", publish_at="soon"))
    assert "Enter a valid date/time." in response.content.decode()
    assert not Arrangement.objects.exists()


def test_a_stale_save_overwrites_nothing_and_shows_both(arranging: Client) -> None:
    one, two = make_live("Mine", "Theirs")
    save_draft((FrontGroup("Theirs", articles=(two,)),), 0)
    mine = FrontGroup("Mine", "cards", articles=(one,))
    for button in ("_save", "_publish"):
        response = arranging.post(PAGE, sent(mine) | {button: "1"})
        html = response.content.decode()
        assert response.status_code == 409
        assert "while you were arranging it." in html
        assert '<li dir="auto">Theirs</li>' in html
        assert shown(response) == [("Mine", [one])]
        assert current_draft()[1] == (FrontGroup("Theirs", articles=(two,)),)
    assert not Arrangement.objects.begun().exists()
    arranging.post(PAGE, sent(mine, _overwrite="1"))
    assert current_draft()[1] == (mine,)


def test_yours_overwrites_only_what_you_saw(arranging: Client) -> None:
    save_draft((FrontGroup("One"),), 0)
    save_draft((FrontGroup("Two"),), 1)
    response = arranging.post(PAGE, sent(FrontGroup("Mine"), _overwrite="1"))
    assert response.status_code == 409
    assert current_draft()[1] == (FrontGroup("Two"),)


def test_an_earlier_one_is_taken_up_again_as_the_draft(arranging: Client) -> None:
    [key] = make_live("A")
    before: Groups = (FrontGroup("Before", "list", articles=(key,)),)
    begun = begin_arrangement(before, 0)
    begin_arrangement((FrontGroup("After"),), 1)
    response = arranging.post(PAGE, sent(base=2, _take_up=str(begun.pk)), follow=True)
    assert "It is the draft now." in messages_of(response)[0]
    assert current_draft()[1] == before
    assert arranged_groups(begun) == before


def test_a_group_leads_to_a_listing_by_its_name(arranging: Client) -> None:
    topic = Listing.objects.create(kind="topic", name="Coast", slug="coast")
    author = Listing.objects.create(kind="author", name="Coast", slug="coast")
    for written, listing in (("Coast", topic), ("Coast (author)", author)):
        base = Arrangement.objects.filter(is_draft=True).values_list("number", flat=True).first()
        data = sent(FrontGroup("Coast"), base=base or 0, _save="1") | {"listing-0": written}
        arranging.post(PAGE, data)
        assert current_draft()[1][0].listing == listing.pk
    html = arranging.get(PAGE).content.decode()
    assert 'name="listing-0" value="Coast (author)"' in html


def test_a_name_that_leads_nowhere_is_refused(arranging: Client) -> None:
    data = sent(FrontGroup("A"), _save="1") | {"listing-0": "Nowhere"}
    html = arranging.post(PAGE, data).content.decode()
    assert "No topic, author or publisher is called “Nowhere”." in html
    assert not Arrangement.objects.exists()


def test_an_article_is_put_on_the_front_page_from_its_own(arranging: Client) -> None:
    [key] = make_live("A")
    html = arranging.get(f"/admin/articles/article/{key}/change/").content.decode()
    assert f'href="{PAGE}?add={key}"' in html
    response = arranging.get(f"{PAGE}?add={key}")
    assert shown(response) == [("", [key])]
    assert "Not saved yet." in response.content.decode()


def test_it_is_put_there_where_no_group_is_left(arranging: Client) -> None:
    [key] = make_live("Storm")
    arranging.post(PAGE, {"base": "0", "_save": "Save draft"})
    assert shown(arranging.get(PAGE, {"add": key})) == [("", [key])]


def test_what_no_button_sends_is_no_error(arranging: Client) -> None:
    for key in ("99", "9" * 18):
        assert arranging.post(PAGE, {"base": "0", "_take_up": key}).status_code == 404
    odd = {"base": "0", "group": "0", "name-0": "a\0b", "listing-0": "\0x", "form-0": "x"}
    assert "ab" in arranging.post(PAGE, odd).content.decode()


def test_the_preview_shows_what_readers_would_see(arranging: Client) -> None:
    one, two = make_live("A", "B")
    draft = make_article(make_document(headline=Line("A draft")))
    groups = FrontGroup("Today", "cards", articles=(two, draft.pk))
    html = arranging.post(f"{PAGE}preview/", sent(groups)).content.decode()
    assert "Readers do not see this page." in html
    today, newest = html.split('<section class="group"')[1:]
    assert ">B</a></h3>" in today
    assert ">A</a></h3>" in newest
    assert "A draft" not in html
    assert one != two


def test_an_article_deleted_for_good_leaves_its_group_sound(arranging: Client) -> None:
    one, two = make_live("A", "B")
    save_draft((FrontGroup("Today", articles=(one, two)),), 0)
    Article.objects.get(pk=one).delete()
    assert shown(arranging.get(PAGE)) == [("Today", [two])]
    gone = FrontGroup("Today", articles=(one, two))
    arranging.post(PAGE, sent(gone, base=1, _save="1"))
    assert current_draft()[1] == (FrontGroup("Today", articles=(two,)),)


def test_it_needs_a_right_of_its_own(client: Client, db: None) -> None:
    client.force_login(make_editor(*EDITOR))
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}preview/").status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()


def test_the_page_costs_as_much_however_many_articles_stand_on_it(
    arranging: Client, django_assert_max_num_queries: Any
) -> None:
    keys = make_live(*"ABCDEFGH")
    begin_arrangement((FrontGroup("One", articles=tuple(keys)),), 0)
    with django_assert_max_num_queries(22):
        arranging.get(PAGE)


def test_saving_the_same_again_is_no_new_number(db: None) -> None:
    groups: Groups = (FrontGroup("One"),)
    save_draft(groups, 0)
    assert save_draft(groups, 1).number == 1
    assert timezone.now() - timedelta(seconds=60) < save_draft(groups, 1).changed_at


def test_a_headline_goes_with_its_article_and_is_kept(arranging: Client) -> None:
    first, second = make_live("One", "Two")
    groups = (FrontGroup("", "lead", None, (first, second)), FrontGroup("Today"))
    own = {f"headline-{first}": "  Shorter,\n sharper ", f"headline-{second}": ""}
    moved = arranging.post(PAGE, sent(*groups, act="to:0:0:1") | own).content.decode()
    assert shown_headlines(moved) == {first: "Shorter, sharper", second: ""}
    assert '<details class="front-own" open>' in moved.partition('data-front-group="1"')[2]
    groups = (FrontGroup("", "lead", None, (second,)), FrontGroup("Today", articles=(first,)))
    arranging.post(PAGE, sent(*groups) | own)
    saved = current_draft()[1]
    assert [group.headlines for group in saved] == [(), ((first, "Shorter, sharper"),)]
    assert shown_headlines(arranging.get(PAGE).content.decode())[first] == "Shorter, sharper"
    preview = arranging.post(f"{PAGE}preview/", sent(*groups) | own).content.decode()
    assert "Shorter, sharper</a>" in preview


def test_a_headline_that_is_too_long_is_cut(arranging: Client) -> None:
    [first] = make_live("One")
    groups = (FrontGroup("", "lead", None, (first,)),)
    arranging.post(PAGE, sent(*groups) | {f"headline-{first}": "a" * 300})
    assert current_draft()[1][0].headlines == ((first, "a" * 200),)


def shown_headlines(html: str) -> dict[int, str]:
    """The headlines of places, by the keys of their articles."""
    found = re.findall(r'name="headline-(\d+)" value="(.*?)"', html)
    return {int(key): unescape(headline) for key, headline in found}
