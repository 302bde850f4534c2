"""The front page on the desk in a browser: by drag, by keys, and what a screen reader hears."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.served import Newsroom

PAGE: Final = "/admin/articles/arrangement/"
SAID: Final = "[data-front-said]"
SLOT: Final = "[data-front-group='{}'] [data-front-slot='{}']"


@pytest.fixture
def arranging(desk: Page, site: Newsroom) -> Page:
    """The page, as the seeds are arranged."""
    desk.goto(f"{site.url}{PAGE}")
    # What is not saved is asked about when the page is left.
    desk.on("dialog", lambda dialog: dialog.accept())
    return desk


def headlines(page: Page, group: int) -> list[str]:
    return page.locator(f"[data-front-group='{group}'] .front-headline a").all_inner_texts()


def test_the_keys_move_an_article_and_say_where_it_is(arranging: Page) -> None:
    first, second, third = headlines(arranging, 1)
    arranging.locator("#front-down-1-0").focus()
    arranging.keyboard.press("Enter")
    expect(arranging.locator(SAID)).to_have_text("Moved: 2 of 3 in Today.")
    assert headlines(arranging, 1) == [second, first, third]
    expect(arranging.locator("#front-down-1-1")).to_be_focused()
    arranging.keyboard.press("ArrowDown")
    expect(arranging.locator(SAID)).to_have_text("Moved: 3 of 3 in Today.")
    arranging.keyboard.press("ArrowDown")
    expect(arranging.locator(SAID)).to_have_text("Moved: 1 of 4 in Coast.")
    expect(arranging.locator("#front-down-2-0")).to_be_focused()
    assert headlines(arranging, 2)[0] == first
    expect(arranging.get_by_text("Not saved yet.")).to_be_visible()


def test_an_article_is_dragged_into_another_group(arranging: Page) -> None:
    dragged = headlines(arranging, 2)[0]
    before = headlines(arranging, 1)
    target = arranging.locator(SLOT.format(1, 1))
    arranging.locator(f"{SLOT.format(2, 0)} .front-headline").drag_to(
        target, target_position={"x": 60, "y": 4}
    )
    expect(arranging.locator(SAID)).to_have_text("Moved: 2 of 4 in Today.")
    assert headlines(arranging, 1) == [before[0], dragged, *before[1:]]


def test_a_group_is_dragged_by_its_name(arranging: Page) -> None:
    arranging.locator("[data-front-group='2'] > h2").drag_to(
        arranging.locator("[data-front-group='1'] > h2")
    )
    expect(arranging.locator(SAID)).to_have_text("Coast is group 2 of 4 now.")


def test_what_is_looked_for_is_found_while_it_is_typed(arranging: Page) -> None:
    arranging.locator("#front-q").press_sequentially("budget")
    found = arranging.locator(".front-found li")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Lindhaven's councillors")
    expect(arranging.locator("#front-q")).to_be_focused()
    expect(arranging.locator("#front-q")).to_have_value("budget")
    arranging.locator("#front-into").select_option(label="Culture")
    found.get_by_role("button").click()
    expect(arranging.locator(SAID)).to_contain_text("stands in Culture now.")
