"""What the desk's buttons do around a save: where the page opens after it, and what asks before."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.hands import put_cursor
from tests.browser.screen import width_of
from tests.served import Newsroom


@pytest.fixture
def article(site: Newsroom, desk: Page, tmp_path: Path) -> Page:
    """The form of a long article."""
    document = tmp_path / f"{tmp_path.name}.txt"
    lines = [f"Line {number} of {tmp_path.name} says little. " * 4 for number in range(40)]
    document.write_text(repr(lines), encoding="utf-8")
    site.manage("import_articles", str(document))
    desk.goto(f"{site.url}/admin/articles/article/?q={tmp_path.name}")
    desk.get_by_role("link", name="Line 0").first.click()
    desk.locator(".ProseMirror").wait_for()
    return desk


@pytest.mark.parametrize("by_key", [True, False])
def test_after_a_save_the_writer_writes_on_in_the_same_place(article: Page, by_key: bool) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    block = article.locator(".ProseMirror > *").nth(30)
    block.scroll_into_view_if_needed()
    assert article.evaluate("scrollY") > 500
    before = top_of(block)
    if by_key:
        article.keyboard.press("Control+s")
    else:
        article.get_by_role("button", name="Save", exact=True).click()
    expect(article.get_by_text("Saved as version 2.")).to_be_in_viewport()
    expect(article.locator(".ProseMirror")).to_be_focused()
    assert top_of(block) == pytest.approx(before, abs=2)
    article.keyboard.type("B")
    expect(block).to_contain_text("AB")
    expect(article.get_by_text("Saved as version 2.")).not_to_be_in_viewport()


def top_of(block: Locator) -> float:
    box = block.bounding_box()
    assert box
    return box["y"]


def test_the_first_press_after_a_save_is_not_lost(article: Page) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    article.keyboard.press("Control+s")
    expect(article.get_by_text("Saved as version 2.")).to_be_in_viewport()
    block = article.locator(".ProseMirror > *").nth(30)
    before = top_of(block)
    article.get_by_role("button", name="Bold").click()
    pressed = article.get_by_role("button", name="Bold", pressed=True)
    expect(pressed).to_be_visible()
    assert top_of(block) == before


def test_another_article_opens_at_its_top(article: Page, site: Newsroom) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    article.keyboard.press("Control+s")
    expect(article.get_by_text("Saved as version 2.")).to_be_visible()
    article.goto(f"{site.url}/admin/articles/article/1/change/")
    article.locator(".ProseMirror").wait_for()
    assert article.evaluate("scrollY") == 0


def test_a_link_in_what_the_server_said_can_be_followed(article: Page) -> None:
    put_cursor(article, 30, 5)
    article.keyboard.type("A")
    article.get_by_role("button", name="Publish", exact=True).click()
    article.get_by_role("link", name="see it on the site").click()
    article.wait_for_url("**/articles/line-0-*/")


def test_withdrawing_asks_what_readers_are_to_find(article: Page) -> None:
    article.get_by_role("button", name="Publish", exact=True).click()
    article.get_by_role("link", name="Withdraw…").click()
    expect(article.get_by_role("radio", name="That it is gone")).to_be_checked()
    article.get_by_label("Why, for readers").fill("Its lines say little.")
    article.set_viewport_size({"width": 390, "height": 844})
    assert width_of(article) == 390
    article.get_by_role("button", name="Withdraw from readers").click()
    expect(article.get_by_text("Withdrawn: readers no longer see it.")).to_be_visible()
    expect(article.locator(".strip .is-gone")).to_contain_text("Withdrawn: version 1")


def test_without_scripts_an_article_is_published_and_withdrawn(
    article: Page, chromium: Browser, login: StorageState
) -> None:
    context = chromium.new_context(storage_state=login, java_script_enabled=False)
    page = context.new_page()
    page.goto(article.url)
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_role("button", name="Withdraw from readers").click()
    expect(page.get_by_text("Withdrawn: readers no longer see it.")).to_be_visible()
    context.close()
