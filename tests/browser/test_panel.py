"""The article's page: the paper and its panel, what that says, and a phone's one row of tools."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect

from tests.browser.axe import found_in_light_and_dark
from tests.browser.hands import put_cursor
from tests.browser.screen import ARTICLE, width_of
from tests.served import Newsroom

PHONE: Final[ViewportSize] = {"width": 390, "height": 844}


@pytest.fixture
def article(site: Newsroom, desk: Page, tmp_path: Path) -> Page:
    """The form of an article that nobody has published."""
    document = tmp_path / f"{tmp_path.name}.txt"
    lines = [f"Line {number} of {tmp_path.name} says little. " * 4 for number in range(9)]
    lines[5] += 'There is <a href="nowhere.html">more</a>.'
    document.write_text(repr(lines), encoding="utf-8")
    site.manage("import_articles", str(document))
    desk.goto(f"{site.url}/admin/articles/article/?q={tmp_path.name}")
    desk.get_by_role("link", name="Line 0").first.click()
    desk.locator(".ProseMirror").wait_for()
    return desk


def test_the_text_stands_beside_the_panel_and_the_tools_over_it(desk: Page, site: Newsroom) -> None:
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{site.url}{ARTICLE}/change/")
    text = desk.locator(".ProseMirror").bounding_box()
    panel, tools = (
        desk.locator(".panel").bounding_box(),
        desk.locator(".article-tools").bounding_box(),
    )
    assert text
    assert panel
    assert tools
    assert text["x"] + text["width"] < panel["x"]
    assert tools["x"] == pytest.approx(text["x"], abs=1)
    assert tools["y"] < text["y"]


def test_on_a_phone_the_text_keeps_most_of_the_screen(desk: Page, site: Newsroom) -> None:
    desk.set_viewport_size(PHONE)
    desk.goto(f"{site.url}{ARTICLE}/change/")
    bar, tools = desk.locator(".article-bar"), desk.locator(".article-tools")
    put_cursor(desk, 3, 2)
    heights = [box["height"] for each in (bar, tools) if (box := each.bounding_box())]
    # The bar holds the tools, which are fixed elsewhere.
    assert sum(heights) < 0.13 * PHONE["height"]
    box = tools.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(PHONE["height"], abs=1)
    assert width_of(desk) == PHONE["width"]


def test_on_a_phone_a_menu_is_a_sheet_above_the_tools(desk: Page, site: Newsroom) -> None:
    desk.set_viewport_size(PHONE)
    desk.goto(f"{site.url}{ARTICLE}/change/")
    desk.locator(".ProseMirror").wait_for()
    desk.get_by_role("button", name="Insert").click()
    sheet = desk.locator(".article-menu:popover-open").bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, PHONE["width"])
    assert sheet["y"] + sheet["height"] == pytest.approx(PHONE["height"] - 48, abs=2)


def test_on_a_phone_publish_leads_to_the_panel(article: Page) -> None:
    article.set_viewport_size(PHONE)
    article.get_by_role("link", name="Publish", exact=True).click()
    expect(article.get_by_role("button", name="Publish", exact=True)).to_be_in_viewport()


def test_the_button_says_what_it_will_do(article: Page) -> None:
    panel = article.locator(".panel")
    article.get_by_text("Choose a time").click()
    article.locator("#id_publish_at").fill("2999-01-01T12:00")
    panel.get_by_role("button", name="Schedule", exact=True).click()
    expect(panel.locator(".is-soon")).to_contain_text("Scheduled: version 1")
    expect(panel.get_by_role("button", name="Update schedule")).to_be_visible()
    put_cursor(article, 2, 3)
    article.keyboard.type("More ")
    article.keyboard.press("Control+s")
    expect(panel.locator(".is-yours")).to_contain_text("1 change is not in the schedule yet.")
    panel.get_by_role("button", name="Update schedule").click()
    expect(panel.locator(".is-soon")).to_contain_text("Scheduled: version 2")
    panel.get_by_role("button", name="Publish now").click()
    expect(panel.locator(".is-live")).to_contain_text("Live: version 2")
    expect(panel.locator(".is-soon")).to_have_count(0)
    expect(panel.get_by_role("button", name="Publish changes")).to_be_visible()


def test_readers_of_another_zone_are_told_their_own_time(
    article: Page, chromium: Browser, login: StorageState
) -> None:
    article.get_by_text("Choose a time").click()
    article.locator("#id_publish_at").fill("2999-01-01T12:00")
    article.get_by_role("button", name="Schedule", exact=True).click()
    expect(article.locator(".is-soon")).to_contain_text("12:00 (UTC)")
    expect(article.locator(".own-time")).to_have_count(0)
    with chromium.new_context(storage_state=login, timezone_id="Asia/Tokyo") as context:
        page = context.new_page()
        page.goto(article.url)
        expect(page.locator(".own-time")).to_have_text("Tuesday 21:00 where you are")


def test_what_is_found_leads_to_its_place(article: Page) -> None:
    article.get_by_role("link", name="1 link has no whole address").click()
    part = article.locator(".ProseMirror > *", has_text="Line 5")
    expect(article.locator(".ProseMirror")).to_be_focused()
    expect(part).to_be_in_viewport()
    article.keyboard.type("Once ")
    expect(part).to_contain_text("Once Line 5")


def test_a_fold_says_what_is_written_in_it(article: Page) -> None:
    fold = article.locator(".folds > details", has_text="Topics")
    fold.locator("summary").click()
    fold.get_by_label("Topics").fill("Weather\nSkerrin")
    expect(fold.locator("[data-value]")).to_have_text("Weather, Skerrin")


@pytest.mark.parametrize("width", [390, 1000, 1440])
def test_the_page_is_accessible_at_each_width(lax_page: Page, site: Newsroom, width: int) -> None:
    lax_page.set_viewport_size({"width": width, "height": 900})
    found = found_in_light_and_dark(lax_page, f"{site.url}{ARTICLE}/change/")
    assert found == ([], [])
    assert width_of(lax_page) == width
    assert found_in_light_and_dark(lax_page, f"{site.url}{ARTICLE}/withdraw/") == ([], [])
