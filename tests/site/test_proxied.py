"""What a proxy may answer by itself ends with the next turn of an edition."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Arrangement
from articles.site.proxied import seconds_to_next_turn
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db

PAGE = "/articles/the-lighthouse/"


@pytest.fixture
def proxied(settings: Settings) -> None:
    settings.PROXY_MAX_AGE = 600
    settings.MIDDLEWARE = ["articles.site.proxied.ProxiedMiddleware", *settings.MIDDLEWARE]


def age_of(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).headers["Cache-Control"]


def test_without_the_setting_a_proxy_asks_each_time(client: Client) -> None:
    make_edition()
    assert age_of(client, PAGE) == "public, no-cache"


@pytest.mark.usefixtures("proxied")
@pytest.mark.parametrize("address", [PAGE, "/", "/feeds/rss.xml"])
def test_a_proxy_may_answer_for_so_long_and_a_browser_asks(client: Client, address: str) -> None:
    make_edition()
    assert age_of(client, address) == "public, max-age=0, s-maxage=600, must-revalidate"


@pytest.mark.usefixtures("proxied")
@pytest.mark.parametrize("ends", [False, True])
def test_it_may_not_beyond_the_moment_at_which_an_edition_turns(
    client: Client, *, ends: bool
) -> None:
    make_edition()
    moment = timezone.now() + timedelta(seconds=90)
    make_edition("another", live_from=None if ends else moment, live_until=moment if ends else None)
    age = int(age_of(client, PAGE).split("s-maxage=")[1].split(",")[0])
    assert 80 < age < 90


@pytest.mark.usefixtures("proxied")
def test_nor_beyond_the_moment_of_another_front_page(client: Client) -> None:
    make_edition()
    begins_at = timezone.now() + timedelta(seconds=90)
    Arrangement.objects.create(begins_at=begins_at, cancelled_at=timezone.now())
    assert "s-maxage=600" in age_of(client, "/")
    Arrangement.objects.create(begins_at=begins_at)
    assert 80 < int(age_of(client, "/").split("s-maxage=")[1].split(",")[0]) < 90


@pytest.mark.usefixtures("proxied")
def test_just_before_a_turn_it_asks_each_time(client: Client) -> None:
    make_edition()
    make_edition("another", live_from=timezone.now() + timedelta(milliseconds=900))
    assert age_of(client, PAGE) == "public, no-cache"


@pytest.mark.usefixtures("proxied")
def test_what_is_not_there_is_asked_for_each_time(client: Client) -> None:
    make_edition("gone", live_until=hours(-0.5))
    assert age_of(client, "/articles/gone/") == "public, no-cache"
    assert age_of(client, "/articles/never/") == "public, no-cache"


@pytest.mark.usefixtures("proxied")
def test_the_desk_is_kept_by_nobody(admin_client: Client) -> None:
    assert "s-maxage" not in age_of(admin_client, "/admin/")


def test_turns_of_the_past_do_not_count(settings: Settings) -> None:
    settings.PROXY_MAX_AGE = 600
    make_edition(live_from=hours(-2), live_until=hours(-1))
    assert seconds_to_next_turn(timezone.now()) == 600
