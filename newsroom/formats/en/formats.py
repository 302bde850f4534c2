"""How English pages, commands and messages write dates; another language has a folder beside it."""

from __future__ import annotations

DATETIME_FORMAT = "j M Y, H:i"
DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
