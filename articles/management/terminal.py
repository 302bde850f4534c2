"""What may be written to an operator's terminal."""

from __future__ import annotations

from typing import Final

# What joins letters, or keeps them apart: Persian, the scripts of India, emoji.
_JOINERS: Final = "\u200c\u200d"


def printable(text: str) -> str:
    r"""Return text in one line, control characters as \\x1b: names and keys come from outside."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in _JOINERS else each.encode("unicode_escape").decode()
        for each in text
    )
