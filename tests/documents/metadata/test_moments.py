"""Dates and times as files hold them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.documents.metadata.dates import FIRST_YEAR, LAST_YEAR
from articles.documents.metadata.moments import (
    DateOrder,
    has_two_readings,
    moment_of,
    order_told_by,
)

DAY = datetime(2019, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        *("2019-05-03", "20190503", "03.05.2019", "3.5.19", "3. Mai 2019", "le 3 mai 2019"),
        *("3 мая 2019 г.", "2019年5月3日", "May 3, 2019", 1556841600, "1556841600", 1556841600000),
        *("1556841600000", 1556841600.0, "43588", 43588, 43588.0),
    ],
)
def test_a_day_is_read_however_it_is_written(written: object) -> None:
    assert moment_of(written) == DAY


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("03.05.2019 14:30", 14, 30),
        ("03.05.2019, 14.30 Uhr", 14, 30),
        ("3 mai 2019 à 14h30", 14, 30),
        ("5/3/2019 2:30:00 PM", 14, 30),
        ("May 3, 2019 at 12:05 a.m.", 0, 5),
        ("2019年5月3日 14时5分", 14, 5),
        ("14:30, 3. Mai 2019", 14, 30),
        ("3. Mai 2019 14:30 +0200", 12, 30),
        ("20190503143000", 14, 30),
        ("43588.604166666664", 14, 30),
        (1556893800.25, 14, 30),
    ],
)
def test_its_time_is_read_too(written: object, hour: int, minute: int) -> None:
    found = moment_of(written, order=DateOrder.MONTH_FIRST)
    assert found
    assert found.replace(microsecond=0) == DAY.replace(hour=hour, minute=minute)


@pytest.mark.parametrize(
    ("language", "order", "expected"),
    [
        ("", None, None),
        ("en-GB", None, None),
        ("fr", None, DAY),
        ("", DateOrder.DAY_FIRST, DAY),
        ("fr", DateOrder.MONTH_FIRST, datetime(2019, 3, 5, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("written", ["03/05/2019", "03-05-2019", "3/5/19"])
def test_which_number_is_the_day_is_told_by_the_file_or_the_language(
    written: str, language: str, order: DateOrder | None, expected: datetime | None
) -> None:
    assert moment_of(written, language, order) == expected


def test_a_day_that_cannot_be_a_month_needs_nobody_to_tell() -> None:
    assert moment_of("25/12/98") == moment_of("12/25/98") == datetime(1998, 12, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/05/2019", "25/05/2019"], DateOrder.DAY_FIRST),
        (["03/05/2019", "5/25/19 10:00"], DateOrder.MONTH_FIRST),
        (["25/05/2019", "05/25/2019"], None),
        (["03/05/2019", "2019-05-25", "soon", "25.05.2019", "99/01/2019"], None),
    ],
)
def test_the_order_of_a_files_dates_is_what_its_telling_ones_have(
    texts: list[str], order: DateOrder | None
) -> None:
    assert order_told_by(texts) is order


@pytest.mark.parametrize(
    ("text", "expected"),
    [("03/05/2019", True), ("03/05/19 8:00", True), ("03/03/2019", False), ("25/05/2019", False)],
)
def test_a_date_has_two_readings_or_one(text: str, expected: bool) -> None:
    assert has_two_readings(text) is expected


@pytest.mark.parametrize(
    "written",
    [
        *("", "soon", "2019", "12345", "999999999999999", True, None, [], {}, "99999", "0"),
        *(float("nan"), float("inf"), -1, 10**30, "31.02.2019", "x" * 101, "1234567"),
    ],
)
def test_what_is_no_moment_is_none(written: object) -> None:
    assert moment_of(written) is None


@settings(deadline=None)
@given(
    st.text()
    | st.integers()
    | st.floats()
    | st.text(st.sampled_from("0123456789-/.:TZ+ ,hpam"), max_size=40)
)
def test_no_value_raises(value: object) -> None:
    found = moment_of(value)
    assert found is None or (found.tzinfo is UTC and FIRST_YEAR <= found.year <= LAST_YEAR)
