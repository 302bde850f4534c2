"""Moments as feeds and pages write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.metadata.dates import FIRST_YEAR, LAST_YEAR, parse_datetime

MOMENT = datetime(2024, 5, 31, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-31T07:30:00Z",
        "2024-05-31T09:30:00+02:00",
        "2024-05-31T09:30:00+0200",
        "2024-05-31T09:30+02",
        "2024-05-31 09:30:00 +02:00",
        "2024-05-31 09:30:00+02:00",
        "2024-05-31T07:30:00.000Z",
        "2024-05-31T07:30:00.000000000Z",
        "2024-05-31 07:30:00",
        "2024-05-31 07:30",
        "2024-05-31 07:30 UTC",
        "  2024-05-31T07:30:00z\n",
        "20240531T073000Z",
        "Fri, 31 May 2024 07:30:00 +0000",
        "Fri, 31 May 2024 09:30:00 +0200",
        "31 May 2024 03:30 EDT",
        "Fri, 31 May 2024 07:30:00 GMT",
        "2024/05/31 07:30",
        "May 31, 2024 7:30 am",
    ],
)
def test_a_moment_is_read_as_feeds_write_it(text: str) -> None:
    assert parse_datetime(text) == MOMENT


@pytest.mark.parametrize(
    "text", ["2024-05-31", "2024/05/31", "31 May 2024", "May 31, 2024", "Fri, 31 May 2024"]
)
def test_a_day_is_its_beginning(text: str) -> None:
    assert parse_datetime(text) == datetime(2024, 5, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("Friday, May 31, 2024 9:30 pm", 21, 30),
        ("May 31, 2024, 9:30 p.m.", 21, 30),
        ("2024-05-31 09:30 PM", 21, 30),
        ("31 May 2024 12:05AM", 0, 5),
        ("31 May 2024 12:05 PM", 12, 5),
        ("31 May 2024 09:30:00 PM EDT", 1, 30),
    ],
)
def test_the_afternoon_is_told_from_the_morning(written: str, hour: int, minute: int) -> None:
    found = parse_datetime(written)
    assert found
    assert (found.hour, found.minute) == (hour, minute)


def test_a_moment_without_a_zone_is_in_the_zone_that_is_given() -> None:
    zone = timezone(timedelta(hours=2))
    assert parse_datetime("2024-05-31 09:30:00", zone) == MOMENT
    assert parse_datetime("2024-05-31T07:30:00Z", zone) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0000-00-00 00:00:00",
        "2024-02-30",
        "2024-05-31T25:00:00",
        "1399-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "Fri, 31 May 99999999999 07:30:00 +0000",
        "Fri, 31 May 2024 07:30:00 +99999999",
        "2024-05-31" + " " * 200 + "x" * 200,
        "١٩٩٩",
    ],
)
def test_what_is_no_possible_moment_is_none(text: str) -> None:
    assert parse_datetime(text) is None


@settings(deadline=None)
@given(
    st.text()
    | st.text(st.sampled_from("0123456789-:TZ+ .,"), max_size=40)
    | st.lists(st.sampled_from(["Fri,", "31", "May", "2024", "07:30", "+0200", "GMT", "99"])).map(
        " ".join
    )
)
def test_no_text_raises(text: str) -> None:
    found = parse_datetime(text)
    assert found is None or (found.tzinfo is UTC and FIRST_YEAR <= found.year <= LAST_YEAR)
