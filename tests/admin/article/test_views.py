"""Views of the list: what somebody asked for, under a name, for oneself or for a group."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.test import Client

from articles.erasure.erase import erase_passage
from articles.models import Article, SavedView
from articles.publishing.publish import publish
from tests.documents.make import make_document
from tests.make import EDITOR, make_article, make_editor, make_label_review

LIST = "/admin/articles/article/"
PAGE = f"{LIST}views/"


def views_on(desk: Client, query: str = "") -> dict[str, tuple[str, str, bool]]:
    """The address and number of each view, and whether it is the one that is shown."""
    views = desk.get(f"{LIST}{query}").context["cl"].views
    return {view.title: (view.address, str(number), shown) for view, number, shown in views}


def member_of(group: Group, *permissions: str) -> Client:
    user = make_editor(*EDITOR, *permissions)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_everybody_has_views_with_the_number_of_each(desk: Client) -> None:
    live, draft, mine = (make_article() for _ in range(3))
    publish(live)
    make_label_review(draft)
    Article.objects.filter(pk=mine.pk).update(owner=User.objects.get())
    numbers = {title: number for title, (_, number, _) in views_on(desk).items()}
    assert numbers == {
        "All": "3", "Mine": "1", "Needs a look": "1", "Drafts": "2", "Scheduled": "0", "Live": "1",
        "Changed since published": "0",
    }  # fmt: skip


def test_each_leads_to_as_many_articles_as_it_says(desk: Client) -> None:
    publish(make_article())
    make_label_review(make_article(make_document(headline_provisional=True)))
    for address, number, _ in views_on(desk).values():
        page = desk.get(f"{LIST}{address}").context["cl"]
        assert str(page.result_count) == number, address


def test_what_is_shown_is_saved_and_found_again(desk: Client) -> None:
    publish(make_article(make_document(language="ar")))
    make_article(make_document(language="ar"))
    query = "?state=live&language=ar&q=ferry&o=2&after=W10"
    page = desk.get(f"{LIST}{query}").context["cl"].saving_address
    told = desk.post(page, {"name": "Arabic ferries"}, follow=True)
    assert told.redirect_chain == [(f"{LIST}?q=ferry&o=2&state=live&language=ar", 302)]
    assert "The view “Arabic ferries” is saved." in told.content.decode()
    address, number, shown = views_on(desk, told.redirect_chain[0][0].removeprefix(LIST))[
        "Arabic ferries"
    ]
    assert (address, number) == ("?language=ar&o=2&q=ferry&state=live", "1")
    assert shown


def test_ones_own_is_nobody_elses(desk: Client) -> None:
    desk.post(f"{PAGE}?state=live", {"name": "Mine alone"})
    view = SavedView.objects.get()
    group = Group.objects.create(name="Night desk")
    other = member_of(group, "share_savedview")
    assert "Mine alone" not in views_on(other)
    assert other.post(PAGE, {"delete": view.pk}).status_code == 404
    assert SavedView.objects.exists()


def test_a_group_shares_a_view(db: None) -> None:
    group = Group.objects.create(name="Night desk")
    sharing, reading = member_of(group, "share_savedview"), member_of(group)
    stranger = member_of(Group.objects.create(name="Sports"), "share_savedview")
    sharing.post(f"{PAGE}?state=live", {"name": "Tonight", "group": group.pk})
    assert "Tonight" in views_on(reading)
    assert "Tonight" not in views_on(stranger)
    view = SavedView.objects.get()
    for client in (reading, stranger):
        assert client.post(PAGE, {"delete": view.pk}).status_code == 404
    sharing.post(PAGE, {"delete": view.pk})
    assert not SavedView.objects.exists()


def test_nobody_shares_without_the_right_or_with_others(db: None) -> None:
    group = Group.objects.create(name="Night desk")
    reading = member_of(group)
    reading.post(f"{PAGE}?state=live", {"name": "Tonight", "group": group.pk})
    assert SavedView.objects.get().group is None
    stranger = member_of(Group.objects.create(name="Sports"), "share_savedview")
    page = stranger.post(f"{PAGE}?state=live", {"name": "Theirs", "group": group.pk})
    assert "Select a valid choice" in page.content.decode()
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Taken"])
def test_a_view_needs_a_name_of_its_own(desk: Client, name: str) -> None:
    SavedView.objects.create(name="Taken", owner=User.objects.get())
    page = desk.post(f"{PAGE}?state=live", {"name": name})
    assert page.status_code == 200
    assert 'class="errorlist"' in page.content.decode()
    assert SavedView.objects.count() == 1


def test_who_may_not_see_articles_has_no_views(client: Client, db: None) -> None:
    client.force_login(make_editor("view_picture"))
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("fields", [{}, {"owner": True, "group": True}])
def test_a_view_is_of_a_person_or_of_a_group(db: None, fields: dict[str, Any]) -> None:
    rows = {"owner": make_editor(), "group": Group.objects.create(name="Night desk")}
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(name="Odd", **{name: rows[name] for name in fields})


def test_a_view_goes_with_its_person_and_its_group(db: None) -> None:
    user, group = make_editor(), Group.objects.create(name="Night desk")
    SavedView.objects.create(name="One", owner=user)
    SavedView.objects.create(name="Two", group=group)
    user.delete()
    group.delete()
    assert not SavedView.objects.exists()


def test_what_is_erased_goes_from_views(db: None) -> None:
    parameters = {"q": "Pia Lowen", "state": "live"}
    view = SavedView.objects.create(name="On Pia Lowen", parameters=parameters, owner=make_editor())
    erase_passage("Pia Lowen", None, ground="Court of Hesk, 4 O 17/26")
    view.refresh_from_db()
    assert "Lowen" not in f"{view.name} {view.parameters}"
    assert view.parameters["state"] == "live"
