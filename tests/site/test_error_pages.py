"""Errors have pages of the site's own, and the worst of them leans on nothing."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders
from django.template import Engine
from django.template.loader import render_to_string
from django.test import Client

from tests.site.make import hours, make_edition

PAGES = ["400", "403", "403_csrf", "404", "410", "500"]


@pytest.mark.parametrize("name", PAGES)
def test_it_needs_no_context(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert "<style" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/articles/never-published/", "/no-such-page/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.django_db
def test_who_came_for_nothing_can_search_or_begin_with_the_newest(client: Client) -> None:
    for number in range(4):
        make_edition(f"slug-{number}", headline=f"Headline {number}", live_from=hours(number - 9))
    html = client.get("/no-such-page/").content.decode()
    assert '<form role="search" action="/search/">' in html
    assert re.findall(r">(Headline \d)</a>", html) == ["Headline 3", "Headline 2", "Headline 1"]


def test_the_page_for_a_broken_server_depends_on_nothing() -> None:
    source = Engine.get_default().get_template("500.html").source
    assert not re.search(r"{%|{{", source)


def test_the_page_for_a_broken_server_names_a_style_sheet_that_exists() -> None:
    assert "/static/articles/site/site.css" in render_to_string("500.html")
    assert finders.find("articles/site/site.css")
