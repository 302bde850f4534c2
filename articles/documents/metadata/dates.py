"""Parse the dates and times of scrapes and feeds into datetimes in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final

# Before printing, and beyond what every time zone can tell.
FIRST_YEAR: Final = 1400
LAST_YEAR: Final = 9000

# The longest in use, "Wednesday, 30 September 2024 23:59:59 +0000 (Coordinated Universal Time)".
_LONGEST: Final = 100
# What `datetime.fromisoformat` does not take: "2024-05-31T09:30:00 +02:00", "09:30 UTC".
_GAP_BEFORE_ZONE: Final = re.compile(r"(?<=\d) (?=[+-]\d|Z\Z)")
_UTC_BY_NAME: Final = re.compile(r" ?(?:UTC|GMT)\Z")
# More digits than Python keeps; the rest of a second is nobody's concern.
_SECONDS: Final = re.compile(r"(?<=:\d\d)[.,](\d{1,6})\d*")
_SLASHES: Final = re.compile(r"\A(\d{4})/(\d\d)/(\d\d)\b")
# Neither standard knows these; to pass over the letters would be wrong by half a day.
_HALF_DAY: Final = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])((?::\d\d){1,2}) ?([ap])(?:m\b|\.m\.)", re.I)


def in_utc(value: datetime, zone: tzinfo | None = None) -> datetime:
    """Return a datetime in UTC; `zone` (UTC if None) is assumed where it has none.

    Raises ValueError where it lies outside the years that are taken.
    """
    if not value.tzinfo:
        value = value.replace(tzinfo=zone or UTC)
    try:
        value = value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{value} is outside of all years") from error
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"{value.year} is outside of the years {FIRST_YEAR} to {LAST_YEAR}")
    return value


def parse_datetime(text: str, zone: tzinfo | None = None) -> datetime | None:
    """Return the datetime that `text` holds, in UTC; None where it holds no possible one.

    ISO 8601 is read as it is often written (a space for the T, no seconds, "Z", "+0200", slashes
    for hyphens), and RFC 2822, also without a time of day. The time may be written as "9:30 pm".
    `zone` (UTC if None) is assumed where the text names none.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    text = _HALF_DAY.sub(_in_24_hours, " ".join(text.split()))
    for read in (_iso, _rfc):
        try:
            return in_utc(read(text), zone)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _iso(text: str) -> datetime:
    text = _UTC_BY_NAME.sub("Z", _GAP_BEFORE_ZONE.sub("", text.upper()))
    return datetime.fromisoformat(_SECONDS.sub(r".\1", _SLASHES.sub(r"\1-\2-\3", text)))


def _rfc(text: str) -> datetime:
    return parsedate_to_datetime(text if ":" in text else f"{text} 00:00")


def _in_24_hours(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3] in "pP" else 0)
    return f"{hour:02}{found[2]}"
