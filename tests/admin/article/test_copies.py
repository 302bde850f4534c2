"""The same story twice, on the desk: seen on the article, compared, and decided."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles.models import Article, Duplicate, Edition, Policy
from articles.models.duplicate import CopyVerdict
from articles.models.policy import Copies
from articles.publishing.publish import publish
from tests.admin.page import address, messages_of, press, waiting_of
from tests.make import EDITOR, make_article, make_editor, make_imported, make_run
from tests.review.stories import document_of, story

LIST = "/admin/articles/article/"
DUPLICATES = "/admin/articles/duplicate/"


def make_copies() -> tuple[Article, Article]:
    first = make_imported(*story(), external_id="wire-1", publisher="The Wire")
    return first, make_article(document_of(story(without=2)))


def page_of(client: Client, article: Article, name: str = "duplicates") -> str:
    return client.get(address(article, name)).content.decode()


def choose(client: Client, article: Article, choice: str) -> object:
    fields = {"duplicate": Duplicate.objects.get().pk, "choice": choice}
    return client.post(address(article, "duplicates"), fields)


def test_the_articles_page_says_as_what_it_is_also_carried(desk: Client) -> None:
    first, second = make_copies()
    page = page_of(desk, second, "change")
    assert "Also carried as" in page
    assert f"{first.headline} (The Wire, draft)" in page
    assert f"{address(second, 'duplicates')}?with={first.pk}" in page
    assert "Also carried as" not in page_of(desk, make_article(), "change")


def test_both_are_compared_side_by_side(desk: Client) -> None:
    first, _ = make_copies()
    page = page_of(desk, first)
    assert "100 % of the shorter text stand in both" in page
    assert "paragraphs that are alike" in page
    assert story()[0] in page


def test_the_other_one_is_withdrawn_where_this_one_stands(desk: Client) -> None:
    first, second = make_copies()
    publish(first)
    response = choose(desk, second, "later")
    assert not Edition.objects.live().exists()
    duplicate = Duplicate.objects.get()
    assert duplicate.verdict == CopyVerdict.LATER
    assert duplicate.decided_by
    [message] = messages_of(desk, response)
    assert message.startswith(
        f"“{second.headline}” stands. “{first.headline}” is withdrawn: readers no longer see it."
    )
    assert "this one stands" in page_of(desk, second, "change")
    assert "that one stands" in page_of(desk, first, "change")
    assert LogEntry.objects.filter(object_id=first.pk).count() == 2


def test_who_takes_the_story_from_readers_is_told_before_and_after(desk: Client) -> None:
    first, second = make_copies()
    publish(first)
    assert "readers see neither until you publish it" in page_of(desk, second)
    [message] = messages_of(desk, choose(desk, second, "later"))
    assert message.endswith("The one that stands is not live: publish it for readers to see.")


def test_nothing_is_said_of_readers_who_still_see_the_story(desk: Client) -> None:
    first, second = make_copies()
    publish(first)
    publish(second, despite_copy=True)
    assert "readers see neither" not in page_of(desk, second)
    [message] = messages_of(desk, choose(desk, second, "later"))
    assert message.endswith("readers no longer see it.")


def test_both_may_be_kept(desk: Client) -> None:
    first, second = make_copies()
    publish(first)
    choose(desk, second, "both")
    assert Edition.objects.live().count() == 1
    assert "both are kept" in page_of(desk, first, "change")


def test_what_is_not_the_same_story_is_no_longer_shown_but_can_be_taken_back(desk: Client) -> None:
    first, second = make_copies()
    choose(desk, second, "different")
    assert "Also carried as" not in page_of(desk, first, "change")
    assert "Not the same story." in page_of(desk, first)
    choose(desk, second, "again")
    assert "Compare and choose" in page_of(desk, first, "change")


@pytest.mark.parametrize("choice", ["", "nonsense"])
def test_another_choice_is_refused(desk: Client, choice: str) -> None:
    _, second = make_copies()
    assert choose(desk, second, choice).status_code == 403  # type: ignore[attr-defined]


def test_a_viewer_sees_and_does_not_choose(client: Client, db: None) -> None:
    _, second = make_copies()
    client.force_login(make_editor("view_article"))
    assert "This one stands" not in page_of(client, second)
    assert choose(client, second, "both").status_code == 403  # type: ignore[attr-defined]


def test_who_may_not_publish_withdraws_nothing(client: Client, db: None) -> None:
    first, second = make_copies()
    publish(first)
    client.force_login(make_editor(*(right for right in EDITOR if right != "publish_article")))
    page = page_of(client, second)
    assert "This one stands" not in page
    assert "The other one stands" in page
    assert choose(client, second, "later").status_code == 403  # type: ignore[attr-defined]
    assert Edition.objects.live().exists()


def test_publishing_a_second_copy_asks_for_a_confirmation(desk: Client) -> None:
    Policy.objects.create(copies=Copies.ASK)
    first, second = make_copies()
    publish(first)
    refused = press(desk, second, "_publish")
    assert any("carries the same story and is live" in each for each in messages_of(desk, refused))
    assert f"Publish it all the same, beside “{first.headline}”" in page_of(desk, second, "change")
    press(desk, second, "_publish", despite_copy="1")
    assert Edition.objects.live().count() == 2


def test_publishing_many_leaves_out_second_copies(desk: Client) -> None:
    Policy.objects.create(copies=Copies.ASK)
    first, second = make_copies()
    fields = {"action": "publish_selected", "_selected_action": [first.pk, second.pk]}
    confirmed = {**fields, "confirmed": f"{first.pk},{second.pk}"}
    response = desk.post(LIST, confirmed)
    assert Edition.objects.live().count() == 1
    assert any("Not published" in message for message in messages_of(desk, response))


def test_the_list_marks_and_finds_them(desk: Client) -> None:
    pair, other = make_copies(), make_article()
    found = desk.get(f"{LIST}?duplicates=waiting")
    assert set(found.context["cl"].result_list) == set(pair)
    assert '<em class="mark">Likely duplicate</em>' in found.content.decode()
    none = desk.get(f"{LIST}?duplicates=none")
    assert list(none.context["cl"].result_list) == [other]


def test_the_list_of_duplicates_leads_to_each_pair(desk: Client) -> None:
    first, second = make_copies()
    page = desk.get(DUPLICATES).content.decode()
    assert f'href="{address(second, "duplicates")}"' in page
    assert f"{first.headline} (The Wire)" in page
    assert '<td class="field-in_common">100 %</td>' in page
    assert desk.get(f"{DUPLICATES}{Duplicate.objects.get().pk}/change/").status_code == 302
    choose(desk, second, "both")
    assert "field-in_common" not in desk.get(DUPLICATES).content.decode()


def test_the_number_that_waits_is_seen_on_every_page(desk: Client) -> None:
    make_copies()
    assert waiting_of(desk, "duplicates") == 1
    assert '<span class="waiting">' in desk.get(LIST).content.decode()


def test_the_run_that_found_them_counts_and_lists_them(client: Client, db: None) -> None:
    make_imported(*story())
    run = make_imported(*story(), external_id="daily").run_items.get().run
    client.force_login(make_editor(*EDITOR, "view_importrun"))
    page = client.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
    assert "1 pair of articles carries the same story." in page
    assert len(client.get(f"{DUPLICATES}?run__id__exact={run.pk}").context["cl"].result_list) == 1
    other = client.get(f"{DUPLICATES}?run__id__exact={make_run().pk}")
    assert len(other.context["cl"].result_list) == 0
