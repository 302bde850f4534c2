"""A moment as a page tells it: once for machines, once for people, in the site's time zone."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.utils.timezone import localtime


class Moment(NamedTuple):
    iso: str
    text: str


def moment(value: datetime) -> Moment:
    local = localtime(value)
    # HTML's `datetime` takes no more than milliseconds.
    return Moment(local.isoformat(timespec="seconds"), f"{local.day} {local:%B %Y, %H:%M %Z}")
