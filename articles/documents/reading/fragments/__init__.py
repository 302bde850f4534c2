"""Split a fragment of HTML into its blocks in reading order, each as inner HTML for cleaning.

For formats that hold an article's body as one string of HTML, as its author wrote it unless a
scope says otherwise. Nothing is judged here and nothing left out but comments: tags that are no
blocks' stay as they were written, inside their block.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from typing import Final

from articles.documents.markup import escape
from articles.documents.reading.bounds import STRINGS
from articles.documents.reading.fragments.shaping import Shaping, has_shapes
from articles.documents.reading.fragments.splitting import BLANK_LINE, Splitting
from articles.documents.reading.fragments.tokens import check_tags, matched, tokens
from articles.documents.source import Piece, Scope

_ANY_TAG: Final = re.compile("<[^<>]*>")


def pieces_of_html(
    html: str,
    scope: Scope = Scope.TEXT,
    *,
    blank_lines: bool = False,
    shaped: bool | None = None,
    base: str = "",
) -> tuple[Piece, ...]:
    """Return the blocks of a fragment, each with its most telling tag: h2, li, blockquote, p.

    Text outside of all blocks is a paragraph, and two line breaks separate paragraphs. With
    `blank_lines`, blank lines separate them, too, and line ends are line breaks, as WordPress shows
    what its older editor wrote. What is no text (pictures, tables, embeds, rules) comes as such
    where the body is an author's own, or `shaped` says so; `base` is the address that relative ones
    belong to. Raises DocumentRejected where there is too much markup.
    """
    check_tags(html)
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    found = matched(list(tokens(html)))
    if (shaped or (shaped is None and scope is Scope.TEXT)) and has_shapes(html, found):
        return Shaping(found, scope, blank_lines, base).result()
    return Splitting(found, scope, blank_lines).result()


def paragraphs_of_text(text: str, scope: Scope = Scope.TEXT) -> tuple[Piece, ...]:
    """Return the paragraphs of plain text: separated by blank lines, or by every line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    paragraphs = BLANK_LINE.split(text)
    if len(paragraphs) == 1:
        paragraphs = text.split("\n")
    written = (escape(paragraph.strip()).replace("\n", "<br>") for paragraph in paragraphs)
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
