"""What was published before there were listings is listed after an upgrade."""

from __future__ import annotations

from io import StringIO
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from articles.listings.rebuild import list_all_unlisted, list_unlisted
from articles.models import Edition, ListedEdition, Listing
from articles.publishing.publish import publish
from tests.documents.make import make_document
from tests.make import make_article
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db


def make_old(slug: str, **fields: object) -> Edition:
    named = {"bylines": ("Nell Ashby",), "topics": ("Coast",), "publisher": "The Hesk Post"}
    return make_edition(slug, **{**named, **fields})  # type: ignore[arg-type]


def test_open_editions_are_listed_and_ended_ones_are_not() -> None:
    make_old("live")
    make_old("scheduled", live_from=hours(1))
    make_old("over", live_until=hours(-0.5))
    list_all_unlisted()
    found = ListedEdition.objects.filter(listing__kind="topic")
    assert {each.edition.slug for each in found} == {"live", "scheduled"}
    assert Edition.objects.get(slug="live").listings[0] == ["author", "Nell Ashby", "nell-ashby"]


def test_what_names_nothing_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.listings.rebuild._TOGETHER", 1)
    for number in range(3):
        make_old(f"nobody-{number}", bylines=("—",), topics=(), publisher="")
    make_old("live")
    assert list(list_unlisted()) == [1, 1, 1, 1]
    assert Listing.objects.count() == 3


def test_again_it_lists_nothing() -> None:
    make_old("live")
    list_all_unlisted()
    assert list(list_unlisted()) == []


def test_whoever_stops_it_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.listings.rebuild._TOGETHER", 1)
    for number in range(3):
        make_old(f"live-{number}")
    assert list(islice(list_unlisted(), 1)) == [1]
    assert sum(list_unlisted()) == 2


def test_an_upgrade_lists_them(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    edition = publish(make_article(make_document(bylines=("Nell Ashby",))))
    Listing.objects.all().delete()
    call_command("prepare_newsroom", seeds=None, verbosity=0, stdout=StringIO())
    assert [each.listing.name for each in edition.listed.all()] == ["Nell Ashby"]
