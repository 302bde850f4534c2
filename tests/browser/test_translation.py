"""The editor speaks the language of the catalogue that its page loaded."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

OpenEditor = Callable[[str], Page]

# As Django's catalogue declares them.
CATALOGUE = """
    globalThis.gettext = (message) => ({ Bold: "Fett" })[message] ?? message;
    globalThis.ngettext = (one, many, count) => count === 1 ? "%(count)s Wort" : many;
"""


def test_messages_are_those_of_the_catalogue(browser_page: Page, open_editor: OpenEditor) -> None:
    browser_page.add_init_script(CATALOGUE)
    page = open_editor("<p>Word</p>")
    expect(page.get_by_role("button", name="Fett")).to_be_visible()
    expect(page.locator(".article-editor-counts")).to_contain_text("1 Wort")


def test_without_a_catalogue_they_are_as_they_are_written(open_editor: OpenEditor) -> None:
    page = open_editor("<p>One</p><p>two.</p>")
    expect(page.get_by_role("button", name="Bold")).to_be_visible()
    expect(page.locator(".article-editor-counts")).to_have_text("2 words · 2 paragraphs")
