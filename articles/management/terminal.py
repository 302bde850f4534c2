"""What may be written to an operator's terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""Text in one line, with control characters as \\x1b: names and keys come from outside."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
