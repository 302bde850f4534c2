"""Spellings of a name that are one, and names that are not."""

from __future__ import annotations

import pytest

from articles.listings.names import listing_key


@pytest.mark.parametrize(
    "spelling",
    [
        "Nell Ashby",
        "NELL ASHBY",
        "  Nell   Ashby ",
        "By Nell Ashby",
        "Nell Ashby, Staff Writer",
        "Ne\u0301ll Ashby",
        "Nell\u00a0Ashby",
    ],
)
def test_spellings_of_an_author_are_one(spelling: str) -> None:
    assert listing_key("author", spelling) == "nell ashby"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nell Ashby", "Nell Ash"),
        ("Nell Ashby", "N. Ashby"),
        ("C", "C++"),
        ("कमल", "कुमल"),
        ("かき", "かぎ"),
        ("By the sea", "The sea"),
    ],
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert listing_key("topic", one) != listing_key("topic", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "ŁÓDŹ"),
        ("Straße", "STRASSE"),
        ("O’Brien", "O'Brien"),
        ("Ёлка", "елка"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_letters_are_the_same_without_case_and_accents(one: str, other: str) -> None:
    assert listing_key("topic", one) == listing_key("topic", other)


def test_two_authors_in_one_byline_stay_together() -> None:
    assert listing_key("author", "Nell Ashby and Tom Rook") == "nell ashby and tom rook"


@pytest.mark.parametrize("text", ["", " ", "—", "█", "???"])
def test_signs_name_nothing(text: str) -> None:
    assert listing_key("topic", text) == ""


def test_a_long_name_has_a_key_that_fits_and_is_its_own() -> None:
    keys = {listing_key("topic", "x" * 500 + end) for end in "ab"}
    assert [len(key) for key in keys] == [200, 200]
