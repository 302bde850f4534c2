"""Read a date and time as files hold it: as machines write it, as people do, or as a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from articles.documents.metadata.dates import in_utc, parse_datetime
from articles.documents.metadata.written_dates import find_date, says_day_first, whole_year

_LONGEST: Final = 100
_AS_MACHINES_DO: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]")
_NUMBER: Final = re.compile(r"\d{5,13}(?:\.\d{1,12})?")
# 8 digits are a day (20190503), which is read as such before.
_SECONDS: Final = (10**8, 10**10)
_MILLISECONDS: Final = (10**11, 10**13)
# Days as spreadsheets count them, from 1954 to 2119. Their first is no day, since they have
# 29 February 1900, too (ECMA-376, part 1, 18.17.4.1).
_SERIALS: Final = (20_000, 80_000)
_DAY_ZERO: Final = datetime(1899, 12, 30, tzinfo=UTC)
_IN_FOURTEEN: Final = re.compile(r"\A(\d{8})(\d{6})\Z")
# "5/3/19", at the beginning only: elsewhere it is more often something else.
_SHORT_YEAR: Final = re.compile(r"\A(\d{1,2}([/-])\d{1,2}\2)(\d\d)(?![\d/-])")
_TWO_NUMBERS: Final = re.compile(r"\A(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")
_TIME: Final = re.compile(
    r"(?<![\d.:+-])(?P<hour>[01]?\d|2[0-3])"
    r"(?:[:.hH](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"|[时時點点]\s?(?P<minutes>[0-5]?\d)分)(?![\d.:])"
    r"\s?(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE,
)
_ZONE: Final = re.compile(r"\A\s?(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)\b")


class DateOrder(StrEnum):
    """Which of the two numbers of 03/05/2019 is the day."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def moment_of(value: object, language: str = "", order: DateOrder | None = None) -> datetime | None:
    """Return the moment that a text or a number holds, in UTC; None where it holds none for sure.

    Numbers are seconds or milliseconds since 1970, or days as spreadsheets count them. `order` is
    that of other dates of the same file; without it the language tells, unless it is English.
    """
    if isinstance(value, str) and _AS_MACHINES_DO.match(value) and len(value) <= _LONGEST:
        # The usual case, at a third of the cost of all others.
        try:
            return in_utc(datetime.fromisoformat(value))
        except ValueError:
            pass
    text = _text(value)
    if not text or len(text) > _LONGEST:
        return None
    found = parse_datetime(_IN_FOURTEEN.sub(r"\1T\2", text))
    if found or _NUMBER.fullmatch(text):
        return found or _counted(float(text))
    return _written(_with_whole_year(text), language, order)


def order_told_by(texts: Iterable[str]) -> DateOrder | None:
    """Return the order that all telling dates of a file have; None where none tells, or two do."""
    told = {order for text in texts if (order := _told_order(text))}
    return told.pop() if len(told) == 1 else None


def has_two_readings(text: str) -> bool:
    """Return whether a date is one with its day first, and another with its month first."""
    numbers = _two_numbers(text)
    return numbers is not None and max(numbers) <= 12 and numbers[0] != numbers[1]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return f"{value:.6f}".rstrip("0").rstrip(".") if abs(value) < _MILLISECONDS[1] else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _counted(number: float) -> datetime | None:
    if _SERIALS[0] <= number < _SERIALS[1]:
        # To the second: noon is half a day, but a minute is no fraction that a float has.
        return _DAY_ZERO + timedelta(seconds=round(number * 86_400))
    if _MILLISECONDS[0] <= number < _MILLISECONDS[1]:
        number /= 1_000
    elif not _SECONDS[0] <= number < _SECONDS[1]:
        return None
    return datetime.fromtimestamp(number, UTC)


def _with_whole_year(text: str) -> str:
    found = _SHORT_YEAR.match(text)
    if not found:
        return text
    return f"{found[1]}{whole_year(int(found[3]))}{text[found.end() :]}"


def _two_numbers(text: str) -> tuple[int, int] | None:
    found = _TWO_NUMBERS.match(_with_whole_year(text.strip()))
    return (int(found[1]), int(found[3])) if found else None


def _told_order(text: str) -> DateOrder | None:
    match _two_numbers(text):
        case (first, second) if 12 < first <= 31 and 0 < second <= 12:
            return DateOrder.DAY_FIRST
        case (first, second) if 12 < second <= 31 and 0 < first <= 12:
            return DateOrder.MONTH_FIRST
    return None


def _written(text: str, language: str, order: DateOrder | None) -> datetime | None:
    day_first = order is DateOrder.DAY_FIRST if order else says_day_first(language)
    found = find_date(text, day_first)
    if not found:
        return None
    rest = f"{text[: found.start]} {text[found.end :]}"
    at = _TIME.search(rest)
    moment = datetime.combine(found.day, _time(at) if at else time(), UTC)
    try:
        return in_utc(moment - _offset(rest[at.end() :] if at else ""))
    except (ValueError, OverflowError):
        return None


def _time(found: re.Match[str]) -> time:
    hour = int(found["hour"])
    half = (found["half"] or "")[:1].lower()
    if half and 0 < hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found["minute"] or found["minutes"] or 0), int(found["second"] or 0))


def _offset(text: str) -> timedelta:
    found = _ZONE.match(text)
    if not found:
        return timedelta()
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return offset if found["sign"] == "+" else -offset
