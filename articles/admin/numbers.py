"""Whole numbers as an address or a form's field brings them."""

from __future__ import annotations

from typing import Final

# No row, block or version has a longer one, and Python refuses to read very long ones.
_MOST_DIGITS: Final = 18


def integer(text: str) -> int | None:
    """Return the number that ASCII digits write, or None for any other text."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None
