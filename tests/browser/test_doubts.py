"""Labels that the import was unsure of: marked until an editor has answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import put_cursor

OpenEditor = Callable[..., Page]

NAMES = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "heading": "Heading",
    "byline": "Byline",
    "body": "Text",
    "list_item": "List item",
    "quote": "Quote",
    "noise": "Noise",
}
STANDFIRST = "A ferry leaves on time."
ARTICLE = """<p data-id="p1" data-kind="body">Notice to readers.</p>
<p data-id="p2" data-kind="body">Seven <strong>passengers</strong> were counted.</p>
<h2 data-id="s1">Why it happened</h2>
<p data-id="s1.byline" data-kind="byline">By Ann Lee</p>
<p data-id="p3" data-kind="body">The clock had stopped.</p>
<p data-id="p4" data-kind="noise">The next ferry leaves on Sunday.</p>"""


def doubt(origin: int, target: str, label: str, alternative: str) -> dict[str, object]:
    return {
        "origin": origin,
        "target": target,
        "label": label,
        "label_name": NAMES[label],
        "alternative": alternative,
        "alternative_name": NAMES[alternative],
        "reason": f"reason {origin}",
        "confidence": 0.6,
    }


TEXT_OR_NOISE = doubt(1, "p1", "body", "noise")
HEADING_OR_TEXT = doubt(3, "s1", "heading", "body")
NOISE_OR_TEXT = doubt(6, "p4", "noise", "body")
THREE = [TEXT_OR_NOISE, HEADING_OR_TEXT, NOISE_OR_TEXT]


@pytest.fixture
def open_unsure(open_editor: OpenEditor) -> OpenEditor:
    """Opens an article with some unsure labels; `more` is put into its form."""

    def open_it(
        *doubts: dict[str, object],
        body: str = ARTICLE,
        standfirst: str = "",
        looked_at: str = "[]",
        more: str = "",
    ) -> Page:
        hidden = f'<input type="hidden" name="looked_at" value="{escape(looked_at)}">'
        return open_editor(body, json.dumps(doubts), standfirst=standfirst, looked_at=hidden + more)

    return open_it


def looked_at(page: Page) -> str:
    return page.locator("[name=looked_at]").input_value()


def marked(page: Page) -> list[str]:
    return [str(text) for text in page.locator(".ProseMirror .is-doubted").all_inner_texts()]


def test_unsure_texts_are_marked_with_the_reason(open_unsure: OpenEditor) -> None:
    page = open_unsure(TEXT_OR_NOISE, NOISE_OR_TEXT)
    assert marked(page) == ["Notice to readers.", "The next ferry leaves on Sunday."]
    first = page.locator(".is-doubted").first
    expect(first).to_have_attribute("aria-description", "Unsure. Taken for Text: reason 1.")
    mark = first.evaluate("it => getComputedStyle(it, '::before').content")
    assert mark == '"Text ?"'


def test_the_list_for_those_without_scripts_goes(open_unsure: OpenEditor) -> None:
    box = '<ul data-doubt-list><li><input type="checkbox" name="looked_at" value="1" checked></ul>'
    page = open_unsure(TEXT_OR_NOISE, more=box)
    expect(page.get_by_role("checkbox")).to_have_count(0)
    assert looked_at(page) == "[]"


def test_an_ordinary_change_of_kind_answers(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 0, 0)
    page.get_by_label("Kind of paragraph").select_option("Quote")
    assert marked(page) == ["Why it happened", "The next ferry leaves on Sunday."]
    assert looked_at(page) == "[1]"
    put_cursor(page, 0, 0)
    page.keyboard.press("Control+z")
    assert looked_at(page) == "[]"


def test_a_removed_text_waits_for_no_answer_until_it_is_back(open_unsure: OpenEditor) -> None:
    page = open_unsure(*THREE)
    put_cursor(page, 2, 0)
    for key in ("Shift+End", "Delete", "Backspace"):
        page.keyboard.press(key)
    assert looked_at(page) == "[3]"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert looked_at(page) == "[]"
    assert len(marked(page)) == 3
