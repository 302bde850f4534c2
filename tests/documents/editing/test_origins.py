"""Where a block of the source stands in an article, and that it is known again where it moved."""

from __future__ import annotations

from typing import Any

import pytest

from articles.documents.article.model import ArticleDocument, Line
from articles.documents.editing.origins import (
    parts_by_origin,
    with_origins_of,
    with_origins_of_only,
)
from tests.documents.make import make_document, make_paragraph, make_section

NOISE = make_paragraph("p2", "Read <em>more</em><br>here", origin=6, noise=True)
BASE = make_document(
    make_section(
        "s1",
        make_paragraph("p1", "The quay &amp; the pier.", origin=5),
        NOISE,
        heading=Line("The quay", 3),
        byline=Line("By Pia Lowen", 4),
    ),
    headline=Line("A ferry leaves", 1),
    standfirst=Line("And nobody knows why.", 2),
)


def document(*texts: str, **fields: Any) -> ArticleDocument:
    """The base with paragraphs that an editor wrote, under the headline alone."""
    paragraphs = [make_paragraph(f"new{number}", text) for number, text in enumerate(texts)]
    return make_document(make_section("s1", *paragraphs), **{"headline": BASE.headline} | fields)


def test_every_block_has_its_place_in_document_order() -> None:
    assert [(o, p.label, p.target, p.text) for o, p in parts_by_origin(BASE).items()] == [
        (1, "headline", "headline", "A ferry leaves"),
        (2, "standfirst", "standfirst", "And nobody knows why."),
        (3, "heading", "s1", "The quay"),
        (4, "byline", "s1.byline", "By Pia Lowen"),
        (5, "body", "p1", "The quay & the pier."),
        (6, "noise", "p2", "Read more here"),
    ]


def test_what_an_editor_wrote_is_no_blocks_place() -> None:
    assert list(parts_by_origin(document("New."))) == [1]


def test_a_block_that_stands_twice_is_known_by_its_first_place() -> None:
    twice = make_section("s1", *(make_paragraph(uid, uid, origin=5) for uid in ("p1", "p2")))
    assert parts_by_origin(make_document(twice))[5].target == "p1"


@pytest.mark.parametrize(
    ("moved", "places_then"),
    [
        (document("And nobody knows why."), {1: "headline", 2: "new0"}),
        (document(standfirst=Line("The quay & the pier.")), {1: "headline", 5: "standfirst"}),
        (
            document("And nobody knows why.", standfirst=Line("The quay & the pier.", 2)),
            {1: "headline", 5: "standfirst", 2: "new0"},
        ),
        (document("A ferry leaves", headline=Line("Better", 1)), {1: "new0"}),
        (document("Read more<br>here"), {1: "headline", 6: "new0"}),
        (document(standfirst=Line("And nobody asks why.", 2)), {1: "headline", 2: "standfirst"}),
    ],
    ids=["to the text", "to the standfirst", "both at once", "headline", "words", "no move"],
)
def test_a_moved_block_keeps_its_origin(
    moved: ArticleDocument, places_then: dict[int, str]
) -> None:
    found = parts_by_origin(with_origins_of(moved, BASE)).items()
    assert {origin: place.target for origin, place in found} == places_then


@pytest.mark.parametrize(
    ("standfirst", "origin"), [("The quay & the pier.", 5), ("Somebody knows.", None)]
)
def test_a_field_whose_block_stands_in_the_text_has_another_or_none(
    standfirst: str, origin: int | None
) -> None:
    section = make_section("s1", make_paragraph("new", "And nobody knows it.", origin=2))
    swapped = make_document(section, headline=BASE.headline, standfirst=Line(standfirst, 2))
    found = with_origins_of(swapped, BASE)
    assert (found.standfirst.origin, found.sections) == (origin, swapped.sections)


def test_a_document_in_which_nothing_moved_stays_as_it_is() -> None:
    assert with_origins_of(BASE, BASE) == BASE


def test_blocks_of_another_source_are_known_by_their_words() -> None:
    section = make_section(
        "s9",
        make_paragraph("p9", "The quay &amp; the pier.", origin=1),
        make_paragraph("p8", "Elsewhere.", origin=2),
        heading=Line("The quay", 5),
    )
    other = make_document(section, headline=Line("Another", 3))
    found = parts_by_origin(with_origins_of_only(other, BASE)).items()
    assert [(origin, place.target) for origin, place in found] == [(3, "s9"), (5, "p9")]


def test_a_copy_does_not_take_the_origin_of_a_block_that_still_stands() -> None:
    paragraphs = (make_paragraph("new", "The quay &amp; the pier."), *BASE.sections[0].paragraphs)
    copied = make_document(make_section("s1", *paragraphs))
    assert with_origins_of(copied, BASE) == copied
