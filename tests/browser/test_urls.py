"""What the link dialog makes of an address that was typed, and what it says of one it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.documents.urls.safe_url import safe_url
from tests.browser.hands import put_cursor, saved, select_block

OpenEditor = Callable[[str], Page]


def type_address(page: Page, address: str) -> None:
    select_block(page, 0)
    page.keyboard.press("Control+k")
    page.get_by_label("Address", exact=True).fill(address)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("example.com/story", "https://example.com/story"),
        ("Zeitung.Example:8080?a=b", "https://Zeitung.Example:8080?a=b"),
        ("page.html", "page.html"),
        ("Report.PDF#page=2", "Report.PDF#page=2"),
        ("2024/05", "2024/05"),
        ("archive/example.com", "archive/example.com"),
        ("example.com:80", "https://example.com:80"),
    ],
)
def test_a_bare_host_gets_a_scheme_and_a_file_stays_relative(
    open_editor: OpenEditor, typed: str, href: str
) -> None:
    page = open_editor("<p>Word</p>")
    type_address(page, typed)
    assert saved(page) == f'<p data-kind="body"><a href="{href}">Word</a></p>'
    assert safe_url(href) == href


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("http://", "no site in it"),
        ("http:evil", "no site in it"),
        ("https://exa mple.org/", "no site in it"),
        ("https://ann:secret@example.org/", "name or password"),
        ("//ann@example.org/", "name or password"),
    ],
)
def test_an_address_that_leads_nowhere_good_is_refused_in_words(
    open_editor: OpenEditor, typed: str, words: str
) -> None:
    page = open_editor("<p>Word</p>")
    type_address(page, typed)
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.keyboard.press("Escape")
    assert saved(page) == "<p>Word</p>"


def test_an_older_link_stays_that_would_be_refused_now(open_editor: OpenEditor) -> None:
    page = open_editor('<p>x</p><p><a href="https://ann@example.org/">Word</a></p>')
    put_cursor(page, 0, 0)
    page.keyboard.type("x")
    assert '<a href="https://ann@example.org/">Word</a>' in saved(page)
