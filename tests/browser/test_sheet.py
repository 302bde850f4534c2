"""Headline, standfirst and text are one sheet: on one edge, without boxes, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import put_cursor, saved
from tests.served import Newsroom

OpenEditor = Callable[..., Page]

LONG = "Winds of up to 130 km/h and very high tides are on their way. " * 12
EDGES = """() => ["#id_headline", "#id_standfirst", ".ProseMirror > p"].map((each) => {
    const found = document.querySelector(each);
    const { paddingLeft, borderLeftWidth } = getComputedStyle(found);
    const inner = parseFloat(paddingLeft) + parseFloat(borderLeftWidth);
    return Math.round(found.getBoundingClientRect().left + inner);
})"""


@pytest.mark.parametrize("width", [390, 1000, 1280, 1440])
def test_they_stand_on_one_edge_and_are_seen_whole(site: Newsroom, desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(f"{site.url}/admin/articles/article/add/")
    desk.locator(".ProseMirror").wait_for()
    standfirst = desk.get_by_label("Standfirst")
    standfirst.fill(LONG)
    assert len(set(desk.evaluate(EDGES))) == 1
    cut = standfirst.evaluate("field => field.scrollHeight - field.clientHeight")
    assert (cut, desk.evaluate("document.documentElement.scrollWidth")) == (0, width)
    assert standfirst.evaluate("field => getComputedStyle(field).borderWidth") == "0px"


def test_a_new_article_says_what_goes_where(site: Newsroom, desk: Page) -> None:
    desk.goto(f"{site.url}/admin/articles/article/add/")
    expect(desk.get_by_placeholder("Headline")).to_be_visible()
    expect(desk.get_by_placeholder("Standfirst")).to_be_visible()
    expect(desk.locator(".ProseMirror > p")).to_have_attribute(
        "data-placeholder", re.compile("^Write")
    )


def test_enter_leads_on_and_backspace_leads_back(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="body">Text</p>', standfirst="Standfirst")
    headline, standfirst = page.locator("#headline"), page.locator("#standfirst")
    headline.press("End")
    page.keyboard.press("Enter")
    expect(standfirst).to_be_focused()
    page.keyboard.type("The ")
    page.keyboard.press("Enter")
    page.keyboard.type("My ")
    assert saved(page) == '<p data-kind="body">My Text</p>'
    for _ in "My ":
        page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(standfirst).to_be_focused()
    page.keyboard.type(".")
    expect(standfirst).to_have_value("The Standfirst.")
    standfirst.press("Home")
    standfirst.press("Control+Home")
    page.keyboard.press("Backspace")
    expect(headline).to_be_focused()
    page.keyboard.type("!")
    expect(headline).to_have_value("The bridge at Orsk opens!")


def test_backspace_ends_a_list_before_it_leads_back(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="list_item">One</p>')
    put_cursor(page, 0, 0)
    page.keyboard.press("Backspace")
    assert saved(page) == '<p data-kind="body">One</p>'
    page.keyboard.press("Backspace")
    expect(page.locator("#standfirst")).to_be_focused()


def test_arrows_lead_over_the_edges(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="body">Text</p>', standfirst="Standfirst")
    page.locator("#headline").press("End")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#standfirst")).to_be_focused()
