"""Find and replace in the text of an article, the sheet of keys, focus mode."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.conftest import OpenEditor
from tests.browser.hands import lines, put_cursor
from tests.browser.screen import ARTICLE
from tests.served import Newsroom

TEXT = """<p data-id="a1" data-kind="body">The ferry left. The <strong>Ferry</strong> came back.</p>
<h2 data-id="a2">Ferries</h2>
<p data-id="a3" data-kind="body">No boat (at all) today.</p>"""


def look_for(page: Page, words: str) -> None:
    put_cursor(page, 0, 0)
    page.keyboard.press("Control+f")
    field = page.get_by_role("searchbox", name="Find in the text")
    expect(field).to_be_focused()
    field.fill(words)


def status(page: Page) -> str:
    return page.locator(".article-find-status").inner_text()


def current(page: Page) -> str:
    return page.locator(".article-found.is-current").inner_text()


def test_words_are_found_in_any_case_and_one_goes_from_each_to_the_next(
    open_editor: OpenEditor,
) -> None:
    page = open_editor(TEXT)
    look_for(page, "ferr")
    assert (status(page), current(page)) == ("1 of 3", "ferr")
    page.keyboard.press("Enter")
    assert status(page) == "2 of 3"
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Shift+Enter")
    assert (status(page), current(page)) == ("3 of 3", "Ferr")
    page.keyboard.press("Escape")
    expect(page.locator(".article-found")).to_have_count(0)
    assert page.evaluate("String(getSelection())") == "Ferr"


def test_signs_are_what_they_are(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    look_for(page, "(at all)")
    assert status(page) == "1 of 1"
    page.get_by_role("searchbox", name="Find in the text").fill("nowhere")
    assert status(page) == "Not in the text"
    expect(page.get_by_role("button", name="Replace", exact=True)).to_be_disabled()


def test_one_is_replaced_and_keeps_its_marks(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    look_for(page, "ferry")
    page.keyboard.press("Enter")
    page.get_by_label("Put in its place").fill("boat")
    page.get_by_role("button", name="Replace", exact=True).click()
    assert lines(page)[0] == (
        '<p data-id="a1" data-kind="body">The ferry left. The <strong>boat</strong> came back.</p>'
    )
    assert status(page) == "1 of 1"


def test_all_are_replaced_and_one_undo_takes_them_back(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    before = lines(page)
    look_for(page, "ferr")
    page.get_by_label("Put in its place").fill("Bo")
    page.get_by_role("button", name="Replace all").click()
    assert [line.count("Bo") for line in lines(page)] == [2, 1, 0]
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    assert lines(page) == before


def test_what_is_looked_for_is_no_change_of_the_article(site: Newsroom, desk: Page) -> None:
    desk.goto(f"{site.url}{ARTICLE}/change/")
    desk.locator(".ProseMirror").wait_for()
    look_for(desk, "the")
    desk.keyboard.press("Enter")
    # It would ask before it is left, if it had changed.
    desk.goto(f"{site.url}/admin/")
    expect(desk.locator(".desk-home")).to_be_visible()


def test_a_question_mark_shows_all_keys_where_nobody_types(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    put_cursor(page, 0, 0)
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("row", name="Bold")).to_contain_text("Ctrl+B")
    expect(sheet.get_by_role("row", name="Find in the text")).to_contain_text("Ctrl+F")
    sheet.get_by_label("? opens this sheet").uncheck()
    sheet.get_by_role("button", name="Close").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(sheet).to_be_hidden()


def test_focus_mode_leaves_the_text_and_its_tools(site: Newsroom, desk: Page) -> None:
    desk.goto(f"{site.url}{ARTICLE}/change/")
    desk.locator(".ProseMirror").wait_for()
    put_cursor(desk, 1, 0)
    desk.keyboard.press("F8")
    expect(desk.locator("#header")).to_be_hidden()
    expect(desk.locator(".panel")).to_be_hidden()
    expect(desk.locator(".ProseMirror")).to_be_visible()
    desk.keyboard.press("F8")
    expect(desk.locator(".panel")).to_be_visible()


def test_the_bar_and_the_sheet_are_accessible(site: Newsroom, lax_page: Page) -> None:
    lax_page.goto(f"{site.url}{ARTICLE}/change/")
    lax_page.locator(".ProseMirror").wait_for()
    look_for(lax_page, "the")
    assert found_by_axe(lax_page) == []
    lax_page.get_by_role("button", name="Close", exact=True).click()
    lax_page.evaluate("document.activeElement.blur()")
    lax_page.keyboard.press("?")
    assert found_by_axe(lax_page) == []
