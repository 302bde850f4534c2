"""What the import was not sure of, from the list to the labelled data, at the real desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.hands import put_cursor
from tests.served import Newsroom

STRINGS = [
    "A ferry on time is news in Hesk.",
    "Seven passengers and a dog were counted at the quay, and all of them wanted their money back.",
    "The captain said her clock had stopped in the night.",
    "The next ferry leaves on Sunday, or so the captain says.",
]
LABELS = ["standfirst", "body", "noise", "body"]
GOLD = ["summary", "body", "noise", "body"]

Import = Callable[..., list[str]]


@pytest.fixture
def imported(site: Newsroom, tmp_path: Path) -> Import:
    """Imports an article for each of these: the blocks in doubt with their alternatives."""

    def do_it(*alternatives: dict[int, str]) -> list[str]:
        keys = [f"{tmp_path.name}-{number}.txt" for number in range(len(alternatives))]
        for key in keys:
            text = repr([f"{key}: {STRINGS[0]}", *STRINGS[1:]])
            (tmp_path / key).write_text(text, encoding="utf-8")
        site.manage("import_articles", str(tmp_path))
        inside(site, "make_unsure", LABELS, dict(zip(keys, alternatives, strict=True)))
        return keys

    return do_it


def inside(site: Newsroom, function: str, *arguments: object) -> str:
    called = f"{function}({', '.join(map(repr, arguments))})"
    code = f"from tests.browser.unsure import {function}; {called}"
    return site.manage("shell", "--no-imports", "-c", code)


def told_of(site: Newsroom, key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(inside(site, "tell", key))
    return found


def open_first(site: Newsroom, desk: Page, number: int = 1) -> None:
    """Open the first article of those that need a look."""
    desk.goto(f"{site.url}/admin/articles/article/")
    desk.get_by_role("link", name=f"Needs a look {number}").click()
    expect(desk.locator(".headline-link")).to_have_count(number)
    desk.locator(".headline-link").first.click()
    desk.locator(".ProseMirror").wait_for()


def press(desk: Page, *keys: str) -> None:
    for key in keys:
        desk.keyboard.press(key)


def says(desk: Page, words: str) -> None:
    expect(desk.locator(".article-review-sentence")).to_contain_text(words)


def test_an_editor_answers_all_by_keys_and_the_answers_are_labelled_data(
    site: Newsroom, desk: Page, imported: Import
) -> None:
    [key] = imported({0: "body", 2: "body", 3: "noise"})
    open_first(site, desk)
    press(desk, "F8")
    says(desk, "1 of 3 Labelled Standfirst: Reads like it. 60% sure")
    press(desk, "f")
    says(desk, "Now Text. 2 of 3 Labelled Noise: Reads like it.")
    press(desk, "f", "a")
    says(desk, "No label needs a look any more.")
    press(desk, "Enter")
    expect(desk.get_by_text("No article needs a look any more.")).to_be_visible()
    expect(desk.get_by_text("1 label confirmed. 2 labels corrected.")).to_be_visible()
    desk.get_by_role("link", name="Needs a look 0").click()
    expect(desk.get_by_text("0 articles").first).to_be_visible()
    assert told_of(site, key) == {
        "edits": [site.name],
        "answers": {"0": "body", "2": "body", "3": "body"},
        "reviewed_by": [site.name],
        "open": 0,
        "places": {"0": "body", "1": "body", "2": "body", "3": "body"},
    }
    exported = map(json.loads, site.manage("export_labels").splitlines())
    [row] = [row for row in exported if row["id"] == key]
    assert (row["gold"], row["meta"]["by"]) == (["body"] * 4, "editors")


def test_what_was_saved_on_the_way_to_the_list_is_no_unsaved_text(
    site: Newsroom, desk: Page, imported: Import
) -> None:
    imported({1: "noise"})
    open_first(site, desk)
    address = desk.url
    press(desk, "F8", "f", "Enter")
    expect(desk.get_by_text("No article needs a look any more.")).to_be_visible()
    desk.goto(address)
    desk.locator(".ProseMirror").wait_for()
    expect(desk.locator(".article-draft")).to_have_count(0)


def test_save_and_next_opens_the_next_article_for_the_next_answer(
    site: Newsroom, desk: Page, imported: Import
) -> None:
    first, second = imported({1: "noise"}, {3: "noise"})
    open_first(site, desk, 2)
    headline = desk.get_by_label("Headline", exact=False).first.input_value()
    press(desk, "F8", "a", "Enter")
    expect(desk.get_by_text("1 label confirmed.")).to_be_visible()
    desk.locator(".ProseMirror").wait_for()
    assert desk.get_by_label("Headline", exact=False).first.input_value() != headline
    press(desk, "F8", "f")
    says(desk, "No label needs a look any more.")
    press(desk, "Control+s")
    expect(desk.get_by_text("1 label corrected.")).to_be_visible()
    tellings = [told_of(site, key) for key in (first, second)]
    assert sorted(len(told["edits"]) for told in tellings) == [0, 1]
    assert [told["open"] for told in tellings] == [0, 0]


def test_a_standfirst_that_changes_places_with_a_text_keeps_its_block(
    site: Newsroom, desk: Page, imported: Import
) -> None:
    [key] = imported({1: "standfirst"})
    open_first(site, desk)
    press(desk, "F8", "f")
    says(desk, "The old standfirst is the first paragraph now.")
    put_cursor(desk, 0, 0)
    desk.keyboard.type("Once more: ")
    press(desk, "Control+s")
    expect(desk.get_by_text("1 label corrected.")).to_be_visible()
    told = told_of(site, key)
    assert told["places"] == {"1": "standfirst", "0": "body", "2": "noise", "3": "body"}
    assert told["answers"] == {"1": "standfirst"}


def test_answers_outlive_what_another_saved_meanwhile(
    site: Newsroom, desk: Page, imported: Import
) -> None:
    [key] = imported({1: "noise", 3: "noise"})
    open_first(site, desk)
    inside(site, "save_meanwhile", key)
    press(desk, "F8", "a", "f", "Control+s")
    expect(desk.get_by_text("Joined with what somebody changed meanwhile")).to_be_visible()
    expect(desk.get_by_text("1 label confirmed. 1 label corrected.")).to_be_visible()
    assert told_of(site, key)["answers"] == {"1": "body", "3": "noise"}


def test_without_scripts_the_list_is_ticked(
    site: Newsroom, imported: Import, chromium: Browser, login: StorageState
) -> None:
    [key] = imported({1: "noise", 3: "noise"})
    context = chromium.new_context(storage_state=login, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/admin/articles/article/?look=needed")
    page.locator(".headline-link").click()
    page.get_by_label("Text is right").last.check()
    page.get_by_role("button", name="Save and next").click()
    expect(page.get_by_text("1 block still needs a look.")).to_be_visible()
    context.close()
    told = told_of(site, key)
    assert (told["answers"], told["open"], told["edits"]) == ({"3": "body"}, 1, [])
