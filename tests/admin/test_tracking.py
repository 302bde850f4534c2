"""Tracking parameters on the desk, and what a rule does to what comes in after it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from articles.models import ImportRun, Link, TrackingRule
from articles.models.tracking_rule import Fate
from articles.reporting.removals import describe_run_removals, removals_of
from tests.documents.make import SENTENCE
from tests.make import EDITOR, make_editor, make_imported

LIST = "/admin/articles/trackingrule/"
RIGHTS = ("view_trackingrule", "add_trackingrule", "change_trackingrule")

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def add(client: Client, pattern: str, host: str = "", fate: str = Fate.REMOVE) -> str:
    """Gives the page's words where the rule is refused."""
    response = client.post(f"{LIST}add/", {"pattern": pattern, "host": host, "fate": fate})
    return "" if response.status_code == 302 else response.content.decode()


def urls() -> list[str]:
    return list(Link.objects.order_by("pk").values_list("url", flat=True))


def make_linking(url: str) -> None:
    make_imported(f'{SENTENCE} <a href="{url}">The crew</a> was surprised.')


def test_a_rule_holds_for_what_comes_in_after_it(manager: Client) -> None:
    url = "https://harbour.example/crew?ref=1&amp;utm_source=2&amp;page=3"
    make_linking(url)
    assert not add(manager, "REF")
    assert not add(manager, "utm_*", "https://www.Harbour.example/crew", Fate.KEEP)
    make_linking(url)
    assert urls() == [
        "https://harbour.example/crew?ref=1&page=3",
        "https://harbour.example/crew?utm_source=2&page=3",
    ]


def test_what_was_removed_is_told_of_the_run(manager: Client) -> None:
    make_linking("https://harbour.example/crew?utm_source=2&amp;utm_medium=3")
    removed = removals_of(ImportRun.objects.get())
    assert describe_run_removals(removed) == "Cleaning removed 2 tracking parameters."


def test_what_was_removed_is_told_beside_the_block(client: Client) -> None:
    client.force_login(make_editor(*EDITOR, "view_sourcedocument"))
    make_linking("https://harbour.example/crew?utm_source=2")
    page = client.get("/admin/articles/sourcedocument/").content.decode()
    address = page.split('<th class="field-external_id">')[1].split('href="')[1].split('"')[0]
    page = client.get(address).content.decode()
    assert "tracking parameter utm_source (https://harbour.example/crew?utm" in page


def test_the_page_says_what_always_goes(manager: Client) -> None:
    page = manager.get(LIST).content.decode()
    assert "<code>fbclid</code>" in page
    assert "<code>utm_*</code>" in page


@pytest.mark.parametrize(
    ("pattern", "host", "words"),
    [
        ("ref=1", "", "Write its name alone"),
        ("two words", "", "Write its name alone"),
        ("", "", "This field is required"),
        ("*", "", "This would fit every parameter"),
        ("*a*b*", "", "Write 2 stars at most"),
        ("ref", "https://[", "This is not the name of a site"),
        ("taken", "", "There is a rule for this parameter on this site."),
    ],
)
def test_what_makes_no_sense_is_refused_with_words(
    manager: Client, pattern: str, host: str, words: str
) -> None:
    TrackingRule.objects.create(pattern="taken")
    assert words in add(manager, pattern, host)
    assert TrackingRule.objects.count() == 1


def test_every_parameter_of_one_site_may_go(manager: Client) -> None:
    assert not add(manager, "*", "harbour.example")
    make_linking("https://www.harbour.example/crew?a=1&amp;b=2")
    assert urls() == ["https://www.harbour.example/crew"]


@pytest.mark.parametrize(
    "fields",
    [
        {"pattern": ""},
        {"pattern": "Ref"},
        {"pattern": "ref", "host": "Harbour.example"},
        {"pattern": "*"},
        {"pattern": "ref", "fate": "burn"},
        {"pattern": "taken"},
    ],
)
def test_the_database_refuses_it_too(fields: dict[str, str]) -> None:
    TrackingRule.objects.create(pattern="taken")
    with pytest.raises(IntegrityError), transaction.atomic():
        TrackingRule.objects.create(**fields)


def test_editors_see_the_rules_and_change_none(client: Client) -> None:
    client.force_login(make_editor(*EDITOR, "view_trackingrule"))
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}add/").status_code == 403
