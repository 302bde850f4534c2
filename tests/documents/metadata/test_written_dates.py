"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from articles.documents.metadata.written_dates import date_written_in

DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-03-05",
            "2024/03/05",
            "2024.3.5",
            "2024. 03. 05.",
            "2024年3月5日",
            "2024년 3월 5일",
        ),
        *("5 March 2024", "March 5, 2024", "Mar. 5th, 2024", "Tuesday, 05 Mar 2024", "5-Mar-2024"),
        *("5. März 2024", "05.03.2024", "5. 3. 2024", "5.3.24", "Di, 5. Mär. 2024, 12:30 Uhr"),
        *("le 5 mars 2024", "1er janvier 2020 – non", "5 de marzo de 2024", "5 de março de 2024"),
        *("5 marzo 2024", "5 maart 2024", "5. mars 2024", "5. marts 2024", "5 mars 2024"),
        *(
            "5. maaliskuuta 2024",
            "5 marca 2024",
            "5. března 2024",
            "2024. március 5.",
            "5 Mart 2024",
        ),
        *("5 марта 2024", "5 березня 2024", "5 Μαρτίου 2024", "5 martie 2024"),
    ],
)
def test_it_is_read_in_many_languages(text: str) -> None:
    expected = date(2020, 1, 1) if "janvier" in text else DAY
    told = date_written_in(text)
    assert told
    assert told[0] == expected


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("05/03/2024", "", None),
        ("05/03/2024", "en", None),
        ("05/03/2024", "fr", DAY),
        ("05/03/2024", "pt-BR", DAY),
        ("25/03/2024", "", date(2024, 3, 25)),
        ("03/25/2024", "", date(2024, 3, 25)),
        ("03/25/2024", "fr", date(2024, 3, 25)),
        ("03/03/2024", "", date(2024, 3, 3)),
        ("25/13/2024", "fr", None),
    ],
)
def test_which_of_two_numbers_is_the_month(text: str, language: str, day: date | None) -> None:
    told = date_written_in(text, language)
    assert (told[0] if told else None) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "March 2024", "5 March", "31 February 2024", "2024-13-05", "5.3.1824", "v1.2.2024.1"),
        *("12:03:24", "1.5 million in 2024", "Mayor 5, 2024", "12024-03-05", "tel. 05.03.20245"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert date_written_in(text) is None


def test_it_tells_where_the_first_begins() -> None:
    assert date_written_in("Posted on 5 March 2024, updated 2024-04-01") == (DAY, 10)


@pytest.mark.parametrize(("text", "year"), [("5.3.69", 2069), ("5.3.70", 1970)])
def test_a_year_of_two_digits_is_of_this_age(text: str, year: int) -> None:
    found = date_written_in(text)
    assert found
    assert found[0] == date(year, 3, 5)
