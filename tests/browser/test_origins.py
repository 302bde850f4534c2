"""From a part of an article to its block in the source document, in a panel beside the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.hands import put_cursor
from tests.browser.screen import ARTICLE, body_blocks, text_of, width_of
from tests.served import Newsroom

BLOCK = re.compile(r"^Block \d+$")


@pytest.fixture
def editor(site: Newsroom, desk: Page) -> Page:
    desk.goto(f"{site.url}{ARTICLE}/change/")
    desk.locator(".ProseMirror").wait_for()
    return desk


def panel(page: Page) -> str:
    """What the panel says once it has an answer."""
    body = page.locator(".origin-panel .origin-body:not([aria-busy])")
    expect(body).not_to_be_empty()
    return body.inner_text()


def block_shown(page: Page) -> str:
    panel(page)
    return page.locator(".origin-block").inner_text()


def is_writing(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement.matches('.ProseMirror')"))


def test_one_click_in_the_margin_shows_the_block(editor: Page) -> None:
    number = body_blocks(editor)[1]
    editor.locator(".ProseMirror > *").nth(number).hover()
    editor.locator(".origin-mark").click()
    assert text_of(editor, number)[:40] in block_shown(editor)
    expect(editor.locator(".origin strong").first).to_have_text(BLOCK)
    expect(editor.locator(".origin-neighbour")).to_have_count(2)


def test_the_mark_stays_while_the_pointer_goes_to_it(editor: Page) -> None:
    paragraph = editor.locator(".ProseMirror > *").nth(body_blocks(editor)[1])
    paragraph.hover()
    box, mark = paragraph.bounding_box(), editor.locator(".origin-mark").bounding_box()
    assert box
    assert mark
    assert mark["x"] >= box["x"] + box["width"]
    assert abs(mark["y"] - box["y"]) < 8
    editor.mouse.move(box["x"] + box["width"] + 2, box["y"] + 5, steps=5)
    after = editor.locator(".origin-mark").bounding_box()
    assert after == mark


def test_a_key_shows_the_block_and_escape_goes_back_to_the_text(editor: Page) -> None:
    number = body_blocks(editor)[1]
    put_cursor(editor, number, 3)
    editor.keyboard.press("F9")
    assert text_of(editor, number)[:40] in block_shown(editor)
    expect(editor.get_by_role("button", name="Close")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(editor.locator(".origin-panel")).to_be_hidden()
    assert is_writing(editor)


def test_tab_reaches_the_button_in_the_foot(editor: Page) -> None:
    put_cursor(editor, body_blocks(editor)[0], 3)
    for _ in range(20):
        editor.keyboard.press("Tab")
        if editor.evaluate("document.activeElement.matches('.origin-open')"):
            break
    editor.keyboard.press("Enter")
    assert text_of(editor, body_blocks(editor)[0])[:40] in block_shown(editor)


def test_the_panel_leaves_the_text_at_hand(editor: Page) -> None:
    first, second, *_ = body_blocks(editor)
    put_cursor(editor, first, 3)
    editor.keyboard.press("F9")
    assert text_of(editor, first)[:40] in block_shown(editor)
    put_cursor(editor, second, 3)
    editor.keyboard.press("F9")
    expect(editor.locator(".origin-block")).to_contain_text(text_of(editor, second)[:40])
    editor.keyboard.press("F9")
    expect(editor.locator(".origin-panel")).to_be_hidden()


def test_a_heading_and_a_standfirst_have_theirs(editor: Page) -> None:
    heading = editor.locator(".ProseMirror > h2").first
    heading.hover()
    editor.locator(".origin-mark").click()
    assert heading.inner_text() in block_shown(editor)
    editor.keyboard.press("Escape")
    editor.get_by_role("button", name="Source of the standfirst").click()
    expect(editor.locator(".origin-block")).to_contain_text(
        editor.locator("#id_standfirst").input_value()[:40]
    )
    editor.keyboard.press("Escape")
    expect(editor.locator("#id_standfirst")).to_be_focused()


def test_a_headline_that_no_block_holds_says_so_by_its_key(
    site: Newsroom, desk: Page, tmp_path: Path
) -> None:
    # One of its own: other tests publish the seeds, which confirms their headlines.
    (tmp_path / "quay.txt").write_text(repr([f"A quay of {tmp_path.name}.", "It is long."]))
    site.manage("import_articles", str(tmp_path))
    desk.goto(f"{site.url}/admin/articles/article/?q={tmp_path.name}")
    desk.get_by_role("link", name="A quay").first.click()
    desk.locator(".ProseMirror").wait_for()
    desk.locator("#id_headline").focus()
    desk.keyboard.press("F9")
    assert "the import made it up from the text" in panel(desk)


def test_a_new_paragraph_is_not_asked_for(editor: Page) -> None:
    number = body_blocks(editor)[0]
    put_cursor(editor, number, len(text_of(editor, number)))
    editor.keyboard.press("Enter")
    editor.keyboard.type("A new one.")
    editor.keyboard.press("F9")
    assert panel(editor) == "It is not saved yet, so it has no source."
    # The page would ask before it is left.
    editor.on("dialog", lambda dialog: dialog.accept())


def test_what_cannot_be_loaded_says_so(editor: Page) -> None:
    # As after a logout in another tab.
    editor.route(
        "**/source/part/**",
        lambda route: route.fulfill(status=302, headers={"Location": "/admin/login/"}),
    )
    put_cursor(editor, body_blocks(editor)[0], 3)
    editor.keyboard.press("F9")
    assert "could not be loaded" in panel(editor)


def test_the_whole_document_opens_at_the_block_beside_the_text(editor: Page) -> None:
    put_cursor(editor, body_blocks(editor)[1], 3)
    editor.keyboard.press("F9")
    panel(editor)
    with editor.context.expect_page() as opened:
        editor.get_by_role("link", name="The whole source document").click()
    page = opened.value
    chosen = page.locator("tr[aria-current=true]")
    expect(chosen).to_be_in_viewport()
    expect(chosen).to_contain_text(text_of(editor, body_blocks(editor)[1])[:40])
    page.close()


def test_without_a_fragment_the_block_is_brought_into_sight(site: Newsroom, desk: Page) -> None:
    desk.goto(f"{site.url}{ARTICLE}/source/?block=12")
    expect(desk.locator("#block-12")).to_be_in_viewport()


def test_the_panel_is_accessible_and_fits_a_telephone(site: Newsroom, lax_page: Page) -> None:
    page = lax_page
    page.goto(f"{site.url}{ARTICLE}/change/")
    page.locator(".ProseMirror").wait_for()
    put_cursor(page, body_blocks(page)[0], 3)
    page.keyboard.press("F9")
    panel(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert found_by_axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert width_of(page) == 390
    expect(page.locator(".origin-block")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 800})


def test_an_editor_without_an_address_has_no_buttons(site: Newsroom, desk: Page) -> None:
    desk.goto(f"{site.url}/admin/articles/article/add/")
    desk.locator(".ProseMirror").wait_for()
    expect(desk.locator(".origin-open, .origin-field, .origin-mark")).to_have_count(0)
