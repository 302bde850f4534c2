"""Plain text: a title, below it perhaps who wrote it and when, and paragraphs.

In place of these it may have a head of lines such as "Title: …" and "Date: …", as archives do.
Blank lines separate paragraphs, or where there are none, line ends. Lines that were broken at the
edge of a page are joined; those of a poem or a list stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import BinaryIO, Final

from articles.documents.markup import escape
from articles.documents.messages import gettext_noop
from articles.documents.metadata.dates import parse_datetime
from articles.documents.metadata.names import byline_of
from articles.documents.metadata.written_dates import date_written_in
from articles.documents.reading.bounds import NUL, STRINGS, whole_document
from articles.documents.reading.fragments import pieces_of_html
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.reading.reader import STANDARD_INPUT, Fit, has_suffix, make_source
from articles.documents.reading.text_head import head_in, head_metadata, head_pieces
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    Rejection,
    Remark,
    Scope,
    Source,
    SourceMetadata,
)

NAME: Final = "text"
DESCRIPTION: Final = "plain text: a title, and paragraphs with blank lines between them"
SUFFIXES: tuple[str, ...] = (".txt",)
KEEPS: Final = (
    'the first line as title, a line "By …" and a date below it, or a head of lines such as '
    '"Title: …", "Author: …", "Date: …" and "URL: …"; the paragraphs, with the lines of '
    "a page joined and those of verse kept; UTF-8, or the Windows encoding of Western Europe"
)
NEEDS: Final = ""
MANY: Final = False

# A list of strings, whole or damaged, JSON, or markup: not for us.
_OTHER: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*+(?:[<{]|[\[(]\s*+(?:[uUbrf]{0,2}['"\[({\d]|[\])]|\Z)"""
    rb"""|(['"])(?:(?!\1)[^\\\n]|\\.)*+\1\s*+,\s*+['"]|\w++\s*+=\s*+[\[(])"""
)
_BRACKETED: Final = re.compile(rb"(?s)\s*+(?:\[.*\]|\(.*\))\s*\Z")
_BRACKET: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*+[\[(]")
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_HTML: Final = re.compile(r"(?i)</p>|<br\s*/?>")
# Letters of other encodings of Windows look like these, between letters.
_MISREAD: Final = re.compile(r"[^\W\d_][¹³¿¯£¥¼¾]|[¹³¿¯£¥¼¾][^\W\d_]")
# Of the letters of a Western text, a smaller share has accents.
_MOST_ACCENTS: Final = 0.3

_BLANK: Final = re.compile(r"\n[ \t\f\v]*+(?:\n[ \t\f\v]*+)++|\f")
_RULE: Final = re.compile(r"[=\-~*_]{3,}")
_LONGEST_TITLE: Final = 200
_LONGEST_SENTENCE: Final = 100
_LONGEST_DATE: Final = 60
# More letters beside a date are words of a text.
_MOST_BESIDE_DATE: Final = 25
# A page of a letter or a terminal is as wide; a longer line was broken by nobody.
_WIDEST: Final = 120
_NARROWEST: Final = 40
# How far from the edge a line may end that was broken there, and how many may not.
_RAGGED: Final = 8
_WRAPPED: Final = 0.8
_BREAK: Final = "<br>"
_WINDOWS: Final = "windows-1252"
_NOT_UTF_8: Final = Remark("encoding", _WINDOWS)


def recognise(head: bytes, name: str) -> Fit:
    """Return whether it is text by its name, and nothing else by its first bytes."""
    if not (has_suffix(name, SUFFIXES) or name == STANDARD_INPUT):
        return Fit.NO
    if _OTHER.match(head) or _BRACKETED.match(head) or _CONTROLS.search(head):
        return Fit.NO
    # A list begins with a bracket, too, and would be the likelier one.
    return Fit.CERTAIN if _BRACKET.match(head) else Fit.LIKELY


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the document unparsed: its external id is its name, and it may prove unchanged."""
    try:
        yield make_source(whole_document(stream), name, NAME)
    except DocumentRejected as rejected:
        yield rejected.at(name)


def parse(content: bytes) -> Contents:
    """Return the paragraphs of a text, with what its first lines say of it."""
    text, encoding = _decoded(content)
    remarks = [_NOT_UTF_8] if encoding else []
    remarks += [NUL] if "\0" in text else []
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n \t")
    if _HTML.search(text):
        told = SourceMetadata(remarks=tuple(remarks))
        return Contents(pieces_of_html(text, blank_lines=True), metadata=told)
    head, text = head_in(text)
    opening, blocks = (_Opening(), _blocks(text)) if head else _opened(_blocks(text))
    width = max((len(line) for block in blocks for line in block), default=0)
    paragraphs = (_paragraph(block, width) for block in blocks)
    body = [Piece(html, "p", scope=Scope.TEXT) for html in paragraphs if html]
    pieces = [*head_pieces(head), *opening.pieces, *body]
    metadata = (
        head_metadata(head)
        if head
        else metadata_claimed(
            title=opening.title, authors=opening.authors, published=opening.published
        )
    )
    metadata = replace(metadata, remarks=(*metadata.remarks, *remarks))
    return Contents(tuple(islice(pieces, STRINGS + 1)), metadata=metadata)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text of bytes, and its encoding: "" for UTF-8, else Windows' if it makes words."""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        text = content.decode(_WINDOWS, "replace")
        letters = [letter for letter in text if letter.isalpha()]
        accents = sum(not letter.isascii() for letter in letters)
        is_western = accents <= _MOST_ACCENTS * len(letters) and not _MISREAD.search(text)
        if is_western and "\ufffd" not in text:
            return text, _WINDOWS
        raise DocumentRejected(
            gettext_noop("is neither UTF-8 nor the Windows text of Western Europe"),
            gettext_noop("Convert it, such as: iconv -f WINDOWS-1251 -t UTF-8."),
            f"byte {error.start}",
        ) from error


def _blocks(text: str) -> list[list[str]]:
    """Return the lines between blank lines; where there are none, each line by itself."""
    parts = [part.strip("\n") for part in _BLANK.split(text)]
    blocks = [[line.strip() for line in part.split("\n") if line.strip()] for part in parts]
    blocks = [block for block in blocks if block]
    if len(blocks) > 1 or not blocks:
        return blocks
    [lines] = blocks
    return [[line] for line in lines] if _is_by_lines(lines) else [lines[:1], lines[1:]]


def _is_by_lines(lines: Sequence[str]) -> bool:
    """Return whether each line is a paragraph: some are longer than a page is wide."""
    return len(lines) < 3 or max(map(len, lines)) > _WIDEST or not _is_wrapped(lines[1:], _WIDEST)


@dataclass(slots=True)
class _Opening:
    """What the first lines say: kept as strings, too, so that nothing is lost."""

    title: str = ""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def take_title(self, line: str) -> None:
        self.title = line
        self.pieces.append(Piece(escape(line), "h1", "headline", Scope.TEXT))

    def takes(self, line: str) -> bool:
        """Take a line that says who wrote the text or when; return whether it does."""
        if not self.published and (moment := _moment(line)):
            self.published = moment
        elif not self.authors and (names := _authors(line)):
            self.authors = names
        else:
            return False
        self.pieces.append(Piece(escape(line), "p", "noise", Scope.TEXT))
        return True


def _opened(blocks: list[list[str]]) -> tuple[_Opening, list[list[str]]]:
    """Return what the first lines say, and the blocks after them."""
    opening = _Opening()
    if len(blocks) < 2:
        return opening, blocks
    first, *rest = blocks[0]
    rest = [line for line in rest if not _RULE.fullmatch(line)]
    if not _is_title(first):
        return opening, blocks
    trial = _Opening()
    trial.take_title(first)
    if not all(trial.takes(line) for line in rest):
        return opening, blocks
    at = 1
    while at < min(3, len(blocks) - 1) and _takes_all(trial, blocks[at]):
        at += 1
    return trial, blocks[at:]


def _takes_all(opening: _Opening, lines: Sequence[str]) -> bool:
    """Take a block of such lines, if it has no others."""
    is_such = len(lines) <= 2 and all(_moment(line) or _authors(line) for line in lines)
    return is_such and all(opening.takes(line) for line in lines)


def _is_title(line: str) -> bool:
    """Return whether a line may be a title: short, and no sentence of some length."""
    is_sentence = line.endswith((".", ":", ";", ",")) and len(line) > _LONGEST_SENTENCE
    return len(line) <= _LONGEST_TITLE and not is_sentence


def _moment(line: str) -> str:
    """Return the moment that a line holds, in ISO 8601, where it holds little else."""
    if len(line) > _LONGEST_DATE:
        return ""
    if moment := parse_datetime(line):
        return moment.isoformat()
    found = date_written_in(line)
    letters = sum(letter.isalpha() for letter in line)
    return found[0].isoformat() if found and letters <= _MOST_BESIDE_DATE else ""


def _authors(line: str) -> list[str]:
    """Return the names of a line that begins as bylines do: By, Von, Par …"""
    if len(line) > _LONGEST_SENTENCE or line.endswith("."):
        return []
    names = byline_of((line,)).names
    is_marked = bool(names) and not line.startswith(names[0])
    return list(names) if is_marked else []


def _paragraph(lines: Sequence[str], width: int) -> str:
    """Return the lines of a paragraph as HTML: joined where they were broken at the edge."""
    is_joined = len(lines) > 1 and _is_wrapped(lines, width)
    return (" " if is_joined else _BREAK).join(map(escape, lines))


def _is_wrapped(lines: Sequence[str], width: int) -> bool:
    """Return whether lines end where the next word would not have fitted."""
    widest = max(map(len, lines))
    if width > _WIDEST or widest < _NARROWEST:
        return False
    edge = max(widest, min(width, _WIDEST) if len(lines) == 2 else 0) - _RAGGED
    full = [len(line) + 1 + len(after.split()[0]) > edge for line, after in pairwise(lines)]
    return sum(full) >= _WRAPPED * len(full)
