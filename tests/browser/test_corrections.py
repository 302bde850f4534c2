"""A change with a note for readers, from the desk to the page; a set; a preview link."""

from __future__ import annotations

import json
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_in_light_and_dark
from tests.browser.screen import width_of
from tests.served import Newsroom

NOTE: Final = "An earlier version said that the bridge has two lanes. It has three."
_CHANGE: Final = """
import json
from dataclasses import replace
from articles import store
from articles.documents.article.model import Line
from articles.models import Article, Edition
from articles.models.version import Reason
edition = Edition.objects.live().filter(article__deleted_at=None).order_by("-pk")[0]
article = Article.objects.get(pk=edition.article_id)
document = replace(store.load(article), standfirst=Line("The bridge has three lanes."))
store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
print(json.dumps([article.pk, edition.get_absolute_url()]))
"""


@pytest.fixture
def changed(site: Newsroom) -> tuple[str, str]:
    """An article that was changed since it went live: its addresses on the desk and here."""
    told = site.manage("shell", "--no-imports", "-c", _CHANGE)
    number, page = json.loads(told.splitlines()[-1])
    return f"{site.url}/admin/articles/article/{number}", f"{site.url}{page}"


def test_readers_are_told_of_a_change_by_an_editor_who_sees_it(
    desk: Page, site: Newsroom, changed: tuple[str, str]
) -> None:
    article, page = changed
    desk.goto(f"{article}/change/")
    desk.get_by_role("link", name="Add a correction").click()
    expect(desk.locator(".correction-words ins", has_text="lanes")).to_be_visible()
    assert found_in_light_and_dark(desk, desk.url) == ([], [])
    desk.get_by_label("Note for readers").fill(NOTE)
    desk.get_by_label("Clarification").check()
    desk.locator("[name=quoted]").first.check()
    desk.get_by_role("button", name="Publish changes with this note").click()
    expect(desk.locator(".messagelist")).to_contain_text("readers are told of the correction")
    desk.goto(page)
    desk.get_by_role("link", name="Clarified").click()
    expect(desk.locator(".note")).to_contain_text(NOTE)
    expect(desk.locator(".note ins")).to_have_text("The bridge has three lanes.")
    assert found_in_light_and_dark(desk, page) == ([], [])
    desk.get_by_role("contentinfo").get_by_role("link", name="Corrections").click()
    expect(desk.locator(".corrections")).to_contain_text(NOTE)
    assert found_in_light_and_dark(desk, f"{site.url}/corrections/") == ([], [])
    desk.set_viewport_size({"width": 390, "height": 844})
    for address in (f"{site.url}/corrections/", page, f"{article}/correction/"):
        desk.goto(address)
        assert width_of(desk) == 390, address


def test_articles_go_live_together_from_the_page_of_their_set(
    desk: Page, changed: tuple[str, str]
) -> None:
    article, _page = changed
    desk.goto(f"{article}/set/")
    desk.get_by_label("Name of a new one").fill("Opening of the bridge")
    desk.get_by_role("button", name="Put into the set").click()
    desk.get_by_label("Moment").fill("2999-01-01T12:00")
    desk.get_by_role("button", name="Schedule all").click()
    expect(desk.locator(".messagelist")).to_contain_text("All of it goes live on")
    assert found_in_light_and_dark(desk, desk.url) == ([], [])
    desk.set_viewport_size({"width": 390, "height": 844})
    assert width_of(desk) == 390
    desk.get_by_role("button", name="Cancel for all").click()
    expect(desk.locator(".messagelist")).to_contain_text("nothing of it is scheduled")


def test_somebody_without_an_account_sees_a_preview_until_it_is_revoked(
    desk: Page, changed: tuple[str, str]
) -> None:
    article, _page = changed
    desk.goto(f"{article}/preview-links/")
    desk.get_by_role("button", name="Make a link").click()
    address = desk.locator(".preview-links input[readonly]").first.input_value()
    assert found_in_light_and_dark(desk, desk.url) == ([], [])
    browser = desk.context.browser
    assert browser
    stranger = browser.new_page()
    stranger.goto(address)
    expect(stranger.get_by_text("The bridge has three lanes.").first).to_be_visible()
    expect(stranger.locator(".preview")).to_contain_text("This link works until")
    assert found_in_light_and_dark(stranger, address) == ([], [])
    desk.get_by_role("button", name="Revoke").first.click()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name="This preview is over")).to_be_visible()
    stranger.close()
