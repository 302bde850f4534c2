"""The editor of a whole article, used as an editor uses it: in a browser, by keys and pointer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.documents import markup
from articles.documents.article.kinds import TEXT_KINDS
from articles.documents.urls.safe_url import SCHEMES
from tests.browser.hands import (
    choose_more,
    lines,
    paste,
    paste_html,
    put_cursor,
    saved,
    select,
    select_block,
)
from tests.browser.screen import note_warnings

OpenEditor = Callable[[str], Page]

PASTED = Path(__file__).parent / "editor_page" / "pasted"

ARTICLE = """<p data-id="a1" data-kind="body">One two three four</p>
<p data-id="a2" data-kind="body">Second</p>
<h2 data-id="b0">A heading</h2>
<p data-id="b0.byline" data-kind="byline">By Ann Lee</p>
<p data-id="b1" data-kind="body">Third has <a href="https://example.org/">a link</a>.</p>"""


# The form's field


def test_an_unchanged_text_is_sent_as_it_came(open_editor: OpenEditor) -> None:
    odd = "<p  data-kind=body data-id=a1>Kept   <b>as</b> it <i>came</i></p>\n\n"
    page = open_editor(odd)
    page.locator(".ProseMirror").click()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    assert saved(page) == odd


def test_a_change_is_in_the_form_at_once(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 6)
    page.keyboard.type("ly")
    assert '<p data-id="a2" data-kind="body">Secondly</p>' in lines(page)


def test_a_change_is_in_the_textarea_soon(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 6)
    page.keyboard.type("ly")
    expect(page.locator("textarea[name=body]")).to_have_value(re.compile("Secondly"))


def test_an_emptied_text_is_sent_empty(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert saved(page) == ""


def test_a_change_leaves_the_other_paragraphs_as_they_were(open_editor: OpenEditor) -> None:
    rich = (
        '<p data-id="r1" data-kind="quote"><a href="/x?a=1&amp;b=2" title="A &quot;T&quot;">l'
        "<strong>i</strong>nk</a> &amp; <em>x &lt; y</em><br>12&nbsp;m<sup>2</sup> \U0001f600"
        ' <q>so</q> <abbr title="European Union">EU</abbr></p>'
    )
    page = open_editor(ARTICLE + "\n" + rich)
    put_cursor(page, 0, 0)
    page.keyboard.type("x")
    assert lines(page) == [
        '<p data-id="a1" data-kind="body">xOne two three four</p>',
        *ARTICLE.split("\n")[1:],
        rich,
    ]


def test_marks_are_nested_in_the_canonical_order(open_editor: OpenEditor) -> None:
    page = open_editor('<p>x<em>a <strong>b <a href="/c/">c</a></strong></em><i></i></p>')
    put_cursor(page, 0, 0)
    page.keyboard.press("Delete")
    assert saved(page) == (
        '<p data-kind="body"><em>a </em><strong><em>b </em></strong>'
        '<a href="/c/"><strong><em>c</em></strong></a></p>'
    )


KNOWN = (*markup.MARKS, *markup.ALIASES)
VARIED = [
    *(f"<{tag}>one</{tag}> two" for tag in KNOWN),
    *(f'<{tag} href="/x" title="T" cite="y" class="c">one</{tag}> two' for tag in KNOWN),
    *(f'<{tag} href="/x" title="">one</{tag}> two' for tag in KNOWN),
    *(f"<{tag}>one</{tag}> two" for tag in ("span", "big", "blink", "dfn", "var", "bdi")),
    *(f'<a href="{scheme}:x@example.org">one</a> two' for scheme in (*SCHEMES, "ftp", "data")),
]


def test_it_keeps_what_the_server_keeps(open_editor: OpenEditor) -> None:
    page = open_editor("".join(f"<p>{html}</p>" for html in ["", *VARIED]))
    put_cursor(page, 0, 0)
    page.keyboard.type("x")
    assert lines(page)[1:] == [
        f'<p data-kind="body">{markup.clean(html).markup}</p>' for html in VARIED
    ]


def test_a_paste_keeps_what_the_server_keeps(open_editor: OpenEditor) -> None:
    page = open_editor("")
    page.locator(".ProseMirror").click()
    paste_html(page, "".join(f"<p>{html}</p>" for html in VARIED))
    assert lines(page) == [
        f'<p data-kind="body">{markup.clean(html).markup}</p>' for html in VARIED
    ]


def test_it_keeps_every_kind_and_offers_it(open_editor: OpenEditor) -> None:
    kept = [f'<p data-kind="{kind}">Words</p>' for kind in (*sorted(TEXT_KINDS), "byline")]
    page = open_editor("".join(["<p>x</p>", *kept]))
    put_cursor(page, 0, 0)
    page.keyboard.type("x")
    assert lines(page)[1:] == kept
    offered = page.get_by_label("Kind of paragraph").locator("option")
    values = offered.evaluate_all("all => all.map(({ value }) => value)")
    assert {value.partition("-")[0] for value in values} - {""} == {
        *TEXT_KINDS,
        "byline",
        "heading",
        "preformatted",
    }


@pytest.mark.parametrize("changed", [True, False])
def test_it_warns_of_unsaved_work_only(open_editor: OpenEditor, changed: bool) -> None:
    page = open_editor(ARTICLE)
    warnings = note_warnings(page)
    put_cursor(page, 1, 0)
    if changed:
        page.keyboard.type("x")
    page.reload()
    assert warnings == ["beforeunload"] * changed


def test_saving_does_not_warn(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    warnings = note_warnings(page)
    put_cursor(page, 1, 0)
    page.keyboard.type("x")
    with page.expect_request("**/saved") as sent:
        page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Saved")
    assert "xSecond" in (sent.value.post_data or "")
    assert warnings == []


# Identifiers


@pytest.mark.parametrize(
    ("offset", "first", "second"), [(4, "", "a1"), (13, "a1", ""), (0, "", "a1"), (18, "a1", "")]
)
def test_after_a_split_the_larger_half_keeps_the_id(
    open_editor: OpenEditor, offset: int, first: str, second: str
) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 0, offset)
    page.keyboard.press("Enter")
    ids = page.locator(".ProseMirror > *").evaluate_all("all => all.map(it => it.dataset.id ?? '')")
    assert ids[:3] == [first, second, "a2"]


def test_after_a_join_the_larger_half_gives_the_id(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 0)
    page.keyboard.press("Backspace")
    assert lines(page)[0] == '<p data-id="a1" data-kind="body">One two three fourSecond</p>'


def test_undo_restores_the_text_exactly(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 0, 4)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Alt+2")
    assert saved(page) != ARTICLE
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert saved(page) == ARTICLE


def test_redo_restores_the_change(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 0, 4)
    page.keyboard.press("Enter")
    changed = saved(page)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    assert saved(page) == changed


def test_a_pasted_copy_has_no_id(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 0)
    page.keyboard.press("Control+c")
    put_cursor(page, 1, 6)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    assert lines(page)[:3] == [
        '<p data-id="a1" data-kind="body">One two three four</p>',
        '<p data-id="a2" data-kind="body">Second</p>',
        '<p data-kind="body">One two three four</p>',
    ]


@pytest.mark.parametrize("end", [(0, 18), (1, 0)])
def test_a_paragraph_that_is_cut_and_pasted_keeps_its_id(
    open_editor: OpenEditor, end: tuple[int, int]
) -> None:
    page = open_editor(ARTICLE)
    select(page, (0, 0), end)
    page.keyboard.press("Control+x")
    last = page.locator(".ProseMirror > *").count() - 1
    put_cursor(page, last, len("Third has "))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    put_cursor(page, last + 1, 0)
    page.keyboard.press("Control+v")
    assert '<p data-id="a1" data-kind="body">One two three four</p>' in lines(page)


def test_a_paragraph_pasted_before_another_keeps_its_id(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select(page, (0, 0), (1, 0))
    page.keyboard.press("Control+x")
    put_cursor(page, 3, 0)
    page.keyboard.press("Control+v")
    assert lines(page)[-2].startswith('<p data-id="a1" data-kind="body">One two three four<')
    assert lines(page)[-1].startswith('<p data-id="b1" data-kind="body">Third has')


def test_an_id_of_another_article_is_dropped(open_editor: OpenEditor) -> None:
    page = open_editor("<p data-id=a1>One</p>")
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    paste_html(page, '<p data-id="zz" data-kind="quote" data-pm-slice="1 1 []">Two</p>')
    assert lines(page)[1] == '<p data-kind="quote">Two</p>'


# Kinds


def test_the_select_changes_the_kind_and_keeps_the_id(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 2)
    page.get_by_label("Kind of paragraph").select_option("List item")
    assert lines(page)[1] == '<p data-id="a2" data-kind="list_item">Second</p>'


def test_the_select_shows_the_kind_at_the_cursor(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 3, 0)
    expect(page.get_by_label("Kind of paragraph")).to_have_value("byline")


def test_a_paragraph_becomes_a_heading_and_a_paragraph_again(open_editor: OpenEditor) -> None:
    page = open_editor("<p data-id=a1>Plain <strong>bold</strong><br>words</p>")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+Alt+2")
    assert saved(page) == '<h2 data-id="a1">Plain bold words</h2>'
    page.keyboard.press("Control+Alt+1")
    assert saved(page) == '<p data-id="a1" data-kind="body">Plain bold words</p>'


def test_the_noise_button_marks_and_unmarks(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 0)
    noise = page.get_by_role("button", name="Noise", exact=True)
    noise.click()
    assert lines(page)[1] == '<p data-id="a2" data-kind="body" data-noise="">Second</p>'
    expect(noise).to_have_attribute("aria-pressed", "true")
    noise.click()
    assert lines(page)[1] == '<p data-id="a2" data-kind="body">Second</p>'


def test_noise_can_be_folded(open_editor: OpenEditor) -> None:
    page = open_editor('<p>Text</p><p data-kind="noise">Video</p>')
    choose_more(page, "Hide noise")
    box = page.locator(".ProseMirror > [data-noise]").bounding_box()
    assert box is not None
    assert box["height"] < 5


def test_enter_continues_a_list_and_ends_it(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="list_item">One</p>')
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    page.keyboard.type("Two")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Three")
    assert [line[3:-4] for line in lines(page)] == [
        'data-kind="list_item">One',
        'data-kind="list_item">Two',
        'data-kind="body">Three',
    ]


def test_alt_and_an_arrow_move_a_paragraph(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 2)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.type("!")
    assert lines(page)[:2] == [
        '<p data-id="a2" data-kind="body">Se!cond</p>',
        '<p data-id="a1" data-kind="body">One two three four</p>',
    ]


# Links


def test_a_link_is_added_by_keys(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    page.keyboard.press("Control+k")
    page.keyboard.type("  https://example.org/new ")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert lines(page)[1] == (
        '<p data-id="a2" data-kind="body"><a href="https://example.org/new">Second</a></p>'
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JAVA\u200bSCRIPT:1", "data:text/html,x", "file:///etc"]
)
def test_the_dialog_refuses_other_schemes_and_says_so(
    open_editor: OpenEditor, address: str
) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    page.keyboard.press("Control+k")
    page.get_by_label("Address", exact=True).fill(address)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("A link cannot start with")
    page.keyboard.press("Escape")
    assert saved(page) == ARTICLE


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("/about/", "/about/"),
        ("www.example.org", "https://www.example.org"),
        ("desk@example.org", "mailto:desk@example.org"),
        ("//example.org/a b", "https://example.org/a%20b"),
    ],
)
def test_the_dialog_completes_addresses(open_editor: OpenEditor, typed: str, href: str) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    page.keyboard.press("Control+k")
    page.get_by_label("Address", exact=True).fill(typed)
    page.keyboard.press("Enter")
    assert f'<a href="{href}">Second</a>' in saved(page)


def test_a_link_without_a_selection_brings_its_own_text(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 6)
    page.keyboard.press("Control+k")
    page.get_by_label("Address", exact=True).fill("/x/")
    page.get_by_role("dialog").get_by_label("Text").fill(" (more)")
    page.get_by_label("Title").fill("More of it")
    page.keyboard.press("Enter")
    assert lines(page)[1] == (
        '<p data-id="a2" data-kind="body">Second<a href="/x/" title="More of it"> (more)</a></p>'
    )


def test_a_click_on_a_link_shows_its_address(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    page.locator(".ProseMirror a").click()
    expect(page.get_by_role("link", name="https://example.org/")).to_be_visible()
    page.get_by_role("button", name="Remove link").last.click()
    assert lines(page)[-1] == '<p data-id="b1" data-kind="body">Third has a link.</p>'


def test_a_link_is_edited_from_its_bar(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    page.locator(".ProseMirror a").click()
    page.get_by_role("button", name="Edit link").click()
    page.get_by_label("Address", exact=True).fill("https://example.org/2")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    assert '<a href="https://example.org/2">a link</a>' in lines(page)[-1]


def test_ctrl_and_click_open_a_link_in_a_new_tab(open_editor: OpenEditor) -> None:
    page = open_editor('<p><a href="/static/articles/editor/editor.css">a link</a></p>')
    with page.context.expect_page() as opened:
        page.locator(".ProseMirror a").click(modifiers=["Control"])
    assert opened.value.evaluate("window.opener") is None


def test_a_pasted_address_links_the_selected_text(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    paste(page, "text/plain", "https://example.org/pasted")
    assert '<a href="https://example.org/pasted">Second</a>' in lines(page)[1]


# Paste


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        (
            "word",
            [
                "<h2>The harbour</h2>",
                '<p data-kind="body">Work on the <strong>second berth</strong> began in'
                ' <em>May</em>, <a href="https://example.org/berth">the port said</a>.</p>',
                '<p data-kind="list_item">Cranes</p>',
                '<p data-kind="list_item" data-level="2">Rails</p>',
                '<p data-kind="list_item">Roads</p>',
                '<table data-kind="table" data-head=""><tr><td>Depth</td><td>12 m</td></tr>'
                "</table>",
                '<p data-kind="quote">It will be ready in time.</p>',
                '<p data-kind="body">See the report.</p>',
            ],
        ),
        (
            "google_docs",
            [
                "<h2>The ferry</h2>",
                '<p data-kind="body">It stops <strong>at midnight</strong><em> on Friday</em>,'
                ' <a href="https://example.org/ferry?day=fri">they said</a>.</p>',
                '<p data-kind="list_item">Harbour</p>',
                '<p data-kind="list_item" data-level="2">Pier</p>',
            ],
        ),
        (
            "web_page",
            [
                '<p data-kind="subheading" data-level="3">A new lane</p>',
                '<figure data-kind="picture" data-source="https://example.org/lane.jpg"'
                ' data-alt="A lane"><figcaption>The lane in June.</figcaption></figure>',
                '<p data-kind="body">It is <em>two metres</em> wide.</p>',
                '<p data-kind="body">Loose words</p>',
                '<p data-kind="body">and a second line<br>with a break.</p>',
                '<p data-kind="quote">At last, <strong>a lane</strong>.</p>',
                '<p data-kind="list_item" data-list="ol">Count</p>',
                '<p data-kind="list_item" data-level="2">Measure</p>',
                '<p data-kind="body">Bad, worse, inside and'
                ' <a href="https://example.org/x" title="More">good</a>.</p>',
                '<table data-kind="table" data-head=""><tr><th>Year</th><td>2024</td></tr></table>',
            ],
        ),
    ],
)
def test_pasted_text_keeps_its_structure_only(
    open_editor: OpenEditor, source: str, outcome: list[str]
) -> None:
    page = open_editor("")
    page.locator(".ProseMirror").click()
    paste_html(page, (PASTED / f"{source}.html").read_text())
    assert lines(page) == outcome


def test_words_of_a_page_are_pasted_into_the_line(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    put_cursor(page, 1, 6)
    paste_html(page, '<span style="color:red"> and <b>last</b></span>')
    assert lines(page)[1] == (
        '<p data-id="a2" data-kind="body">Second and <strong>last</strong></p>'
    )


def test_a_forged_clipboard_brings_no_refused_link(open_editor: OpenEditor) -> None:
    page = open_editor("")
    page.locator(".ProseMirror").click()
    paste_html(
        page, '<p data-kind="body" data-pm-slice="1 1 []"><a href="javascript:alert(1)">Hi</a></p>'
    )
    assert saved(page) == '<p data-kind="body">Hi</p>'


# Toolbar and status


def test_arrow_keys_walk_through_the_toolbar(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    kind = page.get_by_label("Kind of paragraph")
    kind.focus()
    page.keyboard.press("ArrowRight")
    bold = page.get_by_role("button", name="Bold")
    expect(bold).to_be_focused()
    expect(kind).to_have_attribute("tabindex", "-1")
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="More")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(kind).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "key", "tag"),
    [("Bold", "Control+b", "strong"), ("Italic", None, "em"), ("Italic", "Control+i", "em")],
)
def test_a_button_and_its_key_mark_the_selection(
    open_editor: OpenEditor, name: str, key: str | None, tag: str
) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    mark = page.get_by_role("button", name=name, exact=True)
    if key:
        page.keyboard.press(key)
    else:
        mark.click()
    assert f"<{tag}>Second</{tag}>" in lines(page)[1]
    expect(mark).to_have_attribute("aria-pressed", "true")


def test_what_is_rare_is_in_a_menu_that_tells_its_state(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    choose_more(page, "Subscript")
    assert "<sub>Second</sub>" in lines(page)[1]
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.get_by_role("button", name="More").click()
    subscript = page.get_by_role("button", name="Subscript")
    expect(subscript).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Remove link")).to_have_attribute(
        "aria-disabled", "true"
    )


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_the_tools_are_one_row_and_the_rest_is_in_the_menu(
    open_editor: OpenEditor, width: int
) -> None:
    page = open_editor(ARTICLE)
    page.set_viewport_size({"width": width, "height": 700})
    bar = page.get_by_role("toolbar", name="Formatting")
    tops = "them => them.filter(it => it.checkVisibility()).map(it => it.offsetTop)"
    assert len(set(bar.locator("button, select").evaluate_all(tops))) == 1
    expect(bar.get_by_role("button", name="Noise")).to_be_hidden()
    select_block(page, 1)
    choose_more(page, "Noise")
    assert 'data-noise=""' in lines(page)[1]
    page.set_viewport_size({"width": 1280, "height": 800})


def test_pressing_a_button_keeps_the_focus_in_the_toolbar(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 1)
    bold = page.get_by_role("button", name="Bold")
    bold.focus()
    page.keyboard.press("Enter")
    expect(bold).to_be_focused()
    assert "<strong>Second</strong>" in lines(page)[1]


def test_headings_take_no_marks(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select_block(page, 2)
    expect(page.get_by_role("button", name="Bold")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Control+b")
    assert saved(page) == ARTICLE


def test_the_status_line_counts_words_without_noise(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE + '<p data-kind="noise">Sign up now</p>')
    expect(page.get_by_role("status")).to_have_text("14 words · 3 paragraphs · 1 noise")
    put_cursor(page, 1, 6)
    page.keyboard.type(" and last")
    expect(page.get_by_role("status")).to_have_text("16 words · 3 paragraphs · 1 noise")


def test_the_page_does_not_overflow_on_a_phone(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
