"""robots.txt and security.txt."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings

from newsroom.outreach import hub_of, indexnow_of, robots_of, security_of

SECURITY = "/.well-known/security.txt"


def rules(client: Client) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_pages_may_be_shown_but_not_the_desk_and_searches(client: Client) -> None:
    found = rules(client)
    assert found.can_fetch("bot", "/articles/the-lighthouse/")
    assert not found.can_fetch("bot", "/admin/articles/")
    assert not found.can_fetch("bot", "/search/?q=a")
    maps = ["http://testserver/sitemap.xml", "http://testserver/news-sitemap.xml"]
    assert found.site_maps() == maps


def test_a_site_can_be_kept_out(client: Client, settings: Settings) -> None:
    settings.ROBOTS = "none"
    found = rules(client)
    assert not found.can_fetch("bot", "/")
    assert found.site_maps() is None


def test_who_finds_a_hole_is_told_whom_to_tell(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@news.example"
    settings.SECURITY_EXPIRES = date.today() + timedelta(60)  # noqa: DTZ011
    response = client.get(SECURITY)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "Contact: mailto:security@news.example"
    assert lines[1] == f"Expires: {settings.SECURITY_EXPIRES}T00:00:00Z"
    assert lines[2] == f"Canonical: http://testserver{SECURITY}"


@pytest.mark.django_db
def test_what_has_expired_is_not_told(client: Client, settings: Settings) -> None:
    assert client.get(SECURITY).status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@news.example"
    settings.SECURITY_EXPIRES = date(2026, 1, 1)
    assert client.get(SECURITY).status_code == 404


def test_wrong_values_are_refused() -> None:
    for wrong in (
        lambda: robots_of("nobody"),
        lambda: security_of("security@news.example", "2027-01-01"),
        lambda: security_of("mailto:security@news.example", "soon"),
        lambda: indexnow_of("short"),
        lambda: hub_of("hub.example"),
    ):
        with pytest.raises(ImproperlyConfigured):
            wrong()
    assert security_of("", "") == ("", date.min)
