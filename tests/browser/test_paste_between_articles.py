"""What is copied out of the editor comes back into it as it was, in this article or another."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.hands import lines, put_cursor, saved, select

OpenEditor = Callable[[str], Page]

PARTS = [
    '<h2 data-id="h1">A heading</h2>',
    '<p data-id="y1" data-kind="byline">By Ann Lee</p>',
    '<p data-id="a1" data-kind="body">Words <strong>and</strong>'
    ' <a href="https://e.org/">a link</a></p>',
    '<p data-id="n1" data-kind="body" data-noise="">Noise</p>',
    '<p data-id="l1" data-kind="list_item" data-list="ol" data-start="3">Third</p>',
    '<p data-id="l2" data-kind="list_item" data-level="2">Inner</p>',
    '<p data-id="l3" data-kind="list_item" data-level="2" data-continued="">Goes on</p>',
    '<p data-id="q1" data-kind="quote" data-pull="" data-by="Ann">Pulled</p>',
    '<p data-id="s1" data-kind="subheading" data-level="4">Lower</p>',
    '<figure data-id="p1" data-kind="picture" data-source="https://e.org/a.jpg" data-alt="Rain"'
    ' data-credit="A. Lee" data-focus="0.25 0.5"><figcaption>A <em>caption</em></figcaption>'
    "</figure>",
    '<table data-id="t1" data-kind="table" data-head="1"><caption>Seats</caption><tr><td>A</td>'
    '<td>B</td></tr><tr><th>r</th><td>one<br>two</td></tr><tr><td colspan="2">c</td></tr></table>',
    '<figure data-id="e1" data-kind="embed" data-url="https://www.youtube.com/watch?v=abcdefghijk"'
    ' data-provider="youtube" data-embed="abcdefghijk"><figcaption></figcaption></figure>',
    '<pre data-id="f1" data-kind="preformatted">\nx =  1\ny</pre>',
    '<hr data-id="r1" data-kind="rule">',
    '<p data-id="b1" data-kind="box">In short</p>',
    '<p data-id="b2" data-kind="body" data-box="b1">In the box</p>',
    '<p data-id="b3" data-kind="body" data-box="b1">And more</p>',
    '<p data-id="z1" data-kind="body">The end</p>',
]
ARTICLE = "\n".join(PARTS)


def without_names(html: str) -> str:
    """The HTML without identifiers; that the box is named by its parts is left."""
    box = re.search(r'data-id="([^"]+)" data-kind="box"', html)
    assert box
    named = html.replace(f'data-box="{box[1]}"', 'data-box="BOX"')
    return re.sub(r' data-id="[^"]*"', "", named)


def copy_all(page: Page) -> None:
    put_cursor(page, 2, 0)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")


def test_an_article_is_copied_into_another(open_editor: OpenEditor) -> None:
    copy_all(open_editor(ARTICLE))
    page = open_editor("")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+v")
    there = saved(page)
    assert without_names(there) == without_names(ARTICLE)
    assert re.findall(r'data-id="(?!new-)[^"]*"', there) == []


def test_what_stands_twice_has_its_names_once(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    copy_all(page)
    put_cursor(page, len(PARTS) - 1, len("The end"))
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    there = saved(page)
    assert there.startswith(ARTICLE)
    copy = there.removeprefix(ARTICLE).strip()
    assert without_names(copy) == without_names(ARTICLE)
    names = re.findall(r'data-id="([^"]*)"', there)
    assert len(names) == len(set(names)) == len(PARTS) + 1


def test_a_part_of_a_box_elsewhere_is_in_no_box_here(open_editor: OpenEditor) -> None:
    page = open_editor(ARTICLE)
    select(page, (len(PARTS) - 3, 0), (len(PARTS) - 2, 8))
    page.keyboard.press("Control+c")
    page = open_editor('<p data-id="x1" data-kind="body">One</p>')
    put_cursor(page, 0, 3)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+v")
    assert lines(page)[1:] == [
        '<p data-kind="body">In the box</p>',
        '<p data-kind="body">And more</p>',
    ]


@pytest.mark.parametrize("number", [9, 10, 11, 12])
def test_what_is_cut_and_pasted_keeps_its_name(open_editor: OpenEditor, number: int) -> None:
    part = PARTS[number]
    around = [
        '<p data-id="x1" data-kind="body">One</p>',
        '<p data-id="x2" data-kind="body">Two</p>',
    ]
    page = open_editor("\n".join([around[0], part, around[1]]))
    select(page, (0, 0), (2, 0))
    page.keyboard.press("Control+x")
    page.keyboard.press("Control+v")
    assert part.partition(" data-kind")[0] in saved(page)
