"""An article of every kind as a reader has it: accessible, still, and silent until it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import found_in_light_and_dark
from tests.browser.screen import width_of
from tests.rich_pages import answers_of_site

ORIGIN: Final = "http://localhost"
PAGE: Final = f"{ORIGIN}/articles/rich/"
SEARCH: Final = "/search/?q=words"
PATHS: Final = (
    "/", PAGE.removeprefix(ORIGIN), "/articles/arabic/", "/articles/old/", SEARCH,
    "/topics/assembly/", "/pages/about/", "/nowhere/",
)  # fmt: skip
PLAYER: Final = "https://www.youtube-nocookie.com/"
TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
# How far the page moved while it was loading.
SHIFT: Final = """() => new Promise((resolve) => {
    let shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(shift), 200);
})"""

Answer = dict[str, Any]


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    return answers_of_site()


@pytest.fixture
def served(answers: dict[str, Answer]) -> Callable[[Page], list[str]]:
    """Let a page have these answers; what it asks of other hosts is noted, and answered empty."""

    def serve(page: Page) -> list[str]:
        asked: list[str] = []

        def answer(route: Route) -> None:
            url = route.request.url
            path = url.removeprefix(ORIGIN)
            if not url.startswith(ORIGIN):
                asked.append(url)
                route.fulfill(body="<!doctype html><p>It plays.", content_type="text/html")
            elif path.startswith("/static/"):
                plain = re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", path.removeprefix("/static/"))
                file = Path(str(finders.find(plain)))
                kind = TYPES.get(file.suffix, "image/svg+xml")
                route.fulfill(body=file.read_bytes(), content_type=kind)
            else:
                route.fulfill(**answers[path])

        page.route("**/*", answer)
        return asked

    return serve


@pytest.mark.parametrize("path", PATHS)
def test_it_is_accessible(lax_page: Page, served: Callable[[Page], list[str]], path: str) -> None:
    served(lax_page)
    assert found_in_light_and_dark(lax_page, f"{ORIGIN}{path}") == ([], [])


@pytest.mark.parametrize("path", PATHS)
def test_it_fits_every_screen(
    lax_page: Page, served: Callable[[Page], list[str]], path: str
) -> None:
    served(lax_page)
    for width in (320, 768, 3840):
        lax_page.set_viewport_size({"width": width, "height": 900})
        lax_page.goto(f"{ORIGIN}{path}")
        assert width_of(lax_page) == width


def test_it_asks_nothing_of_others_and_nothing_moves(
    browser_page: Page, served: Callable[[Page], list[str]]
) -> None:
    asked = served(browser_page)
    for path in ("/", "/articles/rich/"):
        browser_page.goto(f"{ORIGIN}{path}")
        assert browser_page.evaluate(SHIFT) < 0.01
        assert browser_page.locator("img").first.evaluate("img => img.naturalWidth") > 0
    assert asked == []


def test_a_video_plays_once_a_reader_asks(
    browser_page: Page, served: Callable[[Page], list[str]]
) -> None:
    asked = served(browser_page)
    browser_page.goto(PAGE)
    button = browser_page.get_by_role("button", name="Play: The moment the Speaker")
    expect(button).to_have_accessible_description(
        re.compile("connects you to www.youtube-nocookie")
    )
    assert asked == []
    button.press("Enter")
    frame = browser_page.frame_locator("iframe[title^='The moment']")
    expect(frame.locator("p")).to_have_text("It plays.")
    assert [url.startswith(PLAYER) for url in asked] == [True]


def test_without_scripts_a_video_is_a_link(
    chromium: Browser, served: Callable[[Page], list[str]]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    served(page)
    page.goto(PAGE)
    link = page.get_by_role("link", name="The moment the Speaker read out the result")
    expect(link).to_have_attribute("href", re.compile("youtube.com/watch"))
    expect(page.get_by_text("connects you to")).to_be_hidden()
    context.close()


def test_a_table_scrolls_with_the_keyboard(
    browser_page: Page, served: Callable[[Page], list[str]]
) -> None:
    served(browser_page)
    browser_page.set_viewport_size({"width": 320, "height": 900})
    browser_page.goto(PAGE)
    table = browser_page.get_by_role("region", name="Votes on the Brennow bill")
    table.focus()
    browser_page.keyboard.press("End")
    browser_page.keyboard.press("ArrowRight")
    # Not by a condition in the page, which lets nobody evaluate a string.
    for _ in range(100):
        if table.evaluate("(element) => element.scrollLeft") > 0:
            break
        browser_page.wait_for_timeout(20)
    assert table.evaluate("(element) => element.scrollLeft") > 0
    browser_page.set_viewport_size({"width": 1280, "height": 800})
