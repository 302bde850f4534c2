"""What an extraction leaves out of a page's container is handed over beside it."""

from __future__ import annotations

from time import process_time

import pytest

from articles.documents.reading.pages.completion import completed
from articles.documents.source import Piece, Scope
from tests.documents.reading.received import contents_of

FIRST = "The ferry to Holm sailed on Saturday at seven, with forty cars and one horse on its deck."
SECOND = "It had lain in the yard since December, waiting for a new shaft from a works in Tarn."
THIRD = "The county paid half of the shaft, and the bank of Holm has lent the rest for ten years."


def extract(*htmls: str) -> list[Piece]:
    return [Piece(html, "p", scope=Scope.EXTRACT) for html in htmls]


def page(*htmls: str) -> list[Piece]:
    return [Piece(html, "p", scope=Scope.PAGE) for html in htmls]


def told(pieces: tuple[Piece, ...]) -> list[tuple[str, str]]:
    return [(piece.scope.value, piece.html) for piece in pieces]


@pytest.mark.parametrize(
    ("extracted", "whole", "expected"),
    [
        ([FIRST, SECOND], [FIRST, SECOND], "extract extract"),
        ([FIRST, THIRD], [FIRST, SECOND, THIRD], "extract page extract"),
        ([FIRST], ["Holm", FIRST, SECOND], "page extract page"),
        ([FIRST, SECOND], [], "extract extract"),
        # Run together by the extraction: the page's own.
        ([f"Holm {FIRST} {SECOND}"], ["Holm", FIRST, SECOND], "extract extract extract"),
        (
            [f"Holm {FIRST} {SECOND}"],
            ["Holm", FIRST, "Tarn", SECOND],
            "extract extract page extract",
        ),
        # Parted by the extraction: as it parted them.
        ([FIRST, SECOND], [f"{FIRST} {SECOND}"], "extract extract"),
        # A short text that stands in a long one by chance is a text of its own.
        ([FIRST, SECOND], [FIRST, "December", SECOND], "extract page extract"),
        ([FIRST, FIRST], [FIRST, SECOND, FIRST], "extract page extract"),
    ],
)
def test_each_text_stands_once_and_in_its_place(
    extracted: list[str], whole: list[str], expected: str
) -> None:
    found = completed(extract(*extracted), page(*whole))
    assert " ".join(piece.scope for piece in found) == expected
    words = "".join(piece.html.replace(" ", "") for piece in found)
    for text in [*extracted, *whole]:
        assert text.replace(" ", "") in words or text in " ".join(extracted)


def test_a_page_of_too_many_texts_is_left_as_it_was_extracted() -> None:
    texts = [f"{FIRST} {number}" for number in range(1_100)]
    assert completed(extract(*texts[1:]), page(*texts)) == tuple(extract(*texts[1:]))


def contents(body: str) -> list[tuple[str, str]]:
    html = f"<!DOCTYPE html><html><head><title>Ferry</title></head><body>{body}</body></html>"
    return told(contents_of(html, "a.html").pieces)


def test_a_short_article_in_one_block_comes_in_its_paragraphs() -> None:
    paragraphs = [
        "The council of Oldmere opened its new ferry pier on Tuesday, after years of work.",
        "The pier cost 4.2 million crowns.",
        "Steel is to blame, it says.",
    ]
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    found = contents(
        "<article><h1>Pier opened</h1><p class='byline'>By Tom Rook</p>"
        f"<div class='article-body'>{body}</div></article>"
    )
    assert [html for _, html in found][-3:] == paragraphs


@pytest.mark.parametrize(
    "around",
    [
        "<nav><p>{}</p></nav>",
        '<aside class="related"><p>{}</p></aside>',
        "<div class='comments'><p>{}</p></div>",
        "<div id='newsletter'><p>{}</p></div>",
        "<div style='display: none'><p>{}</p></div>",
        "<form><p>{}</p></form>",
    ],
)
def test_what_is_the_pages_own_is_not_handed_over(around: str) -> None:
    own = "A reader of the page wrote this under it, and it is long enough for a paragraph."
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{around.format(own)}<p>{THIRD}</p></article>"
    assert own not in [html for _, html in contents(body)]


def test_a_caption_that_was_extracted_as_text_is_text() -> None:
    whole = [Piece(FIRST, "figcaption"), Piece(SECOND, "p")]
    found = completed(extract(f"{FIRST} {SECOND}"), whole)
    assert [(piece.tag, piece.scope) for piece in found] == [("p", Scope.EXTRACT)] * 2


def test_links_of_what_is_added_lead_from_the_page() -> None:
    html = (
        "<!DOCTYPE html><html><head><link rel='canonical' href='https://coast.example/a/ferry'>"
        f"</head><body><article><p>{FIRST}</p><p>{SECOND}</p><ul><li><a href='map'>Map</a></li>"
        f"</ul><p>{THIRD}</p></article></body></html>"
    )
    pieces = contents_of(html, "a.html").pieces
    assert any('href="https://coast.example/a/map"' in piece.html for piece in pieces)


@pytest.mark.parametrize(
    ("extracted", "whole"),
    [
        # The extraction parted lines that the page has in one paragraph; either may be the longer.
        ([FIRST, "It sank."], [f"{FIRST}<br>It sank."]),
        (["It sank.", FIRST], [f"It sank.<br>{FIRST}"]),
        # It read the beginning of a paragraph twice.
        (["The ferry to Holm sailed.", f"{FIRST}<br>{SECOND}"], [FIRST, SECOND]),
    ],
)
def test_no_text_comes_twice(extracted: list[str], whole: list[str]) -> None:
    found = completed(extract(*extracted), page(*whole))
    for text in (FIRST, SECOND, "It sank."):
        assert sum(text in piece.html for piece in found) <= 1


def test_texts_around_a_box_stay_apart() -> None:
    box = "<aside>A box of the page.</aside>"
    pieces = contents(
        f"<article><p>{FIRST}</p><p>{SECOND}</p><div>Eggs for 30 {box} Flour for 20</div>"
        f"<p>Its <button>Play</button> shaft came from a works in Tarn, in the end.</p></article>"
    )
    htmls = [html for _, html in pieces]
    assert not any("Eggs" in html and "Flour" in html for html in htmls)
    assert not any("Play" in html for _, html in pieces)


@pytest.mark.parametrize(
    ("extracted", "whole"),
    [
        # Texts that differ in each word, in the last one, and one that many may stand in.
        ([f"{n} holm " * 20 for n in range(990)], [f"tarn {n} " * 20 for n in range(990)]),
        (
            ["holm " * 90 + f"{n} a" for n in range(990)],
            ["holm " * 90 + f"{n} b" for n in range(990)],
        ),
        (["a" * 2_000_000 + "b"], [f"{'a' * 400}{n}" for n in range(5_000)]),
    ],
)
def test_texts_are_compared_within_two_seconds(extracted: list[str], whole: list[str]) -> None:
    ours, theirs = extract(*extracted), page(*whole)
    start = process_time()
    assert len(completed(ours, theirs)) >= len(extracted)
    assert process_time() - start < 2


@pytest.mark.parametrize(
    "name", ["elementor-widget elementor-widget-text-editor", "no-sidebar has-comments"]
)
def test_a_part_that_a_builder_named_may_be_the_text(name: str) -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><div class='{name}'><ul><li>Flour</li></ul></div>"
    assert ("page", "Flour") in contents(f"<article>{body}<p>{THIRD}</p></article>")


def test_a_tag_that_never_ended_is_no_text() -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><div class='a' <p><ul><li>Flour</li></ul></div>"
    found = contents(f"<article>{body}<p>{THIRD}</p></article>")
    assert not any("class" in html for _, html in found)
