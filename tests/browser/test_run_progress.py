"""The page of a run that another process makes go on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.served import Newsroom


def inside(site: Newsroom, call: str) -> str:
    code = f"from tests.browser import progress; progress.{call}"
    return site.manage("shell", "--no-imports", "-c", code).strip()


@pytest.fixture
def number(site: Newsroom) -> str:
    return inside(site, "begin(2000)")


def address(site: Newsroom, number: str) -> str:
    return f"{site.url}/admin/articles/importrun/{number}/change/"


def test_the_page_follows_the_import_until_it_ends(site: Newsroom, desk: Page, number: str) -> None:
    desk.goto(address(site, number))
    bar = desk.get_by_role("progressbar", name="Documents done")
    expect(desk.get_by_role("link", name="Created 0")).to_be_visible()
    inside(site, f"go_on({number}, 1500)")
    expect(desk.get_by_role("link", name="Created 1,500")).to_be_visible()
    expect(desk.get_by_text("1,500 of 2,000 documents")).to_be_visible()
    assert bar.evaluate("(bar) => [bar.value, bar.max]") == [1500, 2000]
    inside(site, f"end({number})")
    expect(desk.get_by_role("status")).to_have_text(
        "It has ended. Show what became of its documents"
    )
    expect(bar).to_have_count(0)
    desk.get_by_role("link", name="Show what became of its documents").click()
    expect(desk.get_by_role("row", name="the last one")).to_be_visible()


def test_a_page_that_can_ask_no_more_says_so(site: Newsroom, desk: Page, number: str) -> None:
    desk.goto(address(site, number))
    # As after a logout in another tab: the answer leads to the login.
    desk.route("**/progress/", lambda route: route.fulfill(status=200, body="<p>Log in"))
    expect(desk.get_by_role("status")).to_contain_text("Reload the page")


def test_without_scripts_the_page_says_that_it_stands_still(
    chromium: Browser, site: Newsroom, login: StorageState, number: str
) -> None:
    context = chromium.new_context(java_script_enabled=False, storage_state=login)
    page = context.new_page()
    page.goto(address(site, number))
    expect(page.get_by_text("reload it to see how far")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    context.close()
