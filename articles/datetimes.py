"""How the desk and commands write dates and times; `newsroom/formats` has each language's forms."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def format_datetime(when: datetime) -> str:
    """Return a date with its time in the zone of the site: "3 May 2026, 14:05"."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")
