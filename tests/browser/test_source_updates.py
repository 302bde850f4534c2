"""Deciding what a source changed, at the real desk, by keyboard, and without scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.served import Newsroom

SENTENCE = "Seven passengers and a dog were counted at the quay, and all of them wanted money back."
Changed = Callable[[], str]


@pytest.fixture
def changed(site: Newsroom, tmp_path: Path) -> Changed:
    """Imports an article, edits two fields, imports it changed; gives its headline."""
    key = f"changed-{tmp_path.name}"
    document = tmp_path / "changed.json"

    def bring(title: str, *authors: str) -> None:
        content = {"id": key, "title": title, "authors": authors, "paragraphs": [SENTENCE]}
        document.write_text(json.dumps(content), encoding="utf-8")
        site.manage("import_articles", str(document))

    def make() -> str:
        bring(f"A ferry of {key}", "Pia Holm")
        called = f"from tests.browser.unsure import edit_fields; edit_fields({key!r})"
        site.manage("shell", "--no-imports", "-c", called)
        bring(f"The ferry of {key}", "Olav Moe")
        return f"Our ferry of {key}"

    return make


def fields_of(site: Newsroom, headline: str) -> list[str]:
    code = (
        "from articles.models import Article; "
        f"a = Article.objects.get(external_id__endswith={headline.rpartition(' ')[2]!r}); "
        "print(a.headline, *a.bylines, sep='\\n')"
    )
    return site.manage("shell", "--no-imports", "-c", code).splitlines()


def open_changes(site: Newsroom, desk: Page, headline: str) -> None:
    desk.goto(f"{site.url}/admin/articles/conflict/")
    desk.get_by_role("link", name=headline).click()


def test_an_editor_decides_one_by_one_by_keyboard(
    site: Newsroom, desk: Page, changed: Changed
) -> None:
    headline = changed()
    open_changes(site, desk, headline)
    expect(desk.get_by_role("heading", name="Headline")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Keep ours").first).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Took the source's: headline.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Bylines")).to_be_focused()
    for key in ("Tab", "Tab", "Tab", "Enter", "Tab", "Control+a"):
        desk.keyboard.press(key)
    desk.keyboard.type("Pia Holm\nOlav Moe")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("waits for a decision any more")).to_be_visible()
    expect(desk.get_by_role("heading", name="Source updates")).to_be_visible()
    assert fields_of(site, headline) == [headline.replace("Our", "The"), "Pia Holm", "Olav Moe"]


def test_all_at_once_is_asked_first(site: Newsroom, desk: Page, changed: Changed) -> None:
    headline = changed()
    open_changes(site, desk, headline)
    desk.get_by_text("Decide all 2 alike").click()
    desk.get_by_role("button", name="Take all the source’s").click()
    desk.get_by_role("button", name="Cancel").click()
    assert fields_of(site, headline)[0] == headline
    desk.get_by_role("button", name="Take all the source’s").click()
    desk.get_by_role("dialog").get_by_role("button", name="Take all the source’s").click()
    expect(desk.get_by_text("Took the source's: headline, bylines.")).to_be_visible()
    assert fields_of(site, headline) == [headline.replace("Our", "The"), "Olav Moe"]


def test_it_is_decided_without_scripts(
    site: Newsroom, changed: Changed, chromium: Browser, login: StorageState
) -> None:
    headline = changed()
    context = chromium.new_context(storage_state=login, java_script_enabled=False)
    page = context.new_page()
    open_changes(site, page, headline)
    page.get_by_text("Write it by hand").first.click()
    page.get_by_label("Text").fill("By hand")
    page.get_by_role("button", name="Save this text").first.click()
    page.get_by_role("button", name="Keep ours").click()
    expect(page.get_by_text("Kept the editor's: bylines.")).to_be_visible()
    context.close()
    assert fields_of(site, headline) == ["By hand", "Ilse Berg"]


def test_the_three_texts_fit_a_telephone(site: Newsroom, desk: Page, changed: Changed) -> None:
    headline = changed()
    desk.set_viewport_size({"width": 390, "height": 844})
    open_changes(site, desk, headline)
    desk.locator(".update-column").first.wait_for()
    tops = [column.bounding_box() for column in desk.locator(".update-column").all()[:3]]
    assert len({box["x"] for box in tops if box}) == 1
    assert desk.evaluate("document.documentElement.scrollWidth") == 390
