"""Tables of a fragment: their rows and caption; what is a table for its looks alone is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from articles.documents.article.kinds import Kind
from articles.documents.article.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    cell_of,
    fitted,
    heads_row,
    markup_of,
    span_of,
    with_heading,
    written_span,
)
from articles.documents.markup.tags import BLOCKS, HIDDEN
from articles.documents.reading.fragments import pictures
from articles.documents.reading.fragments.tokens import Token, tag_attributes
from articles.documents.source import Piece, Scope

_PARTS: Final = frozenset({"tbody", "tfoot", "tr"})
# What no table of facts has in its cells, but one that places parts of a page.
_OF_LAYOUT: Final = frozenset({"table", "blockquote", "pre", "iframe", "video", "audio", "object",
                               "details", "form", "hr"})  # fmt: skip
# More letters in one cell are running text.
_LONGEST_CELL: Final = 1_500
_BREAK: Final = "<br>"
_ENDS: Final = re.compile(r"\A(?:\s|<br>)+|(?:\s|<br>)+\Z")
_ANY_TAG: Final = re.compile(r"<[^<>]*>")


def table_of(found: Sequence[Token], base: str, scope: Scope) -> tuple[Piece, ...] | None:
    """Return the table between its tags, and pictures too large for a cell.

    None where it only places other things.
    """
    if "presentation" in found[0].text and tag_attributes(found[0].text).get("role") in (
        "presentation",
        "none",
    ):
        return None
    reading = _Reading(base, scope)
    for token in found[1:-1]:
        if not reading.takes(token):
            return None
    return reading.result()


class _Reading:
    """A table while its tags are gone through."""

    def __init__(self, base: str, scope: Scope) -> None:
        self._base = base
        self._scope = scope
        self._rows: list[Row] = []
        self._pictures: list[Piece] = []
        self._head = 0
        self._caption: list[str] = []
        self._row: list[Any] = []
        self._cell: list[str] | None = None
        self._opened: tuple[str, str] = ("td", "")
        self._in_caption = self._in_head = False

    def takes(self, token: Token) -> bool:
        """Take a token; return whether it can be one of a table of facts."""
        name = token.name
        if name in _OF_LAYOUT:
            return False
        if name in ("td", "th"):
            self._end_cell()
            if not token.is_end:
                self._cell, self._opened = [], (name, token.text)
        elif name in _PARTS:
            self._end_row()
            self._in_head = self._in_head and name == "tr"
        elif name == "thead":
            self._end_row()
            self._in_head = not token.is_end
        elif name == "caption":
            self._in_caption = not token.is_end
        elif name in pictures.TAGS:
            self._take_picture(token.text)
        else:
            return self._write(token)
        return True

    def _take_picture(self, tag: str) -> None:
        words = pictures.words_of_picture(tag)
        picture = pictures.picture_of(tag, self._base, self._scope)
        if picture and words is None and not pictures.is_icon(tag):
            self._pictures.append(picture)
        elif self._cell is not None:
            self._cell.append(words or tag)

    def _write(self, token: Token) -> bool:
        into = self._caption if self._in_caption else self._cell
        text = _BREAK if token.name in BLOCKS or token.name == "br" else token.text
        if into is not None:
            into.append(text)
            return True
        return not text.strip() or (bool(token.name) and token.name not in HIDDEN)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        name, tag = self._opened
        said = tag_attributes(tag) if "span" in tag else {}
        self._row.append(
            cell_of(
                _ENDS.sub("", "".join(self._cell)),
                columns=written_span(said.get("colspan", "")),
                rows=written_span(said.get("rowspan", ""), MOST_ROWS),
                head=name == "th" and not self._in_head,
            )
        )
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self._rows.append(tuple(self._row))
            self._head += self._in_head
            self._row = []

    def result(self) -> tuple[Piece, ...] | None:
        self._end_row()
        if len(self._rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in self._rows):
            return None
        caption = _ENDS.sub("", "".join(self._caption))
        columns = max((_width(row) for row in self._rows), default=0)
        if columns == 1:
            return self._framed_picture(caption)
        if not self._is_of_facts(columns):
            return None
        rows = fitted(self._rows)
        head, rows = (self._head, rows) if self._head else with_heading(rows)
        said: dict[str, Any] = {"head": head, "rows": rows} if head else {"rows": rows}
        table = Piece(caption, "", "", self._scope, Kind.TABLE.value, said)
        return (table, *self._pictures)

    def _texts(self) -> list[str]:
        cells = (markup_of(cell) for row in self._rows for cell in row)
        return [text for text in cells if _ANY_TAG.sub("", text).strip()]

    def _framed_picture(self, caption: str) -> tuple[Piece, ...] | None:
        """Return a picture over its caption, for which some editors write a table."""
        texts = [*filter(None, [caption]), *self._texts()]
        if len(self._pictures) != 1 or len(self._rows) > 2 or len(texts) > 1:
            return None
        return (self._pictures[0]._replace(html=texts[0] if texts else ""),)

    def _is_of_facts(self, columns: int) -> bool:
        """Return whether it has rows, or a heading, and cells of few words."""
        texts = self._texts()
        has_head = self._head or any(heads_row(cell) for row in self._rows for cell in row)
        is_one = len(self._rows) > 1 or has_head
        return bool(columns > 1 and is_one and texts) and max(map(len, texts)) <= _LONGEST_CELL


def _width(row: Row) -> int:
    return sum(span_of(cell, "columns") for cell in row)
