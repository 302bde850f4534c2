"""How German pages, commands and messages write dates, where it is not as Django has it."""

from __future__ import annotations

DATETIME_FORMAT = "j. M Y, H:i"
