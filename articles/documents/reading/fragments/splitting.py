"""Split tokens of HTML into the texts of its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import count
from typing import Final

from articles.documents.markup.tags import BLOCKS, HIDDEN, MARKED
from articles.documents.reading.bounds import DOCUMENT_BYTES, STRINGS
from articles.documents.reading.fragments.tokens import HEADINGS, Token, too_much_markup
from articles.documents.source import Piece, Scope

# Deeper than any page; deeper tags still separate the text.
DEEPEST: Final = 200

_STRUCTURE: Final = frozenset({"html", "head"})
_SEPARATING: Final = BLOCKS | _STRUCTURE
# A block with one of these around it is called so; of several the innermost.
CALLED: Final = {
    **{tag: tag for tag in HEADINGS},
    "li": "li",
    "blockquote": "blockquote",
    "figcaption": "figcaption",
    "caption": "figcaption",
}
# What a start tag ends without an end tag, up to what.
_ENDS: Final[dict[str, tuple[Set[str], Set[str]]]] = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr"}, {"table"}),
    **{tag: ({"p"} | HEADINGS, set()) for tag in HEADINGS},
}

BLANK_LINE: Final = re.compile(r"\n[ \t\f]*+(?:\n[ \t\f]*+)++")
_BREAK: Final = "<br>"
_SHORT: Final = 20
_AFTER_BREAK: Final = re.compile(r"(?i)<br\s*+/?>\s*\Z")
_ONE_LINE_END: Final = re.compile(r"[ \t\f]*+\n(?![ \t\f]*+\n)")


class Splitting:
    """Tokens on their way to texts: the open tags, and the block that is being written."""

    def __init__(self, tokens: list[Token], scope: Scope, blank_lines: bool) -> None:
        self._tokens = tokens
        self._scope = scope
        self._blank_lines = blank_lines
        self._pieces: list[Piece] = []
        self._blocks: list[str] = []
        # Of each mark only the innermost: two of one kind mean no more than one.
        self._marks: dict[str, Token] = {}
        self._written: list[str] = []
        self._has_content = False
        self._size = 0
        self._line_breaks = 0
        # The number of the token that is being taken.
        self._at = 0

    def result(self) -> tuple[Piece, ...]:
        numbers = count()
        for number in numbers:
            if number >= len(self._tokens) or len(self._pieces) > STRINGS:
                break
            token = self._tokens[number]
            self._at = number
            if token.mate >= 0 and self._takes_whole(token):
                _skip_to(token.mate, numbers)
            else:
                self._take(token)
        self._end_block()
        return tuple(self._pieces[: STRINGS + 1])

    def _takes_whole(self, token: Token) -> bool:
        """Take all from a start tag to its end tag, if that is one thing; return whether it is."""
        if token.name not in HIDDEN:
            return False
        self._add("".join(each.text for each in self._inside(token)))
        return True

    def _inside(self, token: Token) -> list[Token]:
        """Return a start tag, what is inside, and its end tag."""
        return self._tokens[self._at : token.mate + 1]

    def _take(self, token: Token) -> None:
        if not token.name:
            self._take_text(token.text)
        elif token.name == "br":
            self._take_break(token.text)
        elif token.name in _SEPARATING:
            self._take_block(token)
        elif token.name in MARKED:
            self._take_mark(token)
        else:
            self._take_other(token)

    def _take_other(self, token: Token) -> None:
        self._add(token.text)

    def _take_text(self, text: str) -> None:
        if not text.strip():
            self._take_space(text)
        elif "pre" in self._blocks:
            self._add(text.replace("\n", _BREAK))
        elif self._blank_lines:
            self._take_lines(text)
        else:
            self._add(text)

    def _take_space(self, text: str) -> None:
        if self._blank_lines and "pre" not in self._blocks and "\n" in text:
            self._take_lines(text)
        elif self._written:
            self._written.append(text)

    def _take_lines(self, text: str) -> None:
        if self._written and _AFTER_BREAK.search(self._written[-1][-_SHORT:]):
            # The end of a line after a break that is written out is the same one.
            text = _ONE_LINE_END.sub("", text, count=1) if _ONE_LINE_END.match(text) else text
        first, *others = BLANK_LINE.split(text)
        self._add_lines(first)
        for other in others:
            if len(self._pieces) > STRINGS:
                return  # which is enough for the document to be refused
            if self._may_split():
                self._end_block()
            else:
                self._written.append(_BREAK)
            self._add_lines(other)

    def _add_lines(self, text: str) -> None:
        if not self._has_content:
            text = text.lstrip()
        if text.strip():
            self._add(text.replace("\n", _BREAK))
        elif self._written:
            self._written.append(text.replace("\n", _BREAK))

    def _take_break(self, text: str) -> None:
        self._line_breaks += 1
        if self._line_breaks > 1 and self._may_split():
            self._end_block()
        else:
            self._written.append(text)

    def _may_split(self) -> bool:
        """Return whether line breaks split the block: not a list item, a heading or a caption."""
        return self._called() in ("p", "blockquote") and "pre" not in self._blocks

    def _take_block(self, token: Token) -> None:
        self._end_block()
        if token.is_end:
            self._close(token.name)
            return
        ended, until = _ENDS.get(token.name, ({"p"}, set()))
        if token.name not in _STRUCTURE:
            self._end(ended, until)
        if len(self._blocks) < DEEPEST and token.name != "hr":
            # A heading that is never closed would make all that follows one.
            is_heading = token.name not in HEADINGS or token.mate >= 0
            self._blocks.append(token.name if is_heading else "p")

    def _end(self, ended: Set[str], until: Set[str]) -> None:
        for index in range(len(self._blocks) - 1, -1, -1):
            if self._blocks[index] in ended:
                del self._blocks[index:]
                return
            if not until or self._blocks[index] in until:
                return

    def _close(self, name: str) -> None:
        if name in self._blocks:
            index = len(self._blocks) - 1 - self._blocks[::-1].index(name)
            del self._blocks[index:]

    def _take_mark(self, token: Token) -> None:
        if token.mate < 0 and not token.is_end:
            self._add(token.text)  # never closed, so it may be words
            return
        self._written.append(token.text)
        self._size += len(token.text)
        if token.is_end:
            self._marks.pop(token.name, None)
        else:
            self._marks[token.name] = token

    def _add(self, text: str) -> None:
        self._written.append(text)
        self._size += len(text)
        self._has_content = True
        self._line_breaks = 0

    def _end_block(self) -> None:
        """End the block that is being written; its open marks go on in the next."""
        if self._has_content:
            ends = [f"</{name}>" for name in reversed(self._marks)]
            html = _without_last_breaks("".join(self._written)) + "".join(ends)
            self._emit(Piece(html, self._called(), scope=self._scope))
        self._written = [mark.text for mark in self._marks.values()]
        self._size += sum(map(len, self._written))
        if self._size > 2 * DOCUMENT_BYTES:
            raise too_much_markup()
        self._has_content = False
        self._line_breaks = 0

    def _emit(self, piece: Piece) -> None:
        self._pieces.append(piece)

    def _called(self) -> str:
        return next((CALLED[name] for name in reversed(self._blocks) if name in CALLED), "p")


def _without_last_breaks(html: str) -> str:
    html = html.strip()
    while html.endswith(_BREAK):
        html = html.removesuffix(_BREAK).rstrip()
    return html


def _skip_to(number: int, numbers: Iterator[int]) -> None:
    while next(numbers) < number:
        pass
