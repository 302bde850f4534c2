"""From the line at the cursor to the page that calls it noise once and for all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import put_cursor
from tests.browser.screen import ARTICLE, body_blocks, text_of
from tests.served import Newsroom

LINK = "Always noise…"


@pytest.fixture
def page(site: Newsroom, desk: Page) -> Page:
    desk.goto(f"{site.url}{ARTICLE}/change/")
    desk.locator(".ProseMirror").wait_for()
    return desk


def address_at(page: Page, block: int) -> str:
    put_cursor(page, block, 3)
    return page.get_by_role("link", name=LINK).get_attribute("href") or ""


def test_the_foot_leads_to_the_page_of_the_line_at_the_cursor(page: Page) -> None:
    for number in body_blocks(page)[:2]:
        put_cursor(page, number, 3)
        with page.expect_popup() as opened:
            page.get_by_role("link", name=LINK).click()
        there = opened.value
        assert there.locator(".noise-quote").inner_text() == text_of(page, number)
        there.close()


def test_a_paragraph_that_is_not_saved_has_no_such_page(page: Page) -> None:
    number = body_blocks(page)[0]
    put_cursor(page, number, len(text_of(page, number)))
    page.keyboard.press("Enter")
    page.keyboard.type("Written just now.")
    expect(page.get_by_role("link", name=LINK)).to_be_hidden()


def test_the_choice_leads_to_what_would_change(page: Page, site: Newsroom) -> None:
    page.goto(site.url + address_at(page, body_blocks(page)[1]))
    page.get_by_label("Text, however often it recurs").check()
    page.get_by_role("button", name="Show what would change").press("Enter")
    heading = page.get_by_role("heading", level=2)
    expect(heading).to_have_text("Always text, of every publisher")
    expect(page.get_by_role("button", name="Confirm: always text")).to_be_visible()
