"""Section pages are told from articles, and an article is never told by what stands beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.documents.reading.pages import html_page
from articles.documents.reading.pages.section_page import WEIGHTS, section_model
from articles.documents.reading.pages.section_signs import SIGNS
from tests.documents.reading.pages.make import (
    STORY,
    make_page,
    make_section_page,
    make_story,
    make_teasers,
)


def is_section(page: str) -> bool:
    return html_page.parse(page.encode()).is_section


def sign(name: str, page: str) -> float:
    signs = html_page.signs_of_section(page.encode())
    return dict(zip(SIGNS, signs, strict=True))[name]


def test_a_page_of_teasers_is_a_section_page() -> None:
    assert is_section(make_section_page())


def test_a_story_is_none() -> None:
    assert not is_section(make_story())


def test_a_story_with_teasers_after_it_is_none() -> None:
    dated = '<meta property="article:published_time" content="2024-03-01T08:00:00Z">'
    assert not is_section(make_story(after=make_teasers(), head=dated))


def test_a_long_story_with_teasers_after_it_needs_no_date_to_be_none() -> None:
    assert not is_section(make_story([STORY] * 12, after=make_teasers()))


def test_a_story_of_list_items_is_none() -> None:
    items = "".join(f"<li>{number} cups of flour, sifted twice</li>" for number in range(1, 9))
    assert not is_section(make_page(f"<h1>Ferryman's bread</h1><p>{STORY}</p><ul>{items}</ul>"))


def test_a_short_story_without_any_metadata_is_none() -> None:
    assert not is_section(make_story([STORY]))


def test_a_dated_and_signed_story_under_the_address_of_a_section_is_none() -> None:
    head = (
        '<link rel="canonical" href="https://coastpost.example/category/news">'
        '<meta name="author" content="Nell Ashby">'
        '<meta property="article:published_time" content="2024-03-01T08:00:00Z">'
    )
    assert not is_section(make_story(head=head))


@pytest.mark.parametrize(
    ("name", "body", "value"),
    [
        ("linked headings", "<h2><a href='/a'>A</a></h2><h2>B</h2><h2>C</h2><h2>D</h2>", 1 / 4),
        ("linked headings", "<a href='/a'><h2>A</h2></a>" + "<h2>B</h2>" * 3, 1 / 4),
        ("linked headings", "<h2><a href='/a'>A</a></h2>", 0),  # too few to say anything
        ("linked headings", "<nav>" + "<h2><a href='/a'>A</a></h2>" * 4 + "</nav>", 0),
        ("repeated calls", "<a href='/1'>More</a>" * 3 + "<a href='/2'>Holm</a>", 3 / 4),
        ("repeated calls", "<a href='/1'>More</a>" * 2, 0),
        ("repeated calls", "<nav>" + "<a href='/1'>More</a>" * 5 + "</nav>", 0),
        ("has an entry", "<div class='entry-content'></div>", 1),
        ("has an entry", "<div class='sentry-contents'></div>", 0),
    ],
)
def test_a_sign_counts_what_it_is_called_for(name: str, body: str, value: float) -> None:
    page = make_page(f"{body}<p>{STORY}</p>")
    assert sign(name, page) == pytest.approx(value)


def test_cards_are_siblings_that_each_have_a_link_and_more() -> None:
    one = '<div><a href="/a">The ferry has sailed</a> It left the pier at seven.</div>'
    bare = '<div><a href="/a">The ferry has sailed, and nobody saw it</a></div>'
    name = "most cards in a row"
    assert sign(name, make_page(f"<p>{STORY}</p><div>{one * 4}</div>")) > 0
    assert sign(name, make_page(f"<p>{STORY}</p><div>{one * 3}</div>")) == 0
    assert sign(name, make_page(f"<p>{STORY}</p><div>{bare * 9}</div>")) == 0


def test_prose_in_cards_is_not_the_pages_own() -> None:
    card = f'<div><a href="/a">The ferry has sailed</a><p>{STORY}</p></div>'
    page = make_page(f"<div>{card * 4}</div>")
    assert sign("prose", page) > 0.5
    assert sign("prose outside of cards", page) == 0
    assert sign("longest run of text", page) == 0


def test_a_heading_or_a_link_ends_a_run_of_text() -> None:
    whole = sign("longest run of text", make_page(f"<p>{STORY}</p>" * 4))
    parted = sign("longest run of text", make_page(f"<h2>A day</h2><p>{STORY}</p>" * 4))
    assert whole > parted > 0


@pytest.mark.parametrize("body", ["", "<svg><a></a></svg>", "<!-- --><?x ?>", "<a>" * 300])
def test_no_page_is_too_odd_to_be_judged(body: str) -> None:
    assert not is_section(make_page(f"<p>{STORY}</p>{body}"))


def test_an_address_that_is_none_is_no_sign() -> None:
    head = '<link rel="canonical" href="http://[holm">'
    assert not is_section(make_story(head=head))


def test_each_sign_has_a_weight_and_none_is_left_over() -> None:
    found: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert list(found["weights"]) == list(SIGNS)


def test_a_sign_beyond_its_bounds_weighs_no_more() -> None:
    model = section_model()
    at_most = [weight.high for weight in model.weights]
    assert model.probability([value + 99 for value in at_most]) == model.probability(at_most)
