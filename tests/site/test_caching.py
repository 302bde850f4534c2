"""A reader who has a page already is told so, and never keeps one that should be gone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.http import http_date
from pytest_django import Settings

from articles.models import Edition
from articles.site.appearance import appearance_of_release
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/"


def tag(client: Client) -> str:
    return str(client.get(ADDRESS).headers["ETag"])


def test_a_page_is_kept_but_asked_for_before_each_use(client: Client) -> None:
    make_edition()
    assert client.get(ADDRESS).headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("method", ["get", "head"])
def test_who_has_the_edition_is_told_so(client: Client, method: str) -> None:
    make_edition()
    response = getattr(client, method)(ADDRESS, headers={"If-None-Match": tag(client)})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_who_says_no_more_than_since_when_gets_it_anew(client: Client) -> None:
    """What stands around an article comes and goes without it."""
    edition = make_edition()
    began = http_date(edition.live_from.timestamp())
    assert client.get(ADDRESS).headers["Last-Modified"] == began
    assert client.get(ADDRESS, headers={"If-Modified-Since": began}).status_code == 200


def test_who_has_an_older_edition_gets_the_new_one(client: Client) -> None:
    edition = make_edition()
    older = tag(client)
    Edition.objects.filter(pk=edition.pk).update(live_until=hours(-0.5))
    make_edition(headline="Corrected", article=edition.article, live_from=hours(-0.5))
    response = client.get(ADDRESS, headers={"If-None-Match": older})
    assert "<h1>Corrected</h1>" in response.content.decode()


def test_who_has_a_withdrawn_edition_is_told_that_it_is_gone(client: Client) -> None:
    edition = make_edition()
    older = tag(client)
    Edition.objects.filter(pk=edition.pk).update(live_until=hours(-0.5))
    assert client.get(ADDRESS, headers={"If-None-Match": older}).status_code == 410


def test_who_has_the_page_in_an_older_look_gets_the_new_one(
    client: Client, settings: Settings
) -> None:
    make_edition()
    older = tag(client)
    appearance_of_release.cache_clear()
    settings.SITE_NAME = "The Lindhaven Courier"
    response = client.get(ADDRESS, headers={"If-None-Match": older})
    appearance_of_release.cache_clear()
    assert "The Lindhaven Courier" in response.content.decode()
