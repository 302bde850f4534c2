"""News pages: what is the article's, and nothing that a broken page can do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from articles.documents import markup
from articles.documents.article.kinds import Kind
from articles.documents.pipeline import parse_document
from articles.documents.reading.pages import html_page
from articles.documents.source import DocumentRejected, Piece, Rejection, Scope
from tests.documents.make import make_extracted_piece, make_picture_piece
from tests.documents.reading.mutations import broken_bytes
from tests.documents.reading.received import contents_of, documents_of, refusal_of, sample

SAMPLE = sample("page.html")
SAID = "standfirst"
TEXT = "The ferry to Holm sailed on Saturday at seven, with forty cars and one horse on its deck"
LONG = (
    f"<p>{TEXT}, after eleven weeks in the yard.</p><p>It lay there since the winter, waiting.</p>"
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def texts(content: str | bytes, name: str = "a.html") -> list[str]:
    pieces = contents_of(content, name).pieces
    return [markup.visible_text(markup.clean(piece.html).markup) for piece in pieces]


def test_the_article_is_taken_with_its_form() -> None:
    assert contents_of(SAMPLE, "a.html").pieces == (
        make_extracted_piece("Ferry to Holm sails again &amp; again", "h1"),
        make_extracted_piece(
            "After eleven weeks in the yard the ferry to Holm is back at its pier.", "p", SAID
        ),
        make_picture_piece(
            "https://coastpost.example/ferry.jpg",
            "The ferry on Saturday.",
            scope=Scope.PAGE,
            attributes={"alt": "A ferry"},
        ),
        make_extracted_piece(
            "The ferry to Holm sailed on Saturday at seven, with "
            '<a href="https://coastpost.example/2024/02/cars">forty cars</a> and '
            "<i>one horse</i> on deck. It had lain in the yard since December, "
            "<b>waiting for a new shaft</b>.",
            "p",
        ),
        make_extracted_piece("What it cost", "h2"),
        make_extracted_piece(
            "The shaft cost 300,000 crowns, of which the county paid half.<br>"
            "The rest was lent by the bank of Holm.",
            "p",
        ),
        make_extracted_piece("Shaft: 200,000 crowns", "li"),
        make_extracted_piece("Work: 100,000 crowns, of which", "li"),
        make_extracted_piece("night shifts: 40,000", "li")._replace(attributes={"level": 2}),
        make_extracted_piece("We had given up on her.", "blockquote"),
        make_extracted_piece("And there she was.", "blockquote"),
        make_extracted_piece(
            '"She sounds as she did," said Cora Brink, 81, who has crossed on her since she was a '
            "girl.",
            "p",
        ),
        Piece(
            "",
            scope=Scope.EXTRACT,
            kind="table",
            attributes={"head": 1, "rows": (("Year", "Crossings"), ("2022", "4,100"))},
        ),
    )


def test_an_article_comes_of_it() -> None:
    [found] = documents_of(SAMPLE, "a.html")
    assert not isinstance(found, Rejection)
    document = parse_document(found[0]).document
    assert document.headline.text == "Ferry to Holm sails again & again"
    assert not document.headline_provisional
    assert "What it cost" in [section.heading.text for section in document.sections]
    kinds = [paragraph.kind for paragraph in document.paragraphs()]
    assert kinds.count(Kind.QUOTE) == 2
    assert document.metadata.picture == "https://coastpost.example/ferry.jpg"


SUMMARY = "After eleven weeks in the yard the ferry is back."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>{SUMMARY}</p>{LONG}", [SUMMARY]),
        (f"<header><div class='meta'>{SUMMARY}</div></header><main>{LONG}</main>", [SUMMARY]),
        (f"<p>{SUMMARY} It sailed at seven, with forty cars on its deck.</p>{LONG}", []),
        (LONG, []),
    ],
)
def test_a_summary_is_the_standfirst_if_the_page_shows_it(body: str, expected: list[str]) -> None:
    head = f'<meta name="description" content="{SUMMARY}">'
    pieces = contents_of(page(body, head), "a.html").pieces
    assert [piece.html for piece in pieces if piece.label == SAID] == expected
    assert [piece.html for piece in pieces].count(SUMMARY) == len(expected)


@pytest.mark.parametrize(
    "opening",
    [
        "<!DOCTYPE html>",
        "\n <!doctype HTML PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/x.dtd'>",
        "<html>",
        "<!-- saved -->\n<!-- again --><HTML lang=en>",
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
        "\ufeff<head><title>a</title></head>",
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a", "a.txt"])
def test_a_page_is_told_by_its_beginning(opening: str, name: str) -> None:
    [found] = documents_of(f"{opening}<body>{LONG}</body>", name)
    assert not isinstance(found, Rejection)
    assert found[0].format == "html"


def test_what_it_shows_of_author_and_date_is_read() -> None:
    """The page tells machines neither."""
    head = (
        "<title>Harbour bridge shut</title><article><header><h1>Harbour bridge shut</h1><div>By <a "
        'rel="author" href="/n">Nell Ashby</a> <time datetime="2024-03-01">1 March</time></div>'
        "</header>"
    )
    told = contents_of(page(head + LONG), "a.html").metadata
    assert told.authors == ("Nell Ashby",)
    assert told.published == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_page_of_divisions_and_line_breaks_is_read() -> None:
    body = (
        f"<div>{TEXT}.<br><br>It lay there since the winter, waiting for a shaft.<br>{TEXT}?</div>"
    )
    assert texts(page(body)) == [
        f"{TEXT}.",
        f"It lay there since the winter, waiting for a shaft.\n{TEXT}?",
    ]


@pytest.mark.parametrize(
    ("charset", "head"),
    [
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("cp1252", ""),
        ("cp1252", '<meta charset="ISO-8859-1">'),
        ("iso-8859-2", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">'),
        ("utf-8-sig", '<meta charset="windows-1251">'),
        ("cp1252", '<meta charset="unicode_escape">'),
    ],
)
def test_its_characters_are_read_as_it_was_saved(charset: str, head: str) -> None:
    assert texts(page(f"<p>Žé</p>{LONG}".replace("Ž", "é"), head).encode(charset))[0] == "éé"


def test_japanese_is_read_as_declared() -> None:
    text = "島行きのフェリーは土曜日の朝七時に再び出航した。" * 3
    for charset in ("iso-2022-jp", "shift_jis", "euc-jp"):
        content = page(f"<p>{text}</p>", f'<meta charset="{charset}">').encode(charset)
        assert texts(content) == [text]


@pytest.mark.parametrize(
    ("head", "name", "key"),
    [
        ('<link rel="canonical" href="https://x.example/1">', "f/index.html", "https://x.example/1"),
        ("", "x/ferry.html", "ferry.html"),
        ("", "x/ferry/index.html", "ferry/index.html"),
        ("", "index.html", "index.html"),
    ],
)  # fmt: skip
def test_it_is_known_by_its_address_or_its_name(head: str, name: str, key: str) -> None:
    [found] = documents_of(page(LONG, head), name)
    assert not isinstance(found, Rejection)
    assert found[0].external_id == key


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("nothing but words", "is no HTML page"),
        (page(""), "has no text that looks like an article"),
        (page("<h1>404 Not Found</h1><p>There is no such page here.</p>"), "holds no article"),
        (page("<script>app()</script><div id=app></div>"), "has no text that looks like"),
        (page(LONG + "<br>" * 40_000), "more than 30,000 tags"),
        (page("<p>" + "<span>a</span> " * 5_000), "a paragraph with more tags than any text"),
        (
            page("<div>" + "one word <input>" * 20_000 + "</div>"),
            "an element with more tags in its text than any text",
        ),
        (page("a" * 5_000_000), "larger than 4 MB"),
        (page("<div>" * 10_000 + TEXT), "has no text that looks like"),
    ],
)
def test_what_is_no_article_is_refused(content: str, reason: str) -> None:
    refused = refusal_of(content, "a.html")
    assert reason in refused.reason
    assert refused.hint.endswith(".")


@pytest.fixture
def _without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    loaded = (html_page._is_installed, html_page._trafilatura)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for each in loaded:
        each.cache_clear()
    yield
    for each in loaded:
        each.cache_clear()


@pytest.mark.usefixtures("_without_trafilatura")
def test_without_the_library_it_says_what_to_install() -> None:
    refused = refusal_of(SAMPLE, "a.html")
    with pytest.raises(DocumentRejected, match="not installed"):
        html_page.parse(SAMPLE)
    assert "a library that is not installed" in refused.reason
    assert "pip install 'newsroom[html]'" in refused.hint


def test_the_library_is_not_loaded_before_the_first_page() -> None:
    code = (
        "import io, sys; from articles.documents import reading;"
        "list(reading.read_documents(io.BytesIO(b'[\"a\"]'), 'a.json'));"
        "sys.exit('trafilatura' in sys.modules or 'lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_megabytes_of_white_space_are_read_in_linear_time() -> None:
    space = " " * 3_000_000
    assert len(texts(page(LONG, f"<title>{space}</title>"))) == 2


def test_a_fragment_of_a_page_is_read() -> None:
    assert texts(f"<p>{TEXT}.</p>" * 2)[:1] == [f"{TEXT}."]


def letters(html: str) -> str:
    return "".join(unescape(re.sub("<[^<>]*>", "", html)).split())


def page_of(blocks: list[dict[str, str]]) -> str:
    """A page with the blocks of a labelled document; the items of a list are in one."""
    written = []
    for is_list, group in groupby(blocks, key=lambda block: block["tag"] == "li"):
        html = "".join(f"<{block['tag']}>{block['html']}</{block['tag']}>" for block in group)
        written.append(f"<ul>{html}</ul>" if is_list else html)
    around = "<nav><ul><li><a href='/'>Home</a></li></ul></nav><main><article>{}</article></main>"
    return page(around.format("".join(written)))


def test_corpus_pages_keep_their_text_and_say_nothing_twice(corpus: Path) -> None:
    expected = kept = 0
    for path in corpus.glob("*.blocks.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            given = [letters(block["html"]) for block in document["document"]]
            found = "".join(
                letters(p.html) for p in contents_of(page_of(document["document"])).pieces
            )
            for text, gold in zip(given, document["gold"], strict=True):
                expected += len(text) * (gold == "body")
                kept += len(text) * (gold == "body" and text in found)
                assert gold != "heading" or text in found
                assert not text or found.count(text) <= "".join(given).count(text)
    assert kept > 0.99 * expected


WORDS = [b"<div>", b"</div>", b"<script>", b"<!--", b"-->", b"<table><tr>", b"&#0;", b"&#xD800;"]


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(broken_bytes(SAMPLE, WORDS))
def test_a_broken_page_is_read_or_refused(content: bytes) -> None:
    for format in (None, "html"):
        for found in documents_of(content, "a.html", format):
            assert not isinstance(found, Rejection) or found.hint


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(broken_bytes(SAMPLE, WORDS))
def test_the_same_page_gives_the_same_text(content: bytes) -> None:
    first, second = (documents_of(content, "a.html", "html") for _ in range(2))
    assert first == second


def test_a_page_of_a_very_long_address_is_taken() -> None:
    address = "https://x.example/" + "%E0%A6%95" * 60
    [found] = documents_of(page(LONG, f'<link rel="canonical" href="{address}">'), "a.html")
    assert not isinstance(found, Rejection)
    assert found[0].external_id.startswith(address[:400])
    assert found[1].metadata.url == address


def test_a_menu_that_is_text_is_read_and_one_of_links_is_not() -> None:
    dishes = "<h2>The menu</h2><p>Smoked herring with rye bread and butter, for two people.</p>"
    links = "<a href='/a'>Home page of the paper</a> <a href='/b'>Sport and weather</a>"
    after = f"<p>{TEXT.replace('Saturday', 'Sunday')}, and nobody was late for supper.</p>"
    body = f"{LONG}<div id='menu'>{dishes}</div>{after}<div class='menu'>{links}</div>"
    found = texts(page(f"<article><h1>Supper</h1>{body}</article>"))
    assert "Smoked herring with rye bread and butter, for two people." in found
    assert not any("Sport and weather" in text for text in found)


def test_a_nul_costs_nothing_and_is_told() -> None:
    contents = contents_of(page(f"<h1>Pier</h1>{LONG}").replace("winter", "win\0ter"), "a.html")
    assert any("since the winter" in piece.html for piece in contents.pieces)
    assert [(each.what, each.name) for each in contents.metadata.remarks] == [
        ("character", "U+0000")
    ]


@pytest.mark.parametrize(
    ("shown", "day"), [("", 5), ("<time datetime='2024-03-01'>1 March 2024</time>", 1)]
)
def test_a_date_that_may_be_of_a_change_is_taken_where_no_other_is_shown(
    shown: str, day: int
) -> None:
    head = '<meta name="date" content="2024-03-05">'
    contents = contents_of(page(f"<h1>Pier</h1>{shown}{LONG}", head), "a.html")
    assert contents.metadata.published == datetime(2024, 3, day, tzinfo=UTC)
