"""The history of an article by keyboard: two versions compared, a paragraph brought back."""

from __future__ import annotations

import json
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_in_light_and_dark
from tests.browser.screen import width_of
from tests.served import Newsroom

_CHANGE: Final = """
import json
from dataclasses import replace
from articles import store
from articles.documents.article.model import Line
from articles.models import Article
from articles.models.version import Reason
article = Article.objects.exclude(standfirst="").order_by("pk")[0]
for text in ("The second of all.", "The third of all."):
    document = replace(store.load(article), standfirst=Line(text))
    saved = store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()
print(json.dumps([article.pk, article.version]))
"""


@pytest.fixture
def changed(site: Newsroom) -> tuple[str, int]:
    """An article that was saved twice: its address on the desk, and its newest version."""
    told = site.manage("shell", "--no-imports", "-c", _CHANGE)
    number, version = json.loads(told.splitlines()[-1])
    return f"{site.url}/admin/articles/article/{number}", version


def test_any_two_versions_are_compared_and_one_part_comes_back(
    desk: Page, changed: tuple[str, int]
) -> None:
    article, newest = changed
    desk.goto(f"{article}/history/")
    desk.get_by_label(f"Newer: version {newest}", exact=True).focus()
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_label(f"Newer: version {newest - 1}", exact=True)).to_be_checked()
    desk.keyboard.press("ArrowUp")
    desk.get_by_label(f"Older: version {newest - 1}", exact=True).check()
    desk.get_by_role("button", name="Compare").press("Enter")
    row = desk.locator(".diff-row")
    expect(row).to_have_count(1)
    expect(row.locator("del")).to_have_text("second")
    expect(row.locator("ins")).to_have_text("third")
    assert found_in_light_and_dark(desk, desk.url) == ([], [])
    desk.get_by_role("link", name="Side by side").press("Enter")
    expect(row.locator(".diff-sides > div")).to_have_count(2)
    assert found_in_light_and_dark(desk, desk.url) == ([], [])
    desk.get_by_role("button", name="Restore: Standfirst").press("Enter")
    expect(desk.locator(".messagelist")).to_contain_text(f"saved as version {newest + 1}")
    expect(desk.get_by_text("Both read the same.")).to_be_visible()


def test_a_version_gets_a_name(desk: Page, changed: tuple[str, int]) -> None:
    article, newest = changed
    desk.goto(f"{article}/history/")
    desk.locator(".version-name summary").first.press("Enter")
    desk.get_by_label(f"Name of version {newest}", exact=True).fill("After the lawyer’s look")
    desk.keyboard.press("Enter")
    expect(desk.locator(".versions")).to_contain_text("“After the lawyer’s look”")
    assert found_in_light_and_dark(desk, desk.url) == ([], [])


def test_history_and_log_fit_a_telephone(
    desk: Page, site: Newsroom, changed: tuple[str, int]
) -> None:
    article, newest = changed
    desk.set_viewport_size({"width": 390, "height": 844})
    compared = f"{article}/compare/?from={newest - 1}&to={newest}"
    for address in (
        f"{article}/history/",
        compared,
        f"{compared}&show=columns",
        f"{site.url}/admin/articles/logline/",
    ):
        desk.goto(address)
        assert width_of(desk) == 390, address
