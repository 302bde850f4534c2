"""How English pages, commands and messages write dates; another language has a folder beside it."""

from __future__ import annotations

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
DATETIME_FORMAT = "j M Y, H:i"
DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
