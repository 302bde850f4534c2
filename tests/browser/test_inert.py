"""HTML that is opened or pasted: its styles and handlers are disarmed, and nothing else is touched.

A style or handler that was left alone is a violation of the Content-Security-Policy, which fails
the test by itself.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.hands import lines, paste_html, put_cursor, saved

OpenEditor = Callable[[str], Page]


CASES = [
    (
        '<a href="https://shop.example/deals/onsale=1/style=b" title="uses style=x">l</a>',
        '<a href="https://shop.example/deals/onsale=1/style=b" title="uses style=x">l</a>',
    ),
    (
        "<a href=/a/style=b title='x onclick=y'>l</a>",
        '<a href="/a/style=b" title="x onclick=y">l</a>',
    ),
    (
        '<a href="/a" title="<!-- style=b" style="color: red">l</a>',
        '<a href="/a" title="&lt;!-- style=b">l</a>',
    ),
    (
        '<!-- <a title="> --><a href="/a" title="style=b">l</a>',
        '<a href="/a" title="style=b">l</a>',
    ),
    ('<a href="/a"style="color: red"OnClick=x>l</a>', '<a href="/a">l</a>'),
    ('<a href="/a" onclick>l</a></b onclick="<i style=x>">', '<a href="/a">l</a>'),
]


@pytest.mark.parametrize(("link", "kept"), CASES)
def test_a_text_keeps_what_only_looks_like_a_style_or_handler(
    open_editor: OpenEditor, link: str, kept: str
) -> None:
    page = open_editor(f"<p>{link}</p><p>x</p>")
    put_cursor(page, 1, 0)
    page.keyboard.type("x")
    assert as_newer_browsers_write(lines(page)[0]) == f'<p data-kind="body">{kept}</p>'


@pytest.mark.parametrize(("link", "kept"), CASES)
def test_a_paste_keeps_what_only_looks_like_a_style_or_handler(
    open_editor: OpenEditor, link: str, kept: str
) -> None:
    page = open_editor("")
    put_cursor(page, 0, 0)
    paste_html(page, f"<p>{link}</p>")
    assert as_newer_browsers_write(saved(page)) == f'<p data-kind="body">{kept}</p>'


def as_newer_browsers_write(line: str) -> str:
    return line.replace("<!--", "&lt;!--")
