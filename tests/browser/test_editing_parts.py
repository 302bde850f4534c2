"""What is no plain paragraph, edited as an editor does it: by keys and pointer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import click_caption, lines, paste, put_cursor, saved, select

OpenEditor = Callable[[str], Page]

TEXT = '<p data-id="a1" data-kind="body">One</p>'
LAST = '<p data-id="a2" data-kind="body">Last</p>'
PICTURE = (
    '<figure data-id="p1" data-kind="picture" data-source="https://a.example/1.jpg">'
    "<figcaption>{}</figcaption></figure>"
)
TABLE = (
    '<table data-id="t1" data-kind="table" data-head="1"><tr><td>A</td><td>B</td></tr>'
    "<tr><td>C</td><td>D</td></tr></table>"
)


def type_on_new_line(page: Page, text: str) -> None:
    """Type at the end of the first paragraph, on a line of its own."""
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    page.keyboard.type(text)


def click_cell(page: Page, number: int) -> None:
    """Click on a cell, and wait until the editor has seen it."""
    page.locator(".ProseMirror td").nth(number).click()
    expect(page.get_by_role("toolbar", name="Table")).to_be_visible()


# Blocks without words


def test_an_article_of_a_picture_alone_is_saved(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format("")]))
    put_cursor(page, 0, 0)
    for _ in range(3):
        page.keyboard.press("Delete")
    assert lines(page)[1] == PICTURE.format("")


def test_only_the_selected_picture_becomes_noise(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format(""), LAST]))
    page.get_by_text("Picture at a.example").click()
    page.get_by_role("button", name="Noise", exact=True).click()
    noisy = PICTURE.format("").replace('"picture"', '"picture" data-noise=""')
    assert lines(page) == [TEXT, noisy, LAST]


def test_a_selected_picture_moves_by_itself(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format(""), LAST]))
    page.get_by_text("Picture at a.example").click()
    page.keyboard.press("Alt+ArrowUp")
    assert lines(page) == [PICTURE.format(""), TEXT, LAST]


def test_a_copy_above_a_picture_without_a_caption_has_no_id(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format(""), LAST]))
    page.get_by_text("Picture at a.example").click()
    page.keyboard.press("Control+c")
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    copy = PICTURE.format("").replace(' data-id="p1"', "")
    assert lines(page) == [TEXT, copy, PICTURE.format(""), LAST]


def test_a_picture_that_is_cut_and_pasted_keeps_its_id(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format(""), LAST]))
    page.get_by_text("Picture at a.example").click()
    page.keyboard.press("Control+x")
    put_cursor(page, 1, 4)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    assert lines(page)[:3] == [TEXT, LAST, PICTURE.format("")]


# Pictures and embeds


def test_enter_in_a_caption_goes_on_below_the_picture(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format("A quay"), LAST]))
    click_caption(page)
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.keyboard.type("Between")
    between = '<p data-kind="body">Between</p>'
    assert lines(page) == [TEXT, PICTURE.format("A quay"), between, LAST]


def test_backspace_in_a_caption_selects_the_picture_and_then_deletes_it(
    open_editor: OpenEditor,
) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format(""), LAST]))
    click_caption(page)
    page.keyboard.press("Backspace")
    expect(page.locator("figure.is-selected")).to_be_visible()
    page.keyboard.press("Backspace")
    assert lines(page) == [TEXT, LAST]
    page.keyboard.press("Control+z")
    assert lines(page) == [TEXT, PICTURE.format(""), LAST]


def test_what_a_picture_is_described_by_is_written_beside_it(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format(""), LAST]))
    alt = page.get_by_label("Alt text")
    expect(alt).to_have_class(re.compile("is-wanted"))
    alt.fill('A "grey" quay')
    page.get_by_label("Credit").press_sequentially("A. Lee")
    expect(alt).not_to_have_class(re.compile("is-wanted"))
    assert 'data-alt="A &quot;grey&quot; quay" data-credit="A. Lee"' in lines(page)[1]
    put_cursor(page, 0, 0)
    page.keyboard.press("Control+z")
    assert "data-credit" not in lines(page)[1]


def test_a_decorative_picture_asks_for_no_alt_text(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format("")]))
    page.get_by_label("Decorative").check()
    assert 'data-decorative=""' in lines(page)[1]
    expect(page.get_by_label("Alt text")).to_be_hidden()
    page.get_by_label("Decorative").uncheck()
    assert "decorative" not in saved(page)


def test_a_picture_is_deleted_by_its_button(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, PICTURE.format("A quay"), LAST]))
    page.locator("figure").get_by_role("button", name="Delete").click()
    assert lines(page) == [TEXT, LAST]


@pytest.mark.parametrize(
    ("url", "provider", "embed"),
    [
        ("https://www.youtube.com/watch?t=3&v=abcdefghij_", "youtube", "abcdefghij_"),
        ("https://youtu.be/abcdefghij-?si=x", "youtube", "abcdefghij-"),
        ("https://vimeo.com/123456", "vimeo", "123456"),
        ("https://tube.example/w/8TsFePM1uZ8hJ5wY4k2vQx", "peertube", "8TsFePM1uZ8hJ5wY4k2vQx"),
        ("https://twitter.com/hesk/status/1234567890", "x", "1234567890"),
        ("https://x.com/hesk/status/1234567890?s=20", "x", "1234567890"),
        ("https://www.instagram.com/p/C_-abc12/", "instagram", "C_-abc12"),
        ("https://www.tiktok.com/@hesk/video/723456", "tiktok", "723456"),
        ("https://www.facebook.com/hesk/videos/98765/", "facebook", "98765"),
    ],
)
def test_an_address_pasted_alone_on_a_line_is_embedded(
    open_editor: OpenEditor, url: str, provider: str, embed: str
) -> None:
    page = open_editor(TEXT)
    type_on_new_line(page, "")
    paste(page, "text/plain", url)
    page.keyboard.type("After it")
    written = url.replace("&", "&amp;")
    assert lines(page)[1:] == [
        f'<figure data-kind="embed" data-url="{written}" data-provider="{provider}"'
        f' data-embed="{embed}"><figcaption></figcaption></figure>',
        '<p data-kind="body">After it</p>',
    ]


def test_another_address_alone_on_a_line_is_a_card_and_after_undo_a_link(
    open_editor: OpenEditor,
) -> None:
    page = open_editor(TEXT)
    type_on_new_line(page, "")
    paste(page, "text/plain", "https://a.example/story")
    assert lines(page)[1].startswith(
        '<figure data-kind="embed" data-url="https://a.example/story"><figcaption>'
    )
    page.keyboard.press("Control+z")
    link = '<a href="https://a.example/story">https://a.example/story</a>'
    assert lines(page)[1] == f'<p data-kind="body">{link}</p>'


def test_a_video_is_inserted_by_its_address(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    put_cursor(page, 0, 3)
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Video or post").click()
    address = page.get_by_label("Address of the video")
    address.fill("no address")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Enter an address")
    address.fill("https://vimeo.com/123456")
    page.keyboard.press("Enter")
    page.keyboard.type("The quay")
    assert 'data-provider="vimeo" data-embed="123456"><figcaption>The quay<' in lines(page)[1]


# Tables


def test_tab_goes_from_cell_to_cell_and_adds_a_row_after_the_last(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, TABLE]))
    click_cell(page, 2)
    page.keyboard.press("Tab")
    page.keyboard.type("d")
    page.keyboard.press("Tab")
    page.keyboard.type("E")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert lines(page)[1].endswith(
        "<tr><td>C</td><td>d!</td></tr><tr><td>E</td><td></td></tr></table>"
    )


@pytest.mark.parametrize(
    ("button", "rows"),
    [
        ("Row above", "<tr><td></td><td></td></tr><tr><td>A</td><td>B</td></tr>CD"),
        ("Row below", "<tr><td>A</td><td>B</td></tr><tr><td></td><td></td></tr>CD"),
        ("Column before", "<tr><td></td><td>A</td><td>B</td></tr>"),
        ("Column after", "<tr><td>A</td><td></td><td>B</td></tr>"),
        ("Delete row", "CD"),
        ("Delete column", "<tr><td>B</td></tr><tr><td>D</td></tr>"),
        ("Heading cell", "<tr><th>A</th><td>B</td></tr>CD"),
    ],
)
def test_a_button_changes_the_table(open_editor: OpenEditor, button: str, rows: str) -> None:
    page = open_editor("\n".join([TEXT, TABLE]))
    click_cell(page, 0)
    page.get_by_role("toolbar", name="Table").get_by_role("button", name=button).click()
    wanted = rows.replace("CD", "<tr><td>C</td><td>D</td></tr>")
    assert wanted in lines(page)[1]


def test_cells_are_merged_and_split(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, TABLE]))
    page.locator(".ProseMirror td").nth(0).drag_to(page.locator(".ProseMirror td").nth(1))
    bar = page.get_by_role("toolbar", name="Table")
    bar.get_by_role("button", name="Merge cells").click()
    assert '<tr><td colspan="2">A<br>B</td></tr><tr><td>C' in lines(page)[1]
    bar.get_by_role("button", name="Split cell").click()
    assert "<tr><td>A<br>B</td><td></td></tr><tr><td>C" in lines(page)[1]


def test_the_heading_row_is_switched_off_and_on(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, TABLE]))
    click_cell(page, 0)
    head = page.get_by_role("button", name="Heading row")
    expect(head).to_have_attribute("aria-pressed", "true")
    head.click()
    assert 'data-head=""' in lines(page)[1]
    head.click()
    assert lines(page)[1] == TABLE


def test_enter_in_a_cell_breaks_its_line(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, TABLE]))
    click_cell(page, 3)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("E")
    assert "<td>D<br>E</td>" in lines(page)[1]


def test_a_table_is_inserted_and_deleted(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, LAST]))
    put_cursor(page, 0, 3)
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Table", exact=True).click()
    page.keyboard.type("First")
    row = "<tr><td></td><td></td><td></td></tr>"
    assert lines(page)[1] == (
        '<table data-kind="table" data-head="1"><tr><td>First</td><td></td><td></td></tr>'
        f"{row}{row}</table>"
    )
    page.get_by_role("button", name="Delete table").click()
    assert lines(page) == [TEXT, LAST]


# Lists, quotes, subheadings, boxes


def test_tab_changes_the_level_of_an_item(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="list_item">One</p>\n<p data-kind="list_item">Two</p>')
    put_cursor(page, 1, 0)
    page.keyboard.press("Tab")
    assert lines(page)[1] == '<p data-kind="list_item" data-level="2">Two</p>'
    page.keyboard.press("Shift+Tab")
    assert lines(page)[1] == '<p data-kind="list_item">Two</p>'
    page.keyboard.press("Shift+Tab")
    assert lines(page)[1] == '<p data-kind="list_item">Two</p>'


def test_a_new_item_has_the_list_and_the_level_of_the_one_before(open_editor: OpenEditor) -> None:
    item = '<p data-kind="list_item" data-list="ol" data-level="2"{}>{}</p>'
    page = open_editor(item.format(' data-start="7"', "One"))
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    assert lines(page) == [item.format(' data-start="7"', "One"), item.format("", "Two")]
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Outer")
    assert lines(page)[2] == '<p data-kind="list_item" data-list="ol">Outer</p>'


def test_items_are_numbered_as_readers_see_them(open_editor: OpenEditor) -> None:
    item = '<p data-kind="list_item"{}>{}</p>'
    page = open_editor(
        "".join(
            [
                item.format(' data-list="ol" data-start="3"', "Three"),
                item.format(' data-level="2"', "Inner"),
                item.format(' data-continued=""', "Goes on"),
                item.format(' data-list="ol"', "Four"),
                "<p>Text</p>",
                item.format(' data-list="ol"', "One"),
                item.format("", "• Has a mark of its own"),
            ]
        )
    )
    marks = page.locator('[data-kind="list_item"]').evaluate_all(
        "them => them.map(it => it.dataset.mark)"
    )
    assert marks == ["3.", "◦", "", "4.", "1.", ""]


def test_the_number_of_an_item_is_set_below_the_text(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="list_item" data-list="ol">One</p>')
    put_cursor(page, 0, 0)
    expect(page.get_by_label("Who said it")).to_be_hidden()
    page.get_by_role("textbox", name="Number").fill("5")
    expect(page.locator("[data-mark]")).to_have_attribute("data-mark", "5.")
    assert saved(page) == '<p data-kind="list_item" data-list="ol" data-start="5">One</p>'


def test_a_pull_quote_says_who_said_it(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    put_cursor(page, 0, 0)
    page.get_by_label("Kind of paragraph").select_option("Pull quote")
    page.get_by_label("Who said it").fill("Ann Lee")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert saved(page) == '<p data-id="a1" data-kind="quote" data-pull="" data-by="Ann Lee">One</p>'


def test_the_first_half_of_a_quote_that_is_split_names_nobody(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="quote" data-pull="" data-by="Ann Lee">One two</p>')
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    assert lines(page) == [
        '<p data-kind="quote" data-pull="">One</p>',
        '<p data-kind="quote" data-pull="" data-by="Ann Lee"> two</p>',
    ]


def test_there_are_two_levels_of_subheadings(open_editor: OpenEditor) -> None:
    page = open_editor(TEXT)
    put_cursor(page, 0, 0)
    kind = page.get_by_label("Kind of paragraph")
    kind.select_option("Smaller subheading")
    assert saved(page) == '<p data-id="a1" data-kind="subheading" data-level="4">One</p>'
    expect(kind).to_have_value("subheading-4")
    kind.select_option("Subheading")
    assert saved(page) == '<p data-id="a1" data-kind="subheading">One</p>'


def test_typing_after_a_line_of_noise_is_text(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="body" data-noise="">Video</p>')
    put_cursor(page, 0, 5)
    page.keyboard.press("Enter")
    page.keyboard.type("Text")
    assert lines(page)[1] == '<p data-kind="body">Text</p>'


def test_paragraphs_are_put_into_a_box_and_taken_out(open_editor: OpenEditor) -> None:
    page = open_editor("\n".join([TEXT, LAST]))
    put_cursor(page, 1, 4)
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Box").click()
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    page.keyboard.type("More")
    title = page.locator('[data-kind="box"]')
    name = title.get_attribute("data-id")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Outside")
    title.click()
    page.keyboard.type("In short")
    assert lines(page) == [
        TEXT,
        f'<p data-id="{name}" data-kind="box">In short</p>',
        f'<p data-id="a2" data-kind="body" data-box="{name}">Last!</p>',
        f'<p data-kind="body" data-box="{name}">More</p>',
        '<p data-kind="body">Outside</p>',
    ]
    page.get_by_role("button", name="Insert").click()
    page.get_by_role("button", name="Box").click()
    assert "data-box" not in saved(page)


def test_a_copy_of_a_box_is_a_box_of_its_own(open_editor: OpenEditor) -> None:
    box = '<p data-id="b1" data-kind="box">In short</p>\n<p data-id="b2" data-box="b1">So</p>'
    page = open_editor("\n".join([TEXT, box, LAST]))
    select(page, (1, 0), (2, 2))
    page.keyboard.press("Control+c")
    put_cursor(page, 3, 4)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    ids = page.locator('[data-kind="box"]').evaluate_all("them => them.map(it => it.dataset.id)")
    members = page.locator("[data-box]").evaluate_all("them => them.map(it => it.dataset.box)")
    assert ids[0] == "b1" != ids[1]
    assert members == ids


def test_escape_leads_out_of_a_text_where_tab_has_something_to_do(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="list_item">One</p>')
    put_cursor(page, 0, 0)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Kind of paragraph")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()


def test_an_empty_text_says_what_can_be_done(open_editor: OpenEditor) -> None:
    page = open_editor("")
    expect(page.locator(".ProseMirror > p")).to_have_attribute(
        "data-placeholder", re.compile("type /")
    )
    page.locator(".ProseMirror").click()
    page.keyboard.type("x")
    expect(page.locator("[data-placeholder]")).to_have_count(0)
