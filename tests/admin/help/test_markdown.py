"""Markdown of the handbook as HTML."""

from __future__ import annotations

import pytest

from articles.admin.help.markdown import as_page, node_text, parse_markdown


def html(text: str) -> str:
    return as_page(parse_markdown(text), lambda address: f"/led/{address}").strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One *two* **three**\nfour.", "<p>One <em>two</em> <strong>three</strong>\nfour.</p>"),
        ("## The *Kind* of it!", '<h2 id="the-kind-of-it">The <em>Kind</em> of it!</h2>'),
        ("[a & b](x.md)", '<p><a href="/led/x.md">a &amp; b</a></p>'),
        ("`a<b>`", "<p><code>a&lt;b&gt;</code></p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. one", "<ol><li>one</li></ol>"),
        (
            "![A <desk>](d.png)",
            '<p><a href="/led/d.png"><img src="/led/d.png" alt="A &lt;desk&gt;"></a></p>',
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('[x](<y" onclick="z>)', '<p><a href="/led/y%22%20onclick=%22z">x</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ],
)  # fmt: skip
def test_it_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_code_and_tables_scroll_by_themselves() -> None:
    assert "<pre>a &lt; b\n</pre>" in html("    a < b")
    table = html("| A | B |\n| --- | --- |\n| 1 | 2 |")
    assert table.startswith('<div class="help-wide" tabindex="0" role="region"')
    assert "<th>B</th>" in table
    assert "<td>2</td>" in table


def test_the_words_of_a_text_are_apart_where_it_shows_them_apart() -> None:
    nodes = parse_markdown("- **o**ne\n- two `three`\n\n| A | B |\n| --- | --- |\n| ![C](d) | 2 |")
    assert " ".join(map(node_text, nodes)).split() == ["one", "two", "three", "A", "B", "C", "2"]
