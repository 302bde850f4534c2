"""Tell the items of lists: the kind of their list, their level, their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from articles.documents.reading.fragments.tokens import Token, tag_attributes
from articles.documents.source import Piece

LISTS: Final = frozenset({"ol", "ul", "menu", "dir"})
OF_LISTS: Final = LISTS | {"li"}


@dataclass(slots=True)
class _List:
    """An open list: the number of its item that was opened last, of that which was written last."""

    number: int = 0
    written: int | None = None


@dataclass(slots=True)
class _Item:
    """An open item: whether a part of it is written already."""

    is_begun: bool = False


class ListItems:
    """The open lists and items, each by the depth at which it stands among the open blocks."""

    def __init__(self) -> None:
        self._lists: dict[int, _List] = {}
        self._items: dict[int, _Item] = {}

    def open(self, token: Token, depth: int) -> None:
        """Take in that a list or an item begins at a depth."""
        if token.name in LISTS:
            self._lists[depth] = _List(_number(token, "start", 1) - 1)
        elif token.name == "li":
            self._items[depth] = _Item()
            if around := self._lists.get(max(filter(depth.__gt__, self._lists), default=-1)):
                around.number = _number(token, "value", around.number + 1)

    def attributes_of_item(self, blocks: Sequence[str], before: Sequence[Piece]) -> dict[str, Any]:
        """Return the attributes of the next text of the innermost item, after these pieces."""
        depth = max(index for index, name in enumerate(blocks) if name == "li")
        lists = [index for index in range(depth) if blocks[index] in LISTS]
        if not lists:
            return {}
        is_numbered = blocks[lists[-1]] == "ol"
        said: dict[str, Any] = {"list": "ol"} if is_numbered else {}
        if len(lists) > 1:
            said["level"] = min(len(lists), 9)
        item, around = self._items.setdefault(depth, _Item()), self._lists[lists[-1]]
        if item.is_begun:
            return {**said, "continued": True}
        item.is_begun = True
        if is_numbered and around.number != _counted(around, said, before):
            said["start"] = around.number
        around.written = around.number
        return said


def _counted(around: _List, said: dict[str, Any], before: Sequence[Piece]) -> int | None:
    """Return the number that an item has by itself; None where it would go on in another list."""
    previous = before[-1] if before and before[-1].tag == "li" else None
    if previous is None:
        return 1
    if around.written is not None:
        return around.written + 1
    known = previous.attributes or {}
    is_beside = known.get("list") == "ol" and known.get("level", 1) == said.get("level", 1)
    return None if is_beside else 1


def _number(token: Token, name: str, usual: int) -> int:
    if name not in token.text:
        return usual
    written = tag_attributes(token.text).get(name, "")
    return int(written) if written.isdecimal() and len(written) < 7 else usual
