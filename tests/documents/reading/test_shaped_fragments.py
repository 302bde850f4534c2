"""What is no text in a fragment: pictures, tables, embeds, lists in lists, who said it, boxes."""

from __future__ import annotations

from typing import Any

import pytest

from articles.documents.reading.fragments import pieces_of_html
from articles.documents.source import Piece, Scope

HERE = "https://paper.example/2026/ferry/"


def found(html: str) -> list[tuple[Any, ...]]:
    """The kind or tag, the markup and the attributes, if there are any, of each piece."""
    return [_short(piece) for piece in pieces_of_html(html, base=HERE)]


def _short(piece: Piece) -> tuple[Any, ...]:
    named = (piece.kind or piece.tag, piece.html)
    return (*named, piece.attributes) if piece.attributes else named


def picture(caption: str = "", source: str = "https://p.example/a.jpg", **said: str) -> Any:
    return ("picture", caption, {"source": source, **said})


IMG = '<img src="https://p.example/a.jpg">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (IMG, [picture()]),
        (f"<p>a {IMG} b</p><p>c</p>", [("p", "a  b"), picture(), ("p", "c")]),
        (f"<p>{IMG} a</p>", [picture(), ("p", "a")]),
        (
            '<img src="/a.jpg" alt="A &amp; b">',
            [picture("", "https://paper.example/a.jpg", alt="A & b")],
        ),
        ('<img src="data:image/gif;base64,R0" data-src="//p.example/a.jpg">', [picture()]),
        (
            '<img srcset="b.jpg 300w, https://p.example/a.jpg 900w, c.jpg 4000w">',
            [picture(file="b.jpg")],
        ),
        (f"<figure>{IMG}<figcaption>a <i>b</i></figcaption></figure>", [picture("a <i>b</i>")]),
        (
            f'<figure>{IMG}<figcaption>a <span class="credit">b</span></figcaption></figure>',
            [picture("a", credit="b")],
        ),
        (
            f'<figure><a><picture><source srcset="x.webp">{IMG}</picture></a><p>a</p></figure>',
            [picture("a")],
        ),
        (f'<div class="wp-caption x">{IMG}<p class="wp-caption-text">a</p></div>', [picture("a")]),
        (f"<table><tr><td>{IMG}<tr><td>a</table>", [picture("a")]),
        (
            '<img src="data:,"><noscript><img src="https://p.example/a.jpg"></noscript>',
            [picture(), ("p", '<img src="data:,">')],
        ),
        ('<p>a<img class="emoji" alt="😀" src="https://p.example/a.png"></p>', [("p", "a😀")]),
        (
            'a<img src="https://p.example/a.gif" width="1">',
            [("p", 'a<img src="https://p.example/a.gif" width="1">')],
        ),
    ],
)
def test_a_picture_stays_one(html: str, expected: list[Any]) -> None:
    assert found(html) == expected


@pytest.mark.parametrize(
    "name", ["empty-shelves", "loading-dock-fire", "clear-skies", "pixel-8-pro"]
)
def test_a_picture_may_be_called_like_one_that_stands_in(name: str) -> None:
    assert found(f'<img src="{name}.jpg">') == [
        ("picture", "", {"source": f"{HERE}{name}.jpg", "file": f"{name}.jpg"})
    ]


@pytest.mark.parametrize("name", ["empty.gif", "blank-1x1.png", "placeholder-16x9.jpg", "1x1.gif"])
def test_what_stands_in_for_a_picture_is_no_file_beside_it(name: str) -> None:
    assert not any(
        "file" in (piece.attributes or {}) for piece in pieces_of_html(f"<img src={name}>")
    )


def test_pictures_of_one_figure_are_a_gallery() -> None:
    first, second, text = found(
        f"<figure><figure>{IMG}<figcaption>a</figcaption></figure>"
        '<img src="https://p.example/b.jpg"><figcaption>c</figcaption></figure>'
    )
    assert (first[1], second[1], text) == ("a", "", ("figcaption", "c"))
    assert first[2]["gallery"] == second[2]["gallery"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<table><caption>a</caption><tr><th>b<th>c<tr><td colspan=2>d</table>",
            [("table", "a", {"head": 1, "rows": (("b", "c"), ({"markup": "d", "columns": 2},))})],
        ),
        (
            "<figure><table><thead><tr><td>b<td>c<tbody><tr><th>d<td><p>e</p>f</table>"
            "<figcaption>a</figcaption></figure>",
            [
                (
                    "table",
                    "a",
                    {"head": 1, "rows": (("b", "c"), ({"markup": "d", "head": True}, "e<br>f"))},
                )
            ],
        ),
        ("<table><tr><td>a<td>b</table>", [("p", "<td>a<td>b")]),
        (
            "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
            [("p", "<td>a<td>b"), ("p", "<td>c<td>d")],
        ),
        ("<table><tr><td>a<tr><td>b</table>", [("p", "<td>a"), ("p", "<td>b")]),
        (
            f"<table><tr><td>a{IMG}<td>b<tr><td>c<td>d</table>",
            [("table", "", {"rows": (("a", "b"), ("c", "d"))}), picture()],
        ),
    ],
)
def test_a_table_of_facts_stays_one(html: str, expected: list[Any]) -> None:
    assert found(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><td>1<td>2<td>3",
            {
                "head": 2,
                "rows": (
                    ({"markup": "a", "rows": 2}, {"markup": "b", "columns": 2}),
                    ("c", "d"),
                    ("1", "2", "3"),
                ),
            },
        ),
        (
            "<tr><th rowspan=2>a<th>b<tr><td>1",
            {"rows": (({"markup": "a", "rows": 2, "head": True}, {"markup": "b", "head": True}),
                      ("1",))},
        ),
        (
            "<tr><td rowspan=65535>a<td>b<tr><td>1",
            {"rows": (({"markup": "a", "rows": 2}, "b"), ("1",))},
        ),
        (
            "<tr><td rowspan=0>a<td colspan=0>b<tr><td>1",
            {"rows": (({"markup": "a", "rows": 2}, "b"), ("1",))},
        ),
    ],
)  # fmt: skip
def test_no_cell_of_a_table_changes_its_column(html: str, expected: Any) -> None:
    assert found(f"<table>{html}</table>") == [("table", "", expected)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<tr><td>a<td>b<tr><td colspan=100>c",
            (("a", "b"), ({"markup": "c", "columns": 2},)),
        ),
        (
            "<tr><td rowspan=2>a<td>b<td>c<tr><td colspan=100>d",
            (({"markup": "a", "rows": 2}, "b", "c"), ({"markup": "d", "columns": 2},)),
        ),
        (
            "<tr><td>a<td colspan=3>b<tr><td>c<td>d<td>e<td>f",
            (("a", {"markup": "b", "columns": 3}), ("c", "d", "e", "f")),
        ),
    ],
)
def test_a_cell_spans_no_columns_that_are_not_there(html: str, expected: Any) -> None:
    assert found(f"<table>{html}</table>") == [("table", "", {"rows": expected})]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<li>b</ul>", [{}, {}]),
        ("<ol><li>a<li>b</ol>", [{"list": "ol"}, {"list": "ol"}]),
        ("<ul><li>a<ul><li>b</ul></ul>", [{}, {"level": 2}]),
        ("<ul><li>a<ul><li>b</ul>c</ul>", [{}, {"level": 2}, {"continued": True}]),
        ("<ul><li><p>a</p><p>b</p></ul>", [{}, {"continued": True}]),
        ("<ol start=4><li>a</ol>", [{"list": "ol", "start": 4}]),
        ("<ol><li>a</ol><ol><li>b</ol>", [{"list": "ol"}, {"list": "ol", "start": 1}]),
        ("<ol><li>a</ol><p>b</p><ol><li>c</ol>", [{"list": "ol"}, {}, {"list": "ol"}]),
        (f"<ol><li>a{IMG}<li>b</ol>", [{"list": "ol"}, picture()[2], {"list": "ol", "start": 2}]),
        (
            "<ol><li>a<li value=7>b<li>c</ol>",
            [{"list": "ol"}, {"list": "ol", "start": 7}, {"list": "ol"}],
        ),
    ],
)
def test_an_item_knows_its_list(html: str, expected: list[Any]) -> None:
    assert [piece.attributes or {} for piece in pieces_of_html(html)] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<blockquote><p>a</p><cite>B, C</cite></blockquote>", {"by": "B, C"}),
        ("<blockquote>a<footer>— <cite>B</cite></footer></blockquote>", {"by": "B"}),
        ("<figure><blockquote>a</blockquote><figcaption>B</figcaption></figure>", {"by": "B"}),
        ('<blockquote class="pull-quote">a</blockquote>', {"pull": True}),
        (
            '<figure class="pullquote"><blockquote>a<p><cite>B</cite></blockquote></figure>',
            {"by": "B", "pull": True},
        ),
    ],
)
def test_a_quotation_knows_who_said_it(html: str, expected: Any) -> None:
    [quote] = pieces_of_html(html)
    assert (quote.tag, quote.html, quote.label) == ("blockquote", "a", "quote")
    assert quote.attributes == expected


def test_a_name_with_a_link_stays_a_text() -> None:
    html = '<blockquote><p>a</p><footer><a href="https://x.example">B</a></footer></blockquote>'
    assert found(html)[1] == ("blockquote", '<a href="https://x.example">B</a>')


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<iframe src="//v.example/1" title="T"></iframe>',
            ("embed", "", {"url": "https://v.example/1", "title": "T"}),
        ),
        (
            '<video controls><source src="clip.mp4"></video>',
            ("embed", "", {"url": f"{HERE}clip.mp4"}),
        ),
        (
            '<video poster="https://p.example/a.jpg"><source src="clip.mp4"></video>',
            ("embed", "", {"url": f"{HERE}clip.mp4"}),
        ),
        (
            '<figure class="wp-block-embed"><div>\nhttps://v.example/1\n</div>'
            "<figcaption>a</figcaption></figure>",
            ("embed", "a", {"url": "https://v.example/1"}),
        ),
        (
            '<blockquote class="twitter-tweet"><p>Hi,<br>all</p>— A <a href="https://x.com/a/status/1">'
            "June</a></blockquote>",
            (
                "embed",
                "",
                {
                    "url": "https://x.com/a/status/1",
                    "provider": "x",
                    "id": "1",
                    "text": "Hi,\nall\n— A June",
                },
            ),
        ),
        ("<pre>a\n  b &lt; c</pre>", ("preformatted", "", {"text": "a\n  b < c"})),
        ("<hr>", ("rule", "")),
    ],
)
def test_other_things_stay_what_they_are(html: str, expected: Any) -> None:
    assert found(html) == [expected]


def test_a_counter_that_nobody_sees_is_no_embed() -> None:
    [piece] = pieces_of_html('<iframe src="https://v.example/1" height="0"></iframe>')
    assert not piece.kind


def test_what_is_in_a_box_names_it() -> None:
    assert found("<details><summary>a</summary><p>b</p></details><p>c</p>") == [
        ("box", "a", {"box": "1"}),
        ("p", "b", {"box": "1"}),
        ("p", "c"),
    ]


def test_a_scraped_string_has_texts_alone() -> None:
    [piece] = pieces_of_html(f"a{IMG}", Scope.PAGE)
    assert not piece.kind


@pytest.mark.parametrize("tag", ["table", "figure", "blockquote", "details", "pre", "ol"])
def test_nesting_without_end_takes_no_longer(tag: str) -> None:
    assert pieces_of_html(f"<{tag}>a" * 9_000 + f"</{tag}>" * 9_000)


@pytest.mark.parametrize("tag", ["b", "h2", "section", "ol", "div class='caption'"])
def test_a_fragment_of_texts_is_read_as_before(tag: str) -> None:
    html = f"a<{tag}>b</{tag.split()[0]}><p>c</p>"
    assert pieces_of_html(html, shaped=True) == pieces_of_html(html, shaped=False)


@pytest.mark.parametrize("title", ["<h3>a</h3>", "<p><b>a</b></p>", "<p><strong>a</strong></p>"])
def test_what_stands_aside_is_a_box_by_its_title(title: str) -> None:
    assert found(f"<aside>{title}<ul><li>b</ul></aside><p>c</p>") == [
        ("box", "a", {"box": "1"}),
        ("li", "b", {"box": "1"}),
        ("p", "c"),
    ]


def test_what_stands_aside_without_a_title_stays_text() -> None:
    assert found("<aside><p>a</p></aside>") == [("p", "a")]
    assert found('<aside class="pullquote"><p>a</p></aside>') == [
        ("blockquote", "a", {"pull": True})
    ]
