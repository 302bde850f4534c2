"""Galleries in the text of an article: made, taken apart and put in order, by mouse and keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.hands import saved

OpenEditor = Callable[[str], Page]

_NAMES: Final = re.compile(r'data-source="https://example.org/(\w)"(?: data-gallery="([^"]+)")?')


def picture(name: str, gallery: str = "") -> str:
    named = f' data-gallery="{gallery}"' if gallery else ""
    source = f'data-source="https://example.org/{name}"'
    caption = f"<figcaption>{name}</figcaption>"
    return f'<figure data-id="{name}" data-kind="picture" {source}{named}>{caption}</figure>'


TEXT: Final = '<p data-id="x" data-kind="body">Words</p>'
APART: Final = "\n".join([picture("a"), picture("b"), picture("c"), TEXT])
TOGETHER: Final = "\n".join([picture("a", "g"), picture("b", "g"), picture("c", "g"), TEXT])


def order(page: Page) -> list[tuple[str, bool]]:
    """The pictures in their order, each with whether it is in a gallery."""
    return [(found[1], found[2] is not None) for found in _NAMES.finditer(saved(page))]


def galleries(page: Page) -> int:
    return len({found[2] for found in _NAMES.finditer(saved(page)) if found[2]})


def press(page: Page, name: str, button: str) -> None:
    page.locator(f'figure[data-id="{name}"]').get_by_role("button", name=button).click()


def top_of(page: Page, name: str) -> int:
    box = page.locator(f'figure[data-id="{name}"]').bounding_box()
    assert box
    return round(box["y"])


def select_pictures(page: Page, first: str, last: str) -> None:
    """Select from one caption to another, and wait until the editor has seen it."""
    page.evaluate(
        """([first, last]) => {
            document.querySelector(".ProseMirror").focus();
            const [one, other] = [first, last].map((name) =>
                document.querySelector(`figure[data-id=${name}] figcaption`).firstChild);
            getSelection().setBaseAndExtent(one, 0, other, 1);
        }""",
        [first, last],
    )
    expect(page.locator("figure.is-current")).to_have_count(ord(last) - ord(first) + 1)


def test_pictures_of_a_gallery_stand_side_by_side(open_editor: OpenEditor) -> None:
    page = open_editor(TOGETHER)
    assert top_of(page, "a") == top_of(page, "b") == top_of(page, "c")
    expect(page.get_by_role("group", name="Gallery of 3 pictures")).to_be_visible()
    assert saved(page) == TOGETHER


def test_selected_pictures_become_a_gallery(open_editor: OpenEditor) -> None:
    page = open_editor(APART)
    select_pictures(page, "a", "b")
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Gallery").click()
    assert order(page) == [("a", True), ("b", True), ("c", False)]
    page.keyboard.press("Control+z")
    assert saved(page) == APART


def test_a_picture_is_put_beside_the_one_above(open_editor: OpenEditor) -> None:
    page = open_editor(APART)
    press(page, "b", "Beside the picture above")
    press(page, "c", "Beside the picture above")
    assert order(page) == [("a", True), ("b", True), ("c", True)]
    assert galleries(page) == 1


def test_a_picture_that_is_taken_out_stands_behind_the_others(open_editor: OpenEditor) -> None:
    page = open_editor(TOGETHER)
    press(page, "b", "Take out")
    assert order(page) == [("a", True), ("c", True), ("b", False)]
    press(page, "a", "Take out")
    assert order(page) == [("c", False), ("a", False), ("b", False)]


def test_pictures_are_put_in_order_by_keys(open_editor: OpenEditor) -> None:
    page = open_editor(TOGETHER)
    page.locator('figure[data-id="a"]').get_by_role("button", name="Later").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert order(page) == [("b", True), ("c", True), ("a", True)]
    press(page, "a", "Earlier")
    assert [name for name, _ in order(page)] == ["b", "a", "c"]


def test_a_gallery_is_shown_one_by_one(open_editor: OpenEditor) -> None:
    page = open_editor(TOGETHER)
    page.get_by_role("button", name="Show one by one").click()
    assert saved(page) == APART


def test_a_picture_that_is_moved_out_of_its_gallery_is_of_none(open_editor: OpenEditor) -> None:
    page = open_editor(TOGETHER)
    page.locator('figure[data-id="c"] .article-figure-shown').click()
    expect(page.locator('figure[data-id="c"].is-selected')).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    assert order(page) == [("a", True), ("b", True), ("c", False)]
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    assert order(page) == [("a", True), ("c", True), ("b", True)]


def test_a_picture_is_dragged_into_a_gallery(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([picture("d"), TEXT, picture("a", "g"), picture("b", "g")]))
    figure = page.locator('figure[data-id="d"] .article-figure-shown')
    place = page.locator('figure[data-id="a"] .article-figure-shown').bounding_box()
    box = figure.bounding_box()
    assert place
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 10, steps=5)
    page.mouse.move(place["x"] + place["width"] - 4, place["y"] + 12, steps=5)
    page.mouse.up()
    expect(page.get_by_role("group", name="Gallery of 3 pictures")).to_be_visible()
    assert order(page) == [("a", True), ("d", True), ("b", True)]


def test_a_picture_that_is_pasted_into_a_caption_stands_behind_it(open_editor: OpenEditor) -> None:
    page = open_editor(APART)
    page.locator('figure[data-id="a"] .article-figure-shown').click()
    expect(page.locator('figure[data-id="a"].is-selected')).to_be_visible()
    page.keyboard.press("Control+x")
    page.locator('figure[data-id="b"] figcaption').click()
    expect(page.locator('figure[data-id="b"].is-current')).to_be_visible()
    page.keyboard.press("Control+v")
    expect(page.locator("figure")).to_have_count(3)
    assert [name for name, _ in order(page)] == ["b", "a", "c"]
    assert "<figcaption>b</figcaption>" in saved(page)
