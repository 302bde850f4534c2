"""A video plays on the page that has it, once a reader asks; no other page lets its host in."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Edition
from newsroom.security import POLICY
from tests.site.make import make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/"
HOST = "www.youtube-nocookie.com"


def make_played(*hosts: str) -> Edition:
    edition = make_edition()
    edition.frame_hosts = list(hosts)
    edition.save()
    return edition


def test_the_page_lets_in_the_frame_of_exactly_that_host(client: Client) -> None:
    make_played(HOST)
    response = client.get(ADDRESS)
    policy = response.headers["Content-Security-Policy"]
    assert policy == f"{POLICY}; frame-src https://{HOST}"
    assert f'data-frames="{HOST}"' in response.content.decode()
    assert "articles/site/player.js" in response.content.decode()


def test_a_page_without_a_player_has_no_script_and_lets_in_no_frame(client: Client) -> None:
    make_edition()
    response = client.get(ADDRESS)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "player.js" not in response.content.decode()


def test_whoever_has_the_page_keeps_its_policy(client: Client) -> None:
    make_played(HOST)
    etag = client.get(ADDRESS).headers["ETag"]
    response = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert f"frame-src https://{HOST}" in response.headers["Content-Security-Policy"]


def test_a_player_that_the_site_takes_away_plays_nowhere(
    client: Client, settings: Settings
) -> None:
    make_played(HOST, "player.vimeo.com", "tube.example")
    settings.PLAYERS = ("vimeo", "tube.example")
    response = client.get(ADDRESS)
    hosts = "https://player.vimeo.com https://tube.example"
    assert response.headers["Content-Security-Policy"] == f"{POLICY}; frame-src {hosts}"
    settings.PLAYERS = ()
    assert client.get(ADDRESS).headers["Content-Security-Policy"] == POLICY
