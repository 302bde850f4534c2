"""Every page of desk and site: nothing for axe to find, nothing wider than a telephone."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from tests.served import Newsroom

ARTICLE: Final = "/admin/articles/article/2"
DESK: Final = (
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/?q=ferry&state=live",
    "/admin/articles/article/add/",
    "/admin/articles/article/import/",
    "/admin/articles/article/export/",
    f"{ARTICLE}/change/",
    f"{ARTICLE}/history/",
    f"{ARTICLE}/preview/",
    f"{ARTICLE}/source/?block=3",
    "/admin/articles/section/",
    "/admin/articles/paragraph/",
    "/admin/articles/paragraph/1/change/",
    "/admin/articles/link/",
    "/admin/articles/sourcedocument/",
    "/admin/articles/sourcedocument/2/change/",
    "/admin/articles/importrun/",
    "/admin/articles/importrun/1/change/",
    "/admin/articles/importrun/1/change/?outcome=rejected&q=ferry",
    f"{ARTICLE}/source-updates/",
    "/admin/articles/conflict/",
    "/admin/articles/noiserule/",
    "/admin/articles/noiserule/decide/?source=2&block=3",
    "/admin/articles/noiserule/decide/?source=2&block=3&what=text&where=everywhere",
    "/admin/articles/policy/",
    "/admin/articles/policy/add/",
    "/admin/articles/trackingrule/",
    "/admin/help/",
    "/admin/help/?q=noise+rule",
    "/admin/help/operators/formats/",
    "/admin/help/editors/write-and-publish/",
    "/admin/help/operators/import/",
)
ARTICLE_PAGE: Final = "/articles/skerrins-swing-bridge-has-reopened-to-trams-lorries-and-walkers/"


def axe() -> str:
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def found_by_axe(page: Page) -> list[str]:
    """What axe has to say, one line a violation with the elements it concerns."""
    # A colour that is on its way to another theme is nobody's.
    page.evaluate("Promise.all(document.getAnimations().map((moving) => moving.finished))")
    page.evaluate(axe())
    found = page.evaluate("axe.run()")
    return [
        f"{violation['id']}: {[node['html'][:120] for node in violation['nodes']]}"
        for violation in found["violations"]
    ]


def found_in_light_and_dark(page: Page, url: str) -> tuple[list[str], list[str]]:
    page.emulate_media(color_scheme="light")
    page.goto(url)
    page.wait_for_load_state("networkidle")
    in_light = found_by_axe(page)
    page.emulate_media(color_scheme="dark")
    return in_light, found_by_axe(page)


def width_of(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("path", DESK)
def test_a_page_of_the_desk_is_accessible(examined_page: Page, site: Newsroom, path: str) -> None:
    assert found_in_light_and_dark(examined_page, site.url + path) == ([], [])


def test_the_pages_of_the_desk_fit_a_telephone(desk: Page, site: Newsroom) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    widths = {}
    for path in DESK:
        desk.goto(site.url + path)
        widths[path] = width_of(desk)
    assert widths == dict.fromkeys(DESK, 390)


@pytest.mark.parametrize("path", ["/", ARTICLE_PAGE, "/articles/nowhere/"])
def test_a_page_of_the_site_is_accessible_and_fits_the_smallest_screen(
    examined_page: Page, site: Newsroom, path: str
) -> None:
    assert found_in_light_and_dark(examined_page, site.url + path) == ([], [])
    examined_page.set_viewport_size({"width": 320, "height": 640})
    assert width_of(examined_page) == 320
    examined_page.set_viewport_size({"width": 1280, "height": 800})
