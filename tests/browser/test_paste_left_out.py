"""What a paste left out is said below the text, without taking the hands off it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import paste_html, put_cursor, saved

OpenEditor = Callable[..., Page]

FORM = "<form><label>Mail</label><input></form>"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (FORM + "<script>1</script><script>2</script>", "1 form and 2 scripts were left out."),
        ("x<iframe src='https://ads.example/'></iframe>", "1 frame of another site was left out."),
        ("x<img src='file:///C:/a.png'>", "1 picture was left out."),
        ("x<img src='data:image/png;base64," + "AAAA" * 200 + "'>", "1 picture was left out."),
        ("x<video></video><audio></audio>", "1 video and 1 recording were left out."),
        ("<a href='javascript:alert(1)'>x</a>", "1 link that leads nowhere was left out."),
        ("<p>x<span style='display:none'>y</span></p>", "1 hidden text was left out."),
        (
            "<p>x<a class=msocomanchor href='#_msocom_1'>[AB1]</a></p><div style='mso-element:"
            "comment-list'><div style='mso-element:comment'><p>Is it so?</p></div></div>",
            "1 comment was left out.",
        ),
    ],
)
def test_it_says_what_was_left_out(open_editor: OpenEditor, html: str, said: str) -> None:
    page = open_editor("")
    put_cursor(page, 0, 0)
    paste_html(page, html)
    expect(page.locator(".article-said:not(.is-held) span")).to_have_text(said)
    assert "Is it so" not in saved(page)


@pytest.mark.parametrize(
    "html",
    [
        "<style>p { color: red }</style><p>x</p>",
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
        "<span style='mso-list:Ignore'>1.</span>x</p>",
        "<p>x<span style='display:none'> </span><a href='#top'>y</a><svg></svg></p>",
        "<p>x<img src='https://e.org/p.gif' width=1></p>",
    ],
)
def test_it_says_nothing_of_what_nobody_misses(open_editor: OpenEditor, html: str) -> None:
    page = open_editor("")
    put_cursor(page, 0, 0)
    paste_html(page, html)
    assert saved(page)
    expect(page.locator(".article-said:not(.is-held)")).to_be_hidden()


def test_the_keyboard_stays_in_the_text_until_it_is_dismissed(open_editor: OpenEditor) -> None:
    page = open_editor("")
    put_cursor(page, 0, 0)
    paste_html(page, FORM)
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.type(" and more")
    assert saved(page) == '<p data-kind="body">Mail and more</p>'
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".article-said:not(.is-held)")).to_be_hidden()
    expect(page.locator(".ProseMirror")).to_be_focused()


def test_the_next_paste_speaks_for_itself(open_editor: OpenEditor) -> None:
    page = open_editor("")
    put_cursor(page, 0, 0)
    paste_html(page, FORM)
    paste_html(page, "<p>x</p>")
    expect(page.locator(".article-said:not(.is-held)")).to_be_hidden()


def test_what_is_dropped_is_read_alike(open_editor: OpenEditor) -> None:
    page = open_editor('<p data-kind="body">Text</p>')
    page.locator(".ProseMirror > p").evaluate(
        """(block, html) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.setData("text/html", html);
            const { right: clientX, top } = block.getBoundingClientRect();
            const place = { clientX, clientY: top + 5, bubbles: true, cancelable: true };
            block.dispatchEvent(new DragEvent("drop", { dataTransfer, ...place }));
        }""",
        FORM,
    )
    assert saved(page) == '<p data-kind="body">TextMail</p>'
    expect(page.locator(".article-said:not(.is-held) span")).to_have_text("1 form was left out.")
