"""How the desk and commands write dates and times; `newsroom/formats` has each language's forms."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def format_datetime(when: datetime) -> str:
    """Return a date with its time in the zone of the site: "3 May 2026, 14:05"."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")


def format_recent(when: datetime) -> str:
    """Return a moment as briefly as today tells it, in the zone of the site.

    "14:05" today, then "Yesterday, 14:05", for six days "Tuesday, 14:05", else as `format_datetime`
    has it. What is still to come says its day: "today, 14:05".
    """
    moment, today = timezone.localtime(when), timezone.localdate()
    ago = (today - moment.date()).days
    if not 0 <= ago <= 6:
        return date_format(moment, "DATETIME_FORMAT")
    time = date_format(moment, "TIME_FORMAT")
    match ago:
        case 0 if when > timezone.now():
            return _("today, %(time)s") % {"time": time}
        case 0:
            return time
        case 1:
            return _("Yesterday, %(time)s") % {"time": time}
    return f"{date_format(moment, 'l')}, {time}"
