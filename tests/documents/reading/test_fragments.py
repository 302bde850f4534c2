"""Fragments of HTML into blocks: nothing lost, nothing twice, in order."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents import markup
from articles.documents.article.kinds import Kind, visible_words
from articles.documents.blocks import blocks_of
from articles.documents.reading.bounds import STRINGS
from articles.documents.reading.fragments import paragraphs_of_text, pieces_of_html
from articles.documents.source import DocumentRejected
from tests.documents.make import make_text_piece


def shown(html: str, *, blank_lines: bool = False) -> list[tuple[str, str]]:
    """The tag and the clean markup of each block with visible text."""
    found = [
        (piece.tag, markup.clean(piece.html).markup)
        for piece in pieces_of_html(html, blank_lines=blank_lines)
    ]
    return [(tag, text) for tag, text in found if text]


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", [("p", "a"), ("p", "b")]),
        ("a<p>b</p>c", [("p", "a"), ("p", "b"), ("p", "c")]),
        ("<h2 class='x'>a</h2>b", [("h2", "a"), ("p", "b")]),
        ("<p>a<p>b", [("p", "a"), ("p", "b")]),
        ("<ul><li>a<li>b<ul><li>c</li></ul>d</ul>e", [("li", c) for c in "abcd"] + [("p", "e")]),
        ("<ul><li><p>a</p></li></ul>", [("li", "a")]),
        ("<blockquote><p>a</p>b</blockquote>", [("blockquote", "a"), ("blockquote", "b")]),
        ("<figure><img src=x><figcaption>a</figcaption></figure>", [("figcaption", "a")]),
        ("<div>a<div>b</div>c</div>", [("p", "a"), ("p", "b"), ("p", "c")]),
        ("a<br>b<br/> <br>c", [("p", "a<br>b"), ("p", "c")]),
        ("<h2>a<br><br>b</h2>", [("h2", "a<br><br>b")]),
        ("<table><tr><td>a</td><td>b</td><caption>c</table>", [("p", "a b"), ("figcaption", "c")]),
        ("<pre>a\n<b>b</b></pre>", [("p", "a<br><strong>b</strong>")]),
        ("a<hr>b", [("p", "a"), ("p", "b")]),
        ("a<!-- b --><!--> c", [("p", "a c")]),
        ("a <!-- b", [("p", "a")]),
        ("<script>if (a<b) '<p>c</p>'</script>d", [("p", "d")]),
        ("<select><option>a<p>b</select>c", [("p", "c")]),
        ("if a<b and c>d <p>e", [("p", "if a&lt;b and c&gt;d"), ("p", "e")]),
        ("at <press@example.org><p>e", [("p", "at &lt;press@example.org&gt;"), ("p", "e")]),
        ("<h2>a<h3>b</h3>c", [("p", "a"), ("h3", "b"), ("p", "c")]),
        ('<p title="a<b">c</p>d', [("p", "c"), ("p", "d")]),
        ("<html><head><title>a</title></head><body><p>b</p></body></html>", [("p", "b")]),
        ("&amp;lt; &eacute;<p>&#233;", [("p", "&amp;lt; é"), ("p", "é")]),
    ],
)  # fmt: skip
def test_a_fragment_falls_into_its_blocks(html: str, expected: list[tuple[str, str]]) -> None:
    assert shown(html) == expected


def test_a_mark_goes_on_in_the_next_block() -> None:
    assert shown('<p>a <b>b</p><p>c</b> d</p><a href="https://x.org/"><h2>e</h2></a>') == [
        ("p", "a <strong>b</strong>"),
        ("p", "<strong>c</strong> d"),
        ("h2", '<a href="https://x.org/">e</a>'),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a\n\nb", [("p", "a"), ("p", "b")]),
        ("a\r\nb", [("p", "a<br>b")]),
        ("a <b>b\n \n c</b> d", [("p", "a <strong>b</strong>"), ("p", "<strong>c</strong> d")]),
        ("a\n\n<h2>b</h2>\nc\n\n", [("p", "a"), ("h2", "b"), ("p", "c")]),
        ("<ul>\n<li>a\n\nb</li>\n</ul>", [("li", "a<br>b")]),
        ("<b>a</b>\n\n<b>b</b>", [("p", "<strong>a</strong>"), ("p", "<strong>b</strong>")]),
        ("<blockquote>a\n\nb</blockquote>", [("blockquote", "a"), ("blockquote", "b")]),
    ],
)
def test_blank_lines_part_paragraphs_where_that_is_the_rule(
    html: str, expected: list[tuple[str, str]]
) -> None:
    assert shown(html, blank_lines=True) == expected


def test_line_ends_are_spaces_elsewhere() -> None:
    assert shown("a\n\nb") == [("p", "a b")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\nb\nc", ["a", "b<br>c"]),
        ("a\r\nb\n", ["a", "b"]),
        ("1 < 2 & 3", ["1 &lt; 2 &amp; 3"]),
        (" \n ", []),
    ],
)
def test_plain_text_falls_into_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs_of_text(text) == tuple(make_text_piece(html, "p") for html in expected)


# With an attribute none is words between angle brackets, whether it is closed or not.
TAGS = [
    *("p", "div", "h2", "ul", "li", "b", "em", "a", "blockquote", "table", "tr", "td", "span"),
    *(
        "pre",
        "figure",
        "figcaption",
        "section",
        "article",
        "body",
        "th",
        "caption",
        "thead",
        "cite",
    ),
    *("details", "summary", "ol", "footer"),
]
parts = st.lists(
    st.sampled_from([f'<{tag} class="x">' for tag in TAGS])
    | st.sampled_from([f"</{tag}>" for tag in TAGS])
    | st.sampled_from(["\n", "\n\n", " ", "&amp;", "&lt;", "<br>", "<br/>", "<hr>", "<!-- 1 -->"])
    | st.integers(0, 999).map(str),
    max_size=30,
)


@settings(deadline=None, max_examples=300)
@given(parts, st.booleans())
def test_every_word_is_kept_once_and_in_order(parts: list[str], blank_lines: bool) -> None:
    html = "".join(parts)
    blocks = blocks_of(pieces_of_html(html, blank_lines=blank_lines, shaped=False))
    texts = [block.text for block in blocks]
    judge = Words()
    judge.feed(html)
    judge.close()
    assert letters("".join(texts)) == letters("".join(judge.found))


@settings(deadline=None, max_examples=300)
@given(parts, st.booleans())
def test_what_is_no_text_keeps_its_words(parts: list[str], blank_lines: bool) -> None:
    html = "".join(parts)
    blocks = blocks_of(pieces_of_html(html, blank_lines=blank_lines, shaped=True))
    words = "".join(
        "".join(visible_words(block.kind or Kind.QUOTE, block.markup, block.attributes))
        for block in blocks
    )
    judge = Words()
    judge.feed(html)
    judge.close()
    # A caption goes with what it is of, wherever it stands.
    assert sorted(letters(words)) == sorted(letters("".join(judge.found)))


class Words(HTMLParser):
    """The visible characters of HTML, by the standard library's parser."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


@settings(deadline=None, max_examples=200)
@given(
    st.text(st.sampled_from("<>/!-'\"= pbh2a&;\n["), max_size=60)
    | st.lists(
        st.sampled_from(["<script", "</script>", "<!--", "-->", "<svg>", "</svg>", "<p", ">", "x"])
    ).map("".join)
)
def test_no_fragment_raises(html: str) -> None:
    pieces_of_html(html)
    pieces_of_html(html, blank_lines=True)
    paragraphs_of_text(html)


@pytest.mark.parametrize(
    "unit",
    ["<", "<!--", "<script>", "<a '", "<b>", "<div>", "</p>", "<a href='" + "x" * 500 + "'><p>"],
)
def test_a_fragment_of_nothing_but_tags_is_refused(unit: str) -> None:
    with pytest.raises(DocumentRejected, match="more markup"):
        pieces_of_html(unit * 50_000)


def test_marks_that_would_multiply_are_refused() -> None:
    with pytest.raises(DocumentRejected, match="more markup"):
        pieces_of_html(f'<b class="{"x" * 100_000}">' + "a<p>" * 1_000 + "</b>")


def test_no_more_blocks_are_made_than_a_document_may_have() -> None:
    assert len(pieces_of_html("<p>a" * 30_000)) == STRINGS + 1
    assert len(pieces_of_html("a\n\n" * 30_000, blank_lines=True)) == STRINGS + 1
    assert len(paragraphs_of_text("a\n\n" * 30_000)) == STRINGS + 1
