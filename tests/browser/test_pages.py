"""Every page of desk and site: nothing for axe to find, nothing wider than a telephone."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Page

from tests.browser.axe import found_in_light_and_dark
from tests.browser.screen import ARTICLE, width_of
from tests.served import Newsroom

DESK: Final = (
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/?q=ferry&state=live",
    "/admin/articles/article/add/",
    "/admin/articles/article/import/",
    "/admin/articles/article/export/",
    "/admin/inbox/",
    "/admin/settings/",
    "/admin/articles/arrangement/",
    f"{ARTICLE}/change/",
    f"{ARTICLE}/history/",
    f"{ARTICLE}/preview/",
    "/admin/articles/logline/",
    "/admin/articles/logline/?article=1&since=2020-01-01",
    f"{ARTICLE}/source/?block=3",
    "/admin/articles/section/",
    "/admin/articles/paragraph/",
    "/admin/articles/paragraph/1/change/",
    "/admin/articles/link/",
    "/admin/articles/sourcedocument/",
    "/admin/articles/sourcedocument/2/change/",
    "/admin/articles/importrun/",
    "/admin/articles/importrun/import/",
    "/admin/articles/importrun/1/change/",
    "/admin/articles/importrun/1/change/?outcome=rejected&q=ferry",
    f"{ARTICLE}/source-updates/",
    "/admin/articles/conflict/",
    "/admin/articles/sourcenotice/",
    "/admin/articles/duplicate/",
    f"{ARTICLE}/duplicates/",
    f"{ARTICLE}/delete/",
    f"{ARTICLE}/correction/",
    f"{ARTICLE}/set/",
    f"{ARTICLE}/preview-links/",
    "/admin/articles/releaseset/",
    "/admin/articles/releaseset/add/",
    "/admin/articles/trashedarticle/",
    "/admin/articles/tombstone/",
    "/admin/articles/noiserule/",
    "/admin/articles/noiserule/decide/?source=2&block=3",
    "/admin/articles/noiserule/decide/?source=2&block=3&what=text&where=everywhere",
    "/admin/articles/masthead/",
    "/admin/articles/staticpage/",
    "/admin/articles/staticpage/add/",
    "/admin/articles/policy/",
    "/admin/articles/policy/add/",
    "/admin/articles/trackingrule/",
    "/admin/account/",
    "/admin/password_change/",
    "/admin/help/",
    "/admin/help/?q=noise+rule",
    "/admin/help/operators/formats/",
    "/admin/help/editors/write-and-publish/",
    "/admin/help/operators/import/",
)
ARTICLE_PAGE: Final = "/articles/skerrins-swing-bridge-has-reopened-to-trams-lorries-and-walkers/"


@pytest.mark.parametrize("path", DESK)
def test_a_page_of_the_desk_is_accessible(lax_page: Page, site: Newsroom, path: str) -> None:
    assert found_in_light_and_dark(lax_page, site.url + path) == ([], [])


def test_the_menu_of_the_desk_hides_none_of_its_pages(desk: Page, site: Newsroom) -> None:
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.goto(f"{site.url}/admin/")
    hidden = "menu => menu.scrollWidth - menu.clientWidth"
    assert desk.locator(".desk-pages").evaluate(hidden) == 0


@pytest.mark.long
def test_the_pages_of_the_desk_fit_a_telephone(desk: Page, site: Newsroom) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    widths = {}
    for path in DESK:
        desk.goto(site.url + path)
        widths[path] = width_of(desk)
    assert widths == dict.fromkeys(DESK, 390)


def test_a_number_that_waits_at_the_end_of_the_menu_makes_no_page_wider(
    desk: Page, site: Newsroom
) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(f"{site.url}/admin/")
    number = '<span class="waiting"><span class="visually-hidden">, waiting: </span>3</span>'
    desk.locator(".desk-pages a").last.evaluate(
        "(link, number) => link.insertAdjacentHTML('beforeend', number)", number
    )
    assert width_of(desk) == 390


@pytest.mark.parametrize("path", ["/", ARTICLE_PAGE, "/corrections/", "/articles/nowhere/"])
def test_a_page_of_the_site_is_accessible_and_fits_the_smallest_screen(
    lax_page: Page, site: Newsroom, path: str
) -> None:
    assert found_in_light_and_dark(lax_page, site.url + path) == ([], [])
    lax_page.set_viewport_size({"width": 320, "height": 640})
    assert width_of(lax_page) == 320
    lax_page.set_viewport_size({"width": 1280, "height": 800})
