"""Two people at one article, in two browsers: what each sees of the other, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import found_by_axe
from tests.browser.pair import Person, two_people
from tests.browser.screen import width_of
from tests.served import Newsroom


@pytest.fixture
def people(site: Newsroom, chromium: Browser, tmp_path: Path) -> Iterator[list[Person]]:
    with two_people(site, chromium, tmp_path / f"{tmp_path.name}.txt") as pair:
        yield pair


def send(person: Person, base: str) -> None:
    person.page.get_by_role("button", name="Save", exact=True).first.click()
    person.page.wait_for_function(
        """(base) => document.querySelector("[data-merge]")
            || (document.querySelector("[name=base]")?.value ?? base) !== base
            || document.body?.innerText.includes("nothing has changed since")""",
        arg=base,
        timeout=60_000,
    )


def test_a_colleague_is_seen_and_what_they_save_is_told(people: list[Person]) -> None:
    pia, oda = people
    oda.page.locator(".ProseMirror > p").nth(2).click()
    here = pia.page.locator(".ProseMirror > .has-colleague")
    expect(here).to_contain_text("Oda is here", timeout=30_000)
    expect(here).to_contain_text("base1a")
    expect(pia.page.locator("[data-people]")).to_contain_text("Oda Ferring")
    # It is no part of the text.
    assert "Oda" not in pia.page.locator("[name=body]").input_value()
    oda.page.keyboard.press("End")
    oda.page.keyboard.type(" more")
    send(oda, "1")
    bar = pia.page.locator(".saved-elsewhere")
    expect(bar).to_contain_text("Oda Ferring saved version 2:", timeout=30_000)
    expect(bar).to_contain_text("“")
    expect(bar.get_by_role("link")).to_have_attribute("href", re.compile(r"history/2/$"))
    assert "more" not in pia.words()
    assert found_by_axe(pia.page) == []
    oda.page.goto("about:blank")
    expect(pia.page.locator("[data-people]")).to_be_hidden(timeout=60_000)


def test_the_page_that_asks(people: list[Person]) -> None:
    pia, oda = people
    for person, words in ((oda, " of hers"), (pia, " of mine")):
        person.page.locator(".ProseMirror > p").nth(1).click()
        person.page.keyboard.press("End")
        person.page.keyboard.type(words)
        send(person, "1")
    page = pia.page
    expect(page.get_by_role("heading", level=1)).to_have_text("One place to settle")
    text = page.get_by_label("The paragraph to save")
    page.get_by_role("radio", name="Oda’s").check()
    expect(text).to_have_value(re.compile("of hers$"))
    page.get_by_role("radio", name="Yours").check()
    expect(text).to_have_value(re.compile("of mine$"))
    assert found_by_axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert width_of(page) <= 390
    text.fill("base0 of both")
    # What was written stays, whatever is chosen then.
    page.get_by_role("radio", name="Oda’s").check()
    expect(text).to_have_value("base0 of both")
    page.get_by_role("button", name="Save version 3").click()
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert {"both", "base7a"} <= pia.words()
