"""What typing does by itself: signs at the start of a line, the menu of "/", curly quotes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import choose_more, lines, put_cursor, saved

OpenEditor = Callable[..., Page]

EMPTY = "<p>x</p>"


@pytest.fixture
def write(open_editor: OpenEditor) -> Callable[[str], Page]:
    """Types in an empty text, as fast as the editor takes it."""

    def write_it(text: str, language: str = "en-GB") -> Page:
        page = open_editor(EMPTY)
        page.evaluate(
            "language => document.querySelector('[name=body]').setAttribute('lang', language)",
            language,
        )
        put_cursor(page, 0, 1)
        page.keyboard.press("Backspace")
        page.keyboard.type(text)
        return page

    return write_it


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("## Head", "<h2>Head</h2>"),
        ("### Sub", '<p data-kind="subheading">Sub</p>'),
        ("#### Less", '<p data-kind="subheading" data-level="4">Less</p>'),
        ("- Item", '<p data-kind="list_item">Item</p>'),
        ("* Item", '<p data-kind="list_item">Item</p>'),
        ("1. Item", '<p data-kind="list_item" data-list="ol">Item</p>'),
        ("7. Item", '<p data-kind="list_item" data-list="ol" data-start="7">Item</p>'),
        ("> Quote", '<p data-kind="quote">Quote</p>'),
        ("---After", '<hr data-kind="rule">\n<p data-kind="body">After</p>'),
        ("``` a  b", '<pre data-kind="preformatted">\na  b</pre>'),
    ],
)
def test_signs_at_the_start_of_a_line_make_its_kind(
    write: Callable[[str], Page], typed: str, made: str
) -> None:
    assert saved(write(typed)) == made


def test_one_undo_leaves_the_signs(write: Callable[[str], Page]) -> None:
    page = write("## ")
    page.keyboard.press("Control+z")
    assert saved(page) == '<p data-kind="body">## </p>'
    page.keyboard.type("two")
    assert saved(page) == '<p data-kind="body">## two</p>'


def test_signs_within_a_line_are_signs(write: Callable[[str], Page]) -> None:
    assert saved(write("No 1. and ## - > so")) == '<p data-kind="body">No 1. and ## - &gt; so</p>'


@pytest.mark.parametrize(
    ("language", "typed", "made"),
    [
        ("en-GB", "\"It's 'so'\" -- or...", "“It’s ‘so’” – or…"),
        ("en", "so---no", "so—no"),
        ("de", "\"Geht's 'so'?\"", "„Geht’s ‚so‘?“"),
        ("de-CH", '"So"', "«So»"),
        ("fr", '"Si"', "«\u00a0Si\u00a0»"),
        ("sv", '"Ja"', "”Ja”"),
        ("", '("So")', "(“So”)"),
    ],
)
def test_quotes_and_dashes_are_those_of_the_language(
    write: Callable[[str, str], Page], language: str, typed: str, made: str
) -> None:
    page = write(typed, language)
    assert page.locator(".ProseMirror").inner_text() == made


def test_one_undo_takes_a_curly_quote_back(write: Callable[[str], Page]) -> None:
    page = write('say "')
    page.keyboard.press("Control+z")
    page.keyboard.type("x")
    assert saved(page) == '<p data-kind="body">say "x</p>'


def test_curly_quotes_can_be_switched_off(write: Callable[[str], Page]) -> None:
    page = write("")
    choose_more(page, "Curly quotes")
    page.get_by_role("button", name="More").click()
    switch = page.get_by_role("button", name="Curly quotes")
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Escape")
    page.locator(".ProseMirror").click()
    page.keyboard.type('"so"')
    assert saved(page) == '<p data-kind="body">"so"</p>'
    page.evaluate("localStorage.clear()")


def test_preformatted_text_stays_as_it_is_typed(write: Callable[[str], Page]) -> None:
    page = write('``` "a" -- b')
    page.keyboard.press("Enter")
    page.keyboard.type("## c")
    assert saved(page) == '<pre data-kind="preformatted">\n"a" -- b\n## c</pre>'


# The menu of "/"


def test_a_slash_offers_what_can_be_inserted(write: Callable[[str], Page]) -> None:
    page = write("/")
    menu = page.get_by_role("listbox", name="Insert")
    expect(menu.get_by_role("option", name="Table")).to_be_visible()
    page.keyboard.type("pull")
    expect(menu.get_by_role("option")).to_have_text(["Pull quote"])
    page.keyboard.press("Enter")
    page.keyboard.type("So")
    assert saved(page) == '<p data-kind="quote" data-pull="">So</p>'
    expect(menu).to_be_hidden()


def test_arrows_choose_from_the_menu_and_are_told_to_readers_of_the_screen(
    write: Callable[[str], Page],
) -> None:
    page = write("/list")
    text = page.locator(".ProseMirror")
    first = text.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = text.get_attribute("aria-activedescendant")
    assert first != second
    expect(page.locator(f"#{second}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("One")
    assert saved(page) == '<p data-kind="list_item" data-list="ol">One</p>'
    assert text.get_attribute("aria-activedescendant") is None


def test_escape_leaves_the_slash_as_text(write: Callable[[str], Page]) -> None:
    page = write("/")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("so")
    page.keyboard.press("Enter")
    page.keyboard.type("On")
    assert lines(page) == ['<p data-kind="body">/so</p>', '<p data-kind="body">On</p>']


def test_a_slash_within_a_line_opens_nothing(write: Callable[[str], Page]) -> None:
    page = write("and/or")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_menu_offers_headings_and_all_that_the_toolbar_does(
    write: Callable[[str], Page],
) -> None:
    page = write("/")
    options = page.get_by_role("listbox").get_by_role("option").all_inner_texts()
    page.keyboard.press("Backspace")
    kinds = page.get_by_label("Kind of paragraph").locator("option").all_inner_texts()
    page.get_by_role("button", name="Insert").click()
    menu = page.locator("[popover][aria-label=Insert]")
    inserted = menu.get_by_role("button").all_inner_texts()
    assert options == ["Heading", "Subheading", "Smaller subheading", *inserted, "Byline"]
    # A text of plain text is what there is before anything is chosen.
    missing = set(kinds) - set(options) - {"", "Text", "List item", "Numbered item"}
    assert missing == set()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("/head", "<h2>So</h2>"),
        ("/h3", '<p data-kind="subheading">So</p>'),
        ("/smaller", '<p data-kind="subheading" data-level="4">So</p>'),
    ],
)
def test_headings_are_made_from_the_menu(
    write: Callable[[str], Page], typed: str, made: str
) -> None:
    page = write(typed)
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("So")
    assert saved(page) == made


def test_the_menu_of_the_toolbar_is_used_by_keys(write: Callable[[str], Page]) -> None:
    page = write("So")
    page.get_by_role("button", name="Insert").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Rule")).to_be_focused()
    page.keyboard.press("Enter")
    put_cursor(page, 0, 0)
    assert lines(page) == [
        '<p data-kind="body">So</p>',
        '<hr data-kind="rule">',
        '<p data-kind="body"></p>',
    ]
