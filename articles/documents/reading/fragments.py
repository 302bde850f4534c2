"""Split a fragment of HTML into its blocks in reading order, each as inner HTML for cleaning.

For formats that hold an article's body as one string of HTML, as its author wrote it unless a
scope says otherwise. Nothing is judged here and nothing
left out but comments: tags that are no blocks' stay as they were written, inside their block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from html import unescape
from itertools import count, islice
from typing import Final, NamedTuple

from articles.documents.markup import escape
from articles.documents.markup.tags import BLOCKS, HIDDEN, MARKED
from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import DOCUMENT_BYTES, STRINGS
from articles.documents.source import DocumentRejected, Piece, Scope

# More than `blocks` would clean, with the tags of blocks besides.
_MOST_TAGS: Final = 40_000
# Deeper than any page; deeper tags still separate the text.
_DEEPEST: Final = 200

_STRUCTURE: Final = frozenset({"html", "head"})
_SEPARATING: Final = BLOCKS | _STRUCTURE
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PAIRED: Final = MARKED | HIDDEN | _HEADINGS
# The content of these is no markup. Of the others of HTML we have no text to tell apart.
_RAW: Final = frozenset({"script", "style", "textarea", "title", "iframe", "noembed", "noframes"})
# A block with one of these around it is called so; of several the innermost.
_CALLED: Final = {
    **{tag: tag for tag in _HEADINGS},
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
    **{tag: ({"p"} | _HEADINGS, set()) for tag in _HEADINGS},
}

# Every branch stops at the next "<", so that all is linear: a tag with one in a value is text here,
# and stays in its block for the cleaner, which reads it.
_TOKEN: Final = re.compile(
    r"""</?([a-zA-Z][^\s/<>]*+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*>|<[!?][^<>]*+>|<?[^<]*+"""
)
_BLANK_LINE: Final = re.compile(r"\n[ \t\f]*+(?:\n[ \t\f]*+)++")
_ANY_TAG: Final = re.compile("<[^<>]*>")
_COMMENT_END: Final = re.compile("--!?>")
_BREAK: Final = "<br>"
_SHORT: Final = 20
_AFTER_BREAK: Final = re.compile(r"(?i)<br\s*+/?>\s*\Z")
_ONE_LINE_END: Final = re.compile(r"[ \t\f]*+\n(?![ \t\f]*+\n)")


class Token(NamedTuple):
    """A tag, or text (then `name` is empty); `mate` is the number of a start tag's end tag."""

    text: str
    name: str = ""
    is_end: bool = False
    mate: int = -1


def pieces_of_html(
    html: str, scope: Scope = Scope.TEXT, *, blank_lines: bool = False
) -> tuple[Piece, ...]:
    """Return the blocks of a fragment, each with its most telling tag: h2, li, blockquote, p.

    Text outside of all blocks is a paragraph, and two line breaks separate paragraphs. With
    `blank_lines`, blank lines separate them, too, and line ends are line breaks, as WordPress shows
    what its older editor wrote. Raises DocumentRejected where there is too much markup.
    """
    check_tags(html)
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    return _Splitting(_matched(list(tokens(html))), scope, blank_lines).result()


def check_tags(html: str) -> None:
    """Raise DocumentRejected where there is more markup than is read for one document."""
    if html.count("<") > _MOST_TAGS:
        raise _too_much()


def paragraphs_of_text(text: str, scope: Scope = Scope.TEXT) -> tuple[Piece, ...]:
    """Return the paragraphs of plain text: separated by blank lines, or by every line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    paragraphs = _BLANK_LINE.split(text)
    if len(paragraphs) == 1:
        paragraphs = text.split("\n")
    written = (escape(paragraph.strip()).replace("\n", _BREAK) for paragraph in paragraphs)
    return tuple(
        Piece(html, "p", scope=scope) for html in islice(filter(None, written), STRINGS + 1)
    )


def standfirst(html: str, body: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a format's summary as a piece; none where the text holds the same words."""
    letters = letters_of(html)
    if not letters or letters in "".join(letters_of(piece.html) for piece in body):
        return ()
    return (Piece(html, "", "standfirst", Scope.TEXT),)


def letters_of(html: str) -> str:
    """Return about the visible letters of HTML, to compare texts without the cost of cleaning."""
    return "".join(unescape(_ANY_TAG.sub("", html)).split())


def _too_much() -> DocumentRejected:
    return DocumentRejected(
        gettext_noop("holds more markup than is read for one document"),
        gettext_noop("No article has so much: check what was exported, or strip the markup."),
    )


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags of HTML and the text between them, as written; comments are left out.

    The content of a script or the like is one text.
    """
    unclosed: set[str] = set()
    at = 0
    while at < len(html):
        if html.startswith("<!--", at) and "<!--" not in unclosed:
            # Empty ones are closed by their own hyphens: <!-->.
            if comment_end := _COMMENT_END.search(html, at + 2):
                at = comment_end.end()
                continue
            unclosed.add("<!--")
        token = _TOKEN.match(html, at)
        assert token is not None  # the last branch takes anything
        name, at = (token[1] or "").lower(), token.end()
        is_end = token[0].startswith("</")
        yield Token(token[0], name, is_end)
        if name in _RAW and not is_end and name not in unclosed:
            end = _raw_end(html, name, at)
            if end < 0:
                unclosed.add(name)
            elif end > at:
                yield Token(html[at:end])
                at = end


def _raw_end(html: str, name: str, at: int) -> int:
    found = _RAW_ENDS[name].search(html, at)
    return found.start() if found else -1


_RAW_ENDS: Final = {name: re.compile(rf"(?i)</{name}[\s/>]") for name in _RAW}


def _matched(tokens: list[Token]) -> list[Token]:
    """Return the tokens, each start tag with its end tag where it has one that matters."""
    opened: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        if token.name not in _PAIRED:
            continue
        starts = opened.setdefault(token.name, [])
        if not token.is_end:
            starts.append(number)
        elif starts:
            start = starts.pop()
            tokens[start] = tokens[start]._replace(mate=number)
    return tokens


class _Splitting:
    """Tokens on their way to pieces: the open tags, and the block that is being written."""

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

    def result(self) -> tuple[Piece, ...]:
        numbers = count()
        for number in numbers:
            if number >= len(self._tokens) or len(self._pieces) > STRINGS:
                break
            token = self._tokens[number]
            if token.mate >= 0 and token.name in HIDDEN:
                self._add("".join(each.text for each in self._tokens[number : token.mate + 1]))
                _skip_to(token.mate, numbers)
            else:
                self._take(token)
        self._end_block()
        return tuple(self._pieces[: STRINGS + 1])

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
        first, *others = _BLANK_LINE.split(text)
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
        if len(self._blocks) < _DEEPEST and token.name != "hr":
            # A heading that is never closed would make all that follows one.
            is_heading = token.name not in _HEADINGS or token.mate >= 0
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
            self._pieces.append(Piece(html, self._called(), scope=self._scope))
        self._written = [mark.text for mark in self._marks.values()]
        self._size += sum(map(len, self._written))
        if self._size > 2 * DOCUMENT_BYTES:
            raise _too_much()
        self._has_content = False
        self._line_breaks = 0

    def _called(self) -> str:
        return next((_CALLED[name] for name in reversed(self._blocks) if name in _CALLED), "p")


def _without_last_breaks(html: str) -> str:
    html = html.strip()
    while html.endswith(_BREAK):
        html = html.removesuffix(_BREAK).rstrip()
    return html


def _skip_to(number: int, numbers: Iterator[int]) -> None:
    while next(numbers) < number:
        pass
