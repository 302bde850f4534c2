"""What is no text on a page stands in its place among the texts of the article."""

from __future__ import annotations

import io
import json
from time import process_time
from typing import Any

import pytest

from articles.documents.article.model import ArticleDocument
from articles.documents.blocks import blocks_of
from articles.documents.labels import Label
from articles.documents.pipeline import parse_document
from articles.documents.reading.pages import html_page
from articles.documents.reading.pages.page_shaping import shapes_in
from articles.documents.source import Piece, Source
from tests.documents.reading.pages.make import make_page
from tests.documents.reading.received import contents_of, refusal_of

FIRST = "The ferry to Holm sailed on Saturday at seven, with forty cars and one horse on its deck."
SECOND = "It had lain in the yard since December, waiting for a new shaft from a works in Tarn."
THIRD = "The county paid half of the shaft, and the bank of Holm has lent the rest for ten years."
HERE = "https://coast.example/news/ferry"


def pieces(between: str, after: str = "", head: str = "") -> list[Piece]:
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{between}<p>{THIRD}</p>{after}</article>"
    canonical = f'<link rel="canonical" href="{HERE}">'
    return [*contents_of(make_page(body, canonical + head), "a.html").pieces]


def between(html: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What comes after the second paragraph, and before the third."""
    found = pieces(html)
    texts = [piece.html for piece in found]
    inside = found[texts.index(SECOND) + 1 : texts.index(THIRD)]
    return [(each.kind or each.tag, each.html, dict(each.attributes or {})) for each in inside]


def left_out(html: str) -> list[tuple[str, str]]:
    return [(each.what, each.name) for piece in pieces(html) for each in piece.left_out]


def test_a_figure_keeps_caption_credit_and_text_alternative() -> None:
    figure = (
        '<figure><img src="../img/a.jpg" alt="A ferry"><figcaption>The ferry at its pier'
        ' <span class="credit">Ann Pol</span></figcaption></figure>'
    )
    address = {"source": "https://coast.example/img/a.jpg", "file": "../img/a.jpg"}
    said = {**address, "alt": "A ferry", "credit": "Ann Pol"}
    assert between(figure) == [("picture", "The ferry at its pier", said)]


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        ('<img src="s.jpg" srcset="s.jpg 300w, l.jpg 1200w, xl.jpg 9000w">', "l.jpg"),
        ('<img src="s.jpg" srcset="s.jpg, l.jpg 2x">', "l.jpg"),
        ('<img src="data:image/gif;base64,R0" data-src="a.jpg">', "a.jpg"),
        ('<img src="blank.gif" data-srcset="a,w_3.jpg 300w, a,w_9.jpg 900w">', "a,w_9.jpg"),
        (
            '<picture><source type="image/avif" srcset="a.avif 9w"><source srcset="b.webp 2w">'
            '<img src="c.jpg"></picture>',
            "b.webp",
        ),
        ('<img src="placeholder.png"><noscript><img src="a.jpg"></noscript>', "a.jpg"),
    ],
)
def test_the_best_address_of_a_picture_is_taken(picture: str, address: str) -> None:
    said = {"source": f"https://coast.example/news/{address}", "file": address}
    assert between(f"<div>{picture}</div>") == [("picture", "", said)]


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        ('<img src="/a.gif" width="1" height="1">', "tracking"),
        ('<img src="https://x.doubleclick.net/a">', "tracking"),
        ('<img src="/a.png" width="32" height="32">', "icon"),
        ('<img src="/a.png" class="author-photo">', "icon"),
        ('<img src="/assets/logo.png">', "icon"),
        ('<img src="/a.png" class="ad">', "advertisement"),
        ('<img src="/a.png" role="presentation">', "decoration"),
        ('<img src="data:image/png;base64,AAAA">', "no address"),
        ('<a href="/other"><img src="/a.jpg"></a>', "teaser"),
    ],
)
def test_a_picture_of_the_page_itself_is_left_out_and_said(picture: str, why: str) -> None:
    assert between(f"<div>{picture}</div>") == []
    assert left_out(f"<div>{picture}</div>") == [("picture", why)]


def test_a_removal_says_what_was_left_out() -> None:
    [*_, last] = blocks_of(pieces('<div><img src="/a.gif" width="1" height="1"></div>'))
    removal = last.removed[-1]
    assert (removal.what, removal.name) == ("picture", "tracking")
    assert removal.detail == "https://coast.example/a.gif"


def test_a_picture_that_links_to_itself_in_large_is_one() -> None:
    found = between('<a href="/img/a-large.jpg"><img src="/img/a.jpg"></a>')
    assert [kind for kind, _, _ in found] == ["picture"]


def test_pictures_of_a_figure_are_a_gallery() -> None:
    images = '<img src="/1.jpg"><p>a</p></div><div><img src="/2.jpg">'
    for html in (
        f"<figure><div>{images}</div></figure>",
        f'<div class="photo-gallery"><div>{images}</div></div>',
    ):
        said = [said for kind, _, said in between(f"{html}<img src='/3.jpg'>") if kind == "picture"]
        assert said[0]["gallery"] == said[1]["gallery"]
        assert "gallery" not in said[2]


def test_a_table_takes_its_words_back_from_the_text() -> None:
    html = (
        "<table><caption>Seats won</caption><tr><th>Party</th><th>Seats</th></tr><tr><td>Red party"
        "</td><td>12</td></tr><tr><td colspan=2>No other party</td></tr></table>"
    )
    rows = (
        ("Party", "Seats"),
        ("Red party", "12"),
        ({"markup": "No other party", "columns": 2},),
    )
    assert between(html) == [("table", "Seats won", {"head": 1, "rows": rows})]


def test_a_table_that_lays_out_the_page_stays_text() -> None:
    assert not any(kind == "table" for kind, _, _ in between("<table><tr><td>a</td></tr></table>"))


def test_items_know_their_list() -> None:
    html = "<ol start=3><li>Three oars<ul><li>of ash</li></ul></li><li>Four oars</li></ol>"
    assert [said for _, _, said in between(html)] == [
        {"list": "ol", "start": 3},
        {"level": 2},
        {"list": "ol"},
    ]


def test_who_said_it_goes_with_the_quotation() -> None:
    html = f"<blockquote><p>{FIRST} Or so.</p><cite>Ann Pol of Holm</cite></blockquote>"
    assert between(html) == [("blockquote", f"{FIRST} Or so.", {"by": "Ann Pol of Holm"})]


def test_a_frame_is_an_embed_unless_it_sells_or_counts() -> None:
    film = '<iframe src="//www.youtube.com/embed/abc" title="A film"></iframe>'
    said = {"url": "https://www.youtube.com/embed/abc", "title": "A film"}
    assert between(film) == [("embed", "", said)]
    sold = '<iframe src="https://www.googletagmanager.com/ns.html"></iframe>'
    assert (between(sold), left_out(sold)) == ([], [("embed", "advertisement")])


def test_a_post_is_an_embed_with_its_words() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>The ferry is late again, as it was last week</p>'
        '&mdash; Ann (@ann) <a href="https://twitter.com/ann/status/12345">May 1</a></blockquote>'
    )
    [(kind, html, said)] = between(post)
    assert (kind, html, said["url"]) == ("embed", "", "https://twitter.com/ann/status/12345")
    assert said["text"].startswith("The ferry is late again, as it was last week")


def test_code_and_rules_stay() -> None:
    assert between("<pre><code>a = 1\n  b</code></pre>") == [
        ("preformatted", "", {"text": "a = 1\n  b"})
    ]
    assert between("<hr>") == [("rule", "", {})]


def test_after_the_text_a_picture_without_words_is_the_pages() -> None:
    assert pieces("", '<div><img src="/a.jpg"></div>')[-1].label == "noise"


def test_the_lead_picture_has_the_caption_that_its_figure_has() -> None:
    address = "https://coast.example/img/harbour-of-holm.jpg"
    body = (
        '<figure><img src="/img/harbour-of-holm.jpg?w=300"><figcaption>The harbour</figcaption>'
        f"</figure><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
    )
    head = f'<link rel="canonical" href="{HERE}"><meta property="og:image" content="{address}">'
    [lead, *others] = contents_of(make_page(body, head), "a.html").pieces
    assert (lead.kind, lead.html, lead.label) == ("picture", "The harbour", "picture")
    assert not any(piece.kind for piece in others)


def test_hostile_pages_stay_within_the_bounds() -> None:
    many = "<img src=a.jpg>" * 100_000
    assert "tags" in refusal_of(make_page(f"<p>{FIRST}</p>{many}"), "a.html").reason
    cells = "<tr>" + "<td>a" * 1_000
    assert "tags" in refusal_of(make_page(f"<table>{cells * 500}</table>"), "a.html").reason
    [piece] = shapes_in("<table><tr><th>a<th>b<tr><td>c<td colspan=999999999>d</table>", "").pieces
    assert piece.kind == "table"
    assert shapes_in(f'<img src="data:image/png;base64,{"A" * 10**6}">', "").pieces == ()


def test_a_text_that_repeats_a_shapes_words_stays() -> None:
    words = "The ferry is late again, as it was in the week before"
    post = (
        f'<blockquote class="twitter-tweet"><p>{words}</p><a href="https://x.com/a/status/1">May</a>'
        f"</blockquote><p><b>{words}</b></p>"
    )
    assert [kind for kind, _, _ in between(post)] == ["embed", "p"]


def test_the_lead_picture_has_the_caption_that_the_page_tells_machines() -> None:
    image = {
        "@type": "ImageObject",
        "url": "https://coast.example/img/harbour-of-holm.jpg",
        "caption": "The harbour & its pier",
        "creditText": "Ann Pol",
    }
    said = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "image": image})
    lead = pieces("", head=f'<script type="application/ld+json">{said}</script>')[0]
    assert (lead.kind, lead.html) == ("picture", "The harbour &amp; its pier")
    assert lead.attributes == {"source": image["url"], "credit": "Ann Pol"}


def test_many_posts_in_a_row_take_no_longer() -> None:
    post = (
        '<blockquote class="twitter-tweet">a<a href="https://x.com/a/status/1">b</a></blockquote>'
    )
    start = process_time()
    found = between(post * 2_000)
    assert process_time() - start < 3
    assert {kind for kind, _, _ in found} == {"embed"}


BOX = (
    "<h3>What we know</h3><p>The shaft broke in December, on the way to the yard.</p>"
    "<ul><li>It weighs two tons, as the works in Tarn say</li></ul>"
)


def test_a_box_that_an_author_wrote_is_one() -> None:
    title, paragraph, item = between(f'<aside class="infobox">{BOX}</aside>')
    assert title[:2] == ("box", "What we know")
    named = {"box": title[2]["box"]}
    assert paragraph == ("p", "The shaft broke in December, on the way to the yard.", named)
    assert item == ("li", "It weighs two tons, as the works in Tarn say", named)


@pytest.mark.parametrize(
    "aside",
    [
        f'<aside class="newsletter-signup">{BOX}</aside>',
        f'<aside class="c-related">{BOX}</aside>',
        f'<aside class="author-bio">{BOX}</aside>',
        f'<aside id="ad-third-wrap">{BOX}</aside>',
        f"<aside>{BOX}<form><input name=mail></form></aside>",
        '<aside><h3>Read on</h3><a href="/a">The ferry of Holm is late again, for a shaft</a>'
        '<a href="/b">The bank of Holm lends for ten years</a></aside>',
        "<aside>Sponsor message</aside>",
    ],
)
def test_what_a_site_puts_beside_its_texts_stays_out(aside: str) -> None:
    assert between(aside) == []


def test_a_pull_quote_beside_the_text_is_one() -> None:
    words = "The county paid half of the shaft, and nobody asked for the other half."
    said = {"pull": True}
    assert between(f'<aside class="pullquote left">{words}</aside>') == [
        ("blockquote", words, said)
    ]


def test_a_short_quote_or_box_beside_the_text_is_kept() -> None:
    assert between('<aside class="pullquote">“No trouble.”</aside>') == [
        ("blockquote", "“No trouble.”", {"pull": True})
    ]
    assert between("<aside><p>All times are those of Holm.</p></aside>") == [
        ("p", "All times are those of Holm.", {})
    ]


def test_a_picture_beside_the_text_is_one() -> None:
    assert [kind for kind, _, _ in between('<aside><img src="/a.jpg"></aside>')] == ["picture"]
    assert between('<aside class="banner"><img src="/a.jpg"></aside>') == []


def test_a_section_that_a_reader_may_close_is_no_box() -> None:
    section = f"<details open><summary><h2>The shaft</h2></summary><p>{FIRST} Or so.</p></details>"
    assert between(section)[0] == ("h2", "The shaft", {})
    assert between(section.replace(" open", ""))[0][0] == "box"


def test_an_article_has_the_box_with_its_subheadings() -> None:
    aside = f"<aside>{BOX}<h4>And then</h4><p>The works in Tarn forged another one.</p></aside>"
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{aside}<p>{THIRD}</p></article>"
    document = parsed_page(body)
    title, *inside = [p for p in document.paragraphs() if p.kind == "box" or "box" in p.attributes]
    assert (title.kind, title.text) == ("box", "What we know")
    assert [p.kind for p in inside] == ["body", "list_item", "subheading", "body"]
    assert {p.attributes["box"] for p in inside} == {title.uid}
    assert not any(p.noise for p in document.paragraphs())


def parsed_page(body: str) -> ArticleDocument:
    head = f'<link rel="canonical" href="{HERE}">'
    [source] = html_page.read(io.BytesIO(make_page(body, head).encode()), "a.html")
    assert isinstance(source, Source)
    return parse_document(source).document


def test_of_a_box_after_all_text_an_editor_is_asked() -> None:
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><aside>{BOX}</aside></article>"
    [source] = html_page.read(io.BytesIO(make_page(body).encode()), "a.html")
    assert isinstance(source, Source)
    [box] = [each for each in parse_document(source).blocks if each.block.kind == "box"]
    assert (box.label, box.alternative) == (Label.BOX, Label.NOISE)
