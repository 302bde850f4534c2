"""What other programs put into the clipboard, and what it becomes in the text of an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import click_caption, lines, paste, paste_html, put_cursor, saved, select

OpenEditor = Callable[[str], Page]

PASTED = Path(__file__).parent / "editor_page" / "pasted"


def pasted(page: Page, content: str, kind: str = "text/html") -> list[str]:
    """What is in the text after it was pasted into an empty one."""
    page.locator(".ProseMirror").click()
    paste(page, kind, content)
    return lines(page)


def of_file(open_editor: OpenEditor, name: str) -> list[str]:
    kind = "text/html" if name.endswith(".html") else "text/plain"
    return pasted(open_editor(""), (PASTED / name).read_text(), kind)


def p(words: str, **data: object) -> str:
    named = "".join(f' data-{name}="{value}"' for name, value in data.items())
    return f'<p data-kind="body"{named}>{words}</p>'


def li(words: str, **data: object) -> str:
    return p(words, **data).replace('"body"', '"list_item"')


# Whole clipboards


def test_word_keeps_numbers_tables_and_quotes(open_editor: OpenEditor) -> None:
    assert of_file(open_editor, "word_numbers.html") == [
        "<h2>Harbour plan</h2>",
        p("The <strong>council</strong> has <em>agreed</em> to plant 400&nbsp;trees along the"
          " harbour.[1]"),
        li("Limes on the quay"),
        li("Planes in the square"),
        li("First step", list="ol"),
        li("Second step", list="ol"),
        p("She said <s>yes</s><u>no</u>."),
        '<p data-kind="quote"><em>“It’s a fine day,” he said.</em></p>',
        '<table data-kind="table" data-head=""><tr><td>Year</td><td>Trees</td></tr>'
        "<tr><td>2026</td><td>400</td></tr></table>",
        p("[1] Minutes of 3 March."),
    ]  # fmt: skip


def test_word_keeps_levels_and_what_a_list_begins_with(open_editor: OpenEditor) -> None:
    assert of_file(open_editor, "word_levels.html") == [
        li("Three", list="ol", start=3),
        li("Four", list="ol"),
        li("Foura", list="ol", level=2),
        li("Fourb", list="ol", level=2),
        li("FourbI", list="ol", level=3),
        li("FourbII", list="ol", level=3),
        li("Five", list="ol"),
        li("bullet2", level=2),
        li("Again", list="ol", start=1),
        li("goes on", list="ol", continued=""),
        p("Text"),
        li("Typed", list="ol"),
        li("goes on", list="ol", continued=""),
        "<h2>1.&nbsp;Intro</h2>",
        p("x y"),
    ]


def test_google_docs_keeps_lists_tables_and_pictures(open_editor: OpenEditor) -> None:
    assert of_file(open_editor, "google_docs_lists.html") == [
        "<h2>Harbour plan</h2>",
        p("The <strong>council</strong> has <em>agreed</em> to plant"
          ' <a href="https://example.org/trees">400 trees</a><s> struck</s>.'),
        li("Limes"),
        li("Planes"),
        li("Nested plane", level=2),
        li("First", list="ol"),
        li("Second", list="ol"),
        p("Line one<br>Line two"),
        '<table data-kind="table" data-head=""><tr><td>Year</td><td>Trees</td></tr></table>',
        '<figure data-kind="picture" data-source="https://lh3.googleusercontent.com/x.png"'
        ' data-alt="map"><figcaption></figcaption></figure>',
        p("<sup>2</sup>H<sub>2</sub>O"),
    ]  # fmt: skip


def test_a_web_page_keeps_its_parts(open_editor: OpenEditor) -> None:
    quote = '<p data-kind="quote">{}</p>'
    assert of_file(open_editor, "web_page_parts.html") == [
        "<h2>Harbour plan agreed</h2>",
        p('By <a href="/people/ann">Ann Writer</a> · 3 March'),
        '<figure data-kind="picture" data-source="https://example.org/a.jpg" data-alt="Trees">'
        "<figcaption>Trees on the quay. Photo: AP</figcaption></figure>",
        p('First para with <a href="https://example.org/?utm_source=x&amp;id=3">link</a>'
          " and end."),
        p("Div text one"),
        p("Div text two after double break"),
        quote.format("Quote para one"),
        quote.format("Quote para two"),
        quote.format("— <cite>Somebody</cite>"),
        li("One"),
        li("Inner", level=2),
        li("Two a"),
        li("Two b", continued=""),
        p("Term"),
        p("Def"),
        '<pre data-kind="preformatted">',
        "x = 1",
        "y = 2</pre>",
        '<p data-kind="subheading" data-level="4">Small heading</p>',
        p('Last <u>under</u> <mark>marked</mark> <abbr title="x">abbr</abbr> <code>code</code>'
          " <small>small</small>"),
        '<figure data-kind="embed" data-url="https://www.youtube.com/embed/x">'
        "<figcaption></figcaption></figure>",
        p("Share"),
        p("bad"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        (
            "google_docs_styles.html",
            ["<s>struck</s> and <u>underlined</u><strong><em> bolditalic</em></strong>"
             "<sup>sup</sup>hl"],
        ),
        ("google_docs_line.html", ["Plain single line"]),
        ("visual_studio_code.html", ["test", "test", "xyz"]),
        (
            "spaces_around_links.html",
            ['Please read our <a href="https://example.org/privacy">Privacy Statement</a>'
             "&nbsp;<em>now</em> <strong>or</strong>&nbsp;"
             '<a href="https://e.org/x">later</a>.'],
        ),
    ],
)  # fmt: skip
def test_words_keep_their_marks_and_spaces(
    open_editor: OpenEditor, name: str, outcome: list[str]
) -> None:
    assert of_file(open_editor, name) == [p(words) for words in outcome]


def test_libre_office_keeps_numbers_and_styles(open_editor: OpenEditor) -> None:
    assert of_file(open_editor, "libre_office.html") == [
        p("The <strong>council</strong> has <em>agreed</em> to plant 400 trees."),
        li("First step", list="ol"),
        li("Second step", list="ol"),
        p("<strong>Bold by style</strong>"),
    ]


def test_excel_keeps_spans_and_lines_but_no_empty_rows(open_editor: OpenEditor) -> None:
    assert of_file(open_editor, "excel.html") == [
        '<table data-kind="table" data-head=""><tr><td>Party</td><td colspan="2">Seats<br>and votes'
        '</td></tr><tr><td rowspan="2">Red</td><td>12</td><td>40&nbsp;%</td></tr>'
        "<tr><td></td><td>3</td></tr></table>"
    ]


# HTML, piece by piece


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        (
            "<ol start=5><li>five</li><li>six<ol><li>six one</ol></li><li value=9>nine</ol>"
            "<ol><li>anew</ol>",
            [li("five", list="ol", start=5), li("six", list="ol"),
             li("six one", list="ol", level=2), li("nine", list="ol", start=9),
             li("anew", list="ol", start=1)],
        ),
        (
            '<ol start="2"><li data-aria-level="2">two</ol>',
            [li("two", list="ol", level=2, start=2)],
        ),
        ("<ul><li>a<br><br>b</ul>", [li("a"), li("b", continued="")]),
        ('<p style="text-decoration-line:line-through">gone</p>', [p("<s>gone</s>")]),
        (
            '<a href="https://e.org"><span style="text-decoration:underline">no line</span></a>',
            [p('<a href="https://e.org">no line</a>')],
        ),
        (
            "<table><tr><td>A<td>B<tr><td colspan=100>C</table>",
            ['<table data-kind="table" data-head=""><tr><td>A</td><td>B</td></tr>'
             '<tr><td colspan="2">C</td></tr></table>'],
        ),
        (
            "<table><tr><th rowspan=2>A<th>B<tr><th>C<tr><td>1<td>2</table>",
            ['<table data-kind="table" data-head="2"><tr><td rowspan="2">A</td><td>B</td></tr>'
             "<tr><td>C</td></tr><tr><td>1</td><td>2</td></tr></table>"],
        ),
        (
            "<figure><table><thead><tr><th>A<th>B<tbody><tr><th>r<td><p>one</p><p>two</p>"
            '<img src="https://e.org/i.png" alt=I></table><figcaption>C <i>t</i></figcaption>'
            "</figure>",
            ['<table data-kind="table" data-head="1"><caption>C <em>t</em></caption>'
             "<tr><td>A</td><td>B</td></tr><tr><th>r</th><td>one<br>two</td></tr></table>",
             '<figure data-kind="picture" data-source="https://e.org/i.png" data-alt="I">'
             "<figcaption></figcaption></figure>"],
        ),
        (
            "<table><tr><td>T<td><ul><li>a<ul><li>b</ul><li>c</ul><ol start=4><li>d<li>e</ol>f"
            "<tr><td>U<td>g</table>",
            ['<table data-kind="table" data-head=""><tr><td>T</td>'
             "<td>• a<br>◦ b<br>• c<br>4. d<br>5. e<br>f</td></tr>"
             "<tr><td>U</td><td>g</td></tr></table>"],
        ),
        ("<table role=presentation><tr><td>Lay<td>out</table>", [p("Lay out")]),
        ("<table><tr><td>only</table>", [p("only")]),
        (
            '<div class="wp-caption"><img src="//e.org/b.jpg" alt="">'
            '<p class="wp-caption-text">B <b>cap</b></p></div>',
            ['<figure data-kind="picture" data-source="https://e.org/b.jpg">'
             "<figcaption>B <strong>cap</strong></figcaption></figure>"],
        ),
        (
            '<p>Hi <img alt="😀" src="https://e.org/x.png"> there'
            '<img width=1 height=1 src="https://e.org/p.gif"></p>',
            [p("Hi 😀 there")],
        ),
        (
            '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="A film"></iframe>',
            ['<figure data-kind="embed" data-url="https://www.youtube.com/embed/abcdefghijk"'
             ' data-provider="youtube" data-embed="abcdefghijk" data-title="A film">'
             "<figcaption></figcaption></figure>"],
        ),
        (
            '<blockquote class="twitter-tweet"><p>So it is.</p>'
            '<a href="https://twitter.com/ann/status/123">May</a></blockquote>',
            ['<figure data-kind="embed" data-url="https://twitter.com/ann/status/123"'
             ' data-provider="x" data-embed="123" data-text="So it is.">'
             "<figcaption></figcaption></figure>"],
        ),
        ("<p>one</p><hr><p>two</p>", [p("one"), '<hr data-kind="rule">', p("two")]),
    ],
)  # fmt: skip
def test_html_becomes_parts(open_editor: OpenEditor, html: str, outcome: list[str]) -> None:
    assert pasted(open_editor(""), html) == outcome


def test_a_long_text_of_word_is_pasted_within_a_second(open_editor: OpenEditor) -> None:
    page = open_editor("")
    page.locator(".ProseMirror").click()
    once = (PASTED / "word_numbers.html").read_text()
    head, text, end = re.split(r"<!--(?:Start|End)Fragment-->", once)
    long = head + text * (300_000 // len(text) + 1) + end
    before = seconds_of(page)
    paste_html(page, long)
    assert seconds_of(page) - before < 1
    assert len(lines(page)) > 900


def seconds_of(page: Page) -> float:
    """What the page has taken of the processor, however busy that is with other things."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


# Plain text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            (PASTED / "mail.txt").read_text(),
            [p("First paragraph, wrapped by a mail program here."), p("Second paragraph."),
             li("a bullet"), li("another"), li("one", list="ol"), li("two", list="ol")],
        ),
        (
            "Ann Lee\r\n12 Quay Street\r\nOrsk\r\n\r\nDear all,\r\n",
            [p("Ann Lee<br>12 Quay Street<br>Orsk"), p("Dear all,")],
        ),
        ("A line of its own.\nAnother one.\n", [p("A line of its own."), p("Another one.")]),
        (
            "4. one\n   goes on\n5. two\n   - inner\n     - deep\n6. three\n\nEnd",
            [li("one goes on", list="ol", start=4), li("two", list="ol"), li("inner", level=2),
             li("deep", level=3), li("three", list="ol"), p("End")],
        ),
    ],
)  # fmt: skip
def test_plain_text_becomes_paragraphs_and_lists(
    open_editor: OpenEditor, text: str, outcome: list[str]
) -> None:
    assert pasted(open_editor(""), text, "text/plain") == outcome


def test_a_lone_line_among_words_is_words(open_editor: OpenEditor) -> None:
    page = open_editor(p("He said"))
    put_cursor(page, 0, 7)
    paste(page, "text/plain", " 1. no\n")
    assert saved(page) == p("He said 1. no")


# Where it goes

TABLE = "<table><tr><td>a</td><td>b</td></tr></table>"
MADE = '<table data-kind="table" data-head=""><tr><td>a</td><td>b</td></tr></table>'


@pytest.mark.parametrize(
    ("offset", "outcome"),
    [
        (0, [MADE, p("Words")]),
        (3, [p("Wor"), MADE, p("ds")]),
        (5, [p("Words"), MADE]),
    ],
)
def test_a_table_is_pasted_between_paragraphs(
    open_editor: OpenEditor, offset: int, outcome: list[str]
) -> None:
    page = open_editor(p("Words"))
    put_cursor(page, 0, offset)
    paste_html(page, TABLE)
    assert lines(page) == outcome


def press_end(page: Page) -> None:
    """Go to the end of a line, and leave the editor the time to see it."""
    page.keyboard.press("End")
    page.wait_for_timeout(100)


def test_paragraphs_become_one_text_in_a_caption(open_editor: OpenEditor) -> None:
    figure = '<figure data-kind="picture" data-source="https://e.org/a.jpg">{}</figure>'
    page = open_editor(figure.format("<figcaption>Old</figcaption>"))
    click_caption(page)
    press_end(page)
    paste_html(page, "<p>and one</p><ul><li>two</li></ul>" + TABLE)
    assert saved(page) == figure.format("<figcaption>Oldand one<br>• two<br>a<br>b</figcaption>")


def test_paragraphs_become_one_text_in_a_cell(open_editor: OpenEditor) -> None:
    page = open_editor(MADE)
    page.locator("td").first.click()
    expect(page.get_by_role("toolbar", name="Table")).to_be_visible()
    press_end(page)
    paste_html(page, "<p>one</p><p>two</p>")
    assert saved(page) == MADE.replace("<td>a", "<td>aone<br>two")


def test_a_list_in_a_cell_keeps_its_marks_but_a_lone_item_is_words(
    open_editor: OpenEditor,
) -> None:
    page = open_editor(MADE)
    page.locator("td").first.click()
    expect(page.get_by_role("toolbar", name="Table")).to_be_visible()
    press_end(page)
    paste_html(page, "<ul><li>one</li></ul>")
    paste_html(page, "<ol><li>two</li><li>three</li></ol>")
    assert saved(page) == MADE.replace("<td>a", "<td>aone1. two<br>2. three")


def test_pasted_words_replace_a_selection_over_paragraphs(open_editor: OpenEditor) -> None:
    page = open_editor(p("One") + p("Two"))
    select(page, (0, 2), (1, 1))
    paste_html(page, "<ul><li>a</li></ul>")
    assert saved(page) == p("Onawo")
