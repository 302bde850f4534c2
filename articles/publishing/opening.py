"""A headline that the import took from the text -> the same words are read once, not twice.

The standfirst goes on where the headline ends; without one, the first paragraph does. A headline
that somebody wrote is left alone, and so is one whose text has been changed since.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Final, NamedTuple

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph

_MORE: Final = "…"
# What stands between the headline and what goes on: it is cut at the end of a clause.
_BETWEEN: Final = re.compile(r"([,;:.!?،؛؟，。；：！？、…]*)([”’\"»]?)\s*(?:[–—-]\s+)?")
_ENDS_SENTENCE: Final = frozenset(".!?؟。！？")
_KEPT: Final = frozenset("!?؟！？")
_PIECE: Final = re.compile(r"<(/?)(\w+)[^>]*>|&\w+;|&#\w+;|[^<]")


class Opening(NamedTuple):
    """A headline as readers see it, and what goes on after it; `read` are the words it took."""

    headline: str
    rest: str
    read: str


def without_words_twice(document: ArticleDocument) -> ArticleDocument:
    """Return the document as readers see it: none of its headline's words follow it again."""
    if not document.headline_provisional:
        return document
    if document.standfirst:
        opening = opening_of(document.headline.text, document.standfirst.text)
        return _with(document, opening, Line(opening.rest)) if opening else document
    return _with_rest_of_paragraph(document)


def opening_of(headline: str, text: str) -> Opening | None:
    """Return how a text goes on after a headline that was taken from it; None if it was not."""
    taken = headline.removesuffix(_MORE).rstrip()
    if not taken or not text.startswith(taken):
        return None
    after = text[len(taken) :]
    between = _BETWEEN.match(after)
    assert between is not None
    if not between[0] and after:
        return None
    marks, quote = between.groups()
    rest = after[between.end() :]
    read = text[: len(text) - len(rest)]
    if not rest or _ENDS_SENTENCE & set(marks):
        kept = "".join(mark for mark in marks if mark in _KEPT)
        return Opening(f"{taken}{kept}{quote}", rest, read)
    return Opening(f"{taken}{quote}{_MORE}", f"{_MORE}{rest}", read)


def _with(document: ArticleDocument, opening: Opening, standfirst: Line) -> ArticleDocument:
    headline = replace(document.headline, text=opening.headline)
    return replace(document, headline=headline, standfirst=standfirst)


def _with_rest_of_paragraph(document: ArticleDocument) -> ArticleDocument:
    """Return the document whose first paragraph goes on where its headline ends."""
    first = _first_paragraph(document)
    opening = first and opening_of(document.headline.text, first.text.replace("\n", " "))
    if not first or not opening:
        return document
    if opening.rest:
        document = document.with_paragraph(first.uid, Kind.BODY, _cut(first.markup, opening))
        return _with(document, opening, document.standfirst)
    if sum(len(section.content) for section in document.sections) == 1:
        return document
    without = document.with_paragraph(first.uid, Kind.BODY, first.markup, noise=True)
    return _with(without, opening, document.standfirst)


def _first_paragraph(document: ArticleDocument) -> Paragraph | None:
    """Return the first paragraph, pictures aside, under a heading or not; None where it is no text.

    Under a heading it goes on, too: its first words stand above that.
    """
    sections = document.shown_sections()
    if not sections:
        return None
    texts = (each for each in sections[0].content if each.kind is not Kind.PICTURE)
    first = next(texts, None)
    return first if first and first.kind is Kind.BODY and not first.attributes else None


def _cut(markup: str, opening: Opening) -> str:
    """Return markup from where the headline ends on, with the marks that are open there."""
    left = sum(not char.isspace() for char in opening.read)
    open_tags: list[str] = []
    end = 0
    for piece in _PIECE.finditer(markup):
        if not left:
            break
        end = piece.end()
        if piece[1]:
            open_tags.pop()
        elif piece[2] and piece[2] != "br":
            open_tags.append(piece[0])
        elif not piece[2]:
            left -= sum(not char.isspace() for char in unescape(piece[0]))
    more = _MORE if opening.rest.startswith(_MORE) else ""
    return f"{''.join(open_tags)}{more}{markup[end:].lstrip()}"
