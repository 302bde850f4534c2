"""The formats that are read, as their own modules describe them, for terminal and handbook."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Final

from articles.documents.reading import CONTAINERS, READERS
from articles.documents.reading.reader import Described

_WIDTH: Final = 100
_INDENT: Final = " " * 4
_HEADER: Final = ("Format", "Names", "Takes", "Keeps", "Needs")


def formats_as_text() -> str:
    """Return a paragraph for each format."""
    return "\n".join(_paragraph(*row) for row in _rows())


def formats_as_markdown() -> str:
    """Return a table, as the handbook has it."""
    lines = [_HEADER, ("---",) * len(_HEADER)]
    lines += [(f"`{name}`", *rest, needs or "nothing more") for name, *rest, needs in _rows()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _rows() -> Iterator[tuple[str, ...]]:
    every: tuple[Described, ...] = (*READERS, *CONTAINERS)
    for each in every:
        yield each.NAME, " ".join(each.SUFFIXES), each.DESCRIPTION, each.KEEPS, each.NEEDS


def _paragraph(name: str, suffixes: str, takes: str, keeps: str, needs: str) -> str:
    lines = [f"takes {takes}", f"keeps {keeps}", *([f"needs {needs}"] if needs else [])]
    wrapped = (
        fill(line, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT * 2) for line in lines
    )
    return "\n".join((f"{name}  ({suffixes})", *wrapped, ""))
