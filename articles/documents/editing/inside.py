"""Tables, figures and `<pre>` of an editor's HTML, in which tags mean something else than outside.

Each is told its texts and tags one by one, and has its element, or elements, when it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from articles.documents.article.kinds import Kind
from articles.documents.article.table import (
    MOST_ROWS,
    Row,
    cell_of,
    with_heading,
    without_empty_ends,
    written_span,
)
from articles.documents.editing.element import Element, OpenTag, attributes_of

_NEW_LINE: Final = "<br>"
# Before the items of lists in cells, by their level.
_BULLETS: Final = "•◦▪"
_EMPTY_ENDS: Final = re.compile(rf"^(?:\s|{_NEW_LINE})+|(?:\s|{_NEW_LINE})+$")


class PreformattedReading:
    """An open `<pre>`: its text, tags and all but their brackets, as it stands."""

    def __init__(self, tag: OpenTag) -> None:
        self.tag = tag
        self.texts: list[str] = []
        self.is_closed = False

    def add_text(self, text: str) -> None:
        self.texts.append(text)

    def add_tag(self, name: str, is_end: bool, attributes: str, written: str) -> None:
        self.is_closed = is_end and name == "pre"

    def finished(self) -> Iterator[Element]:
        inner = re.sub(r"<br\s*/?>", "\n", "".join(self.texts))
        text = unescape(re.sub(r"</?[a-zA-Z][^>]*>", "", inner))
        yield Element(self.tag.kind, self.tag.uid, "", {**self.tag.attributes, "text": text})


class FigureReading:
    """An open `<figure>`: the text in it is the caption, a table in it stands by itself."""

    def __init__(self, tag: OpenTag) -> None:
        self.tag = tag
        self.said: dict[str, str] = {}
        self.texts: list[str] = []
        self.table: TableReading | None = None
        self.depth = 1
        self.is_closed = False

    def add_text(self, text: str) -> None:
        (self.table.add_text if self.table and not self.table.is_closed else self.texts.append)(
            text
        )

    def add_tag(self, name: str, is_end: bool, attributes: str, written: str) -> None:
        if self.table and not self.table.is_closed:
            self.table.add_tag(name, is_end, attributes, written)
        elif name == "figure":
            self.depth += -1 if is_end else 1
            self.is_closed = not self.depth
        elif name == "table" and not is_end:
            self.table = TableReading(OpenTag("table", Kind.TABLE.value, self.tag.uid))
        elif name == "img":
            found = attributes_of(attributes)
            pairs = (("source", "src"), ("alt", "alt"))
            self.said |= {to: found[key] for to, key in pairs if found.get(key)}
        elif name not in ("figcaption", "img"):
            self.texts.append(_NEW_LINE)

    def finished(self) -> Iterator[Element]:
        caption = _EMPTY_ENDS.sub("", "".join(self.texts))
        if self.table:
            self.table.caption.append(caption)
            yield from self.table.finished()
            return
        attributes = {**self.said, **self.tag.attributes}
        if self.tag.kind == Kind.PICTURE.value and not (
            {"source", "file", "picture"} & attributes.keys()
        ):
            # A frame around nothing is text.
            if caption:
                yield Element("", self.tag.uid, caption)
            return
        yield Element(self.tag.kind, self.tag.uid, caption, attributes)


@dataclass(slots=True)
class _CellList:
    """An open list in a cell, and the number of the item that was written last."""

    is_numbered: bool
    number: int = 0


def _number(attributes: str, name: str, usual: int) -> int:
    written = attributes_of(attributes).get(name, "")
    return int(written) if written.isdecimal() and len(written) < 7 else usual


class TableReading:
    """An open table: what is in its cells is one piece each, whatever blocks stand there."""

    def __init__(self, tag: OpenTag) -> None:
        self.tag = tag
        self.caption: list[str] = []
        self.rows: list[Row] = []
        self.head = 0
        self.depth = 1
        self.is_closed = False
        self._cells: list[Any] = []
        self._cell: list[str] | None = None
        self._opened: tuple[str, dict[str, str]] = ("td", {})
        self._lists: list[_CellList] = []
        self._in_caption = self._in_head = False

    def add_text(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)
        elif self._in_caption:
            self.caption.append(text)
        elif text.strip():
            # Text between cells is shown: before the table, as browsers do.
            self.caption.append(text)

    def add_tag(self, name: str, is_end: bool, attributes: str, written: str) -> None:
        match name:
            case "table":
                self.depth += -1 if is_end else 1
                if not self.depth:
                    self._end_row()
                    self.is_closed = True
            case "caption":
                self._in_caption = not is_end
            case "thead":
                self._end_row()
                self._in_head = not is_end
            case "tbody" | "tfoot" | "tr":
                if self.depth == 1:
                    self._end_row()
                else:
                    self._break()
            case "td" | "th":
                self._add_cell_tag(name, is_end, attributes)
            case "img":
                pass
            case "ul" | "ol" | "li":
                self._break()
                self._add_list_tag(name, is_end, attributes)
            case _:
                self._break()

    def _add_list_tag(self, name: str, is_end: bool, attributes: str) -> None:
        if name == "li":
            if not is_end:
                self._mark_item(attributes)
        elif not is_end:
            first = _number(attributes, "start", 1)
            self._lists.append(_CellList(name == "ol", first - 1))
        elif self._lists:
            self._lists.pop()

    def _mark_item(self, attributes: str) -> None:
        """Write the mark of a list's item: in a cell, a list is lines of text."""
        if self._cell is None:
            return
        within = self._lists[-1] if self._lists else _CellList(is_numbered=False)
        within.number = _number(attributes, "value", within.number + 1)
        bullet = _BULLETS[max(len(self._lists) - 1, 0) % len(_BULLETS)]
        self._cell.append(f"{within.number}. " if within.is_numbered else f"{bullet} ")

    def _add_cell_tag(self, name: str, is_end: bool, attributes: str) -> None:
        if self.depth > 1:
            self._break()
            return
        self._end_cell()
        if not is_end:
            self._cell, self._opened, self._lists = [], (name, attributes_of(attributes)), []

    def _break(self) -> None:
        """Begin another line, where the last one has something in it."""
        if self._cell is not None:
            last = next((text for text in reversed(self._cell) if text.strip()), _NEW_LINE)
            if last != _NEW_LINE:
                self._cell.append(_NEW_LINE)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        name, said = self._opened
        self._cells.append(
            cell_of(
                _EMPTY_ENDS.sub("", "".join(self._cell)),
                columns=written_span(said.get("colspan", "")),
                rows=written_span(said.get("rowspan", ""), MOST_ROWS),
                head=name == "th" and not self._in_head,
            )
        )
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.rows.append(tuple(self._cells))
            self.head += self._in_head
            self._cells = []

    def finished(self) -> Iterator[Element]:
        self._end_row()
        caption = "".join(self.caption).strip()
        if not self.rows:
            if caption:
                yield Element("", self.tag.uid, caption)
            return
        said = dict(self.tag.attributes)
        if self.head and "head" not in said:
            said["head"] = str(self.head)
        rows = without_empty_ends(tuple(self.rows))
        if "head" not in said:
            head, rows = with_heading(rows)
            if head:
                said["head"] = str(head)
        yield Element(Kind.TABLE.value, self.tag.uid, caption, said, rows)
