"""Split a body of which the format does not say what it is: HTML, or plain paragraphs."""

from __future__ import annotations

import re
from typing import Final

from articles.documents.markup.tags import BLOCKS
from articles.documents.reading.fragments import paragraphs_of_text, pieces_of_html
from articles.documents.source import Piece, Scope

_MARKUP: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)(?=[\s/>])[^<>]*+>|&#?[0-9a-zA-Z]{2,31};")
_SEPARATING: Final = BLOCKS | {"br"}
_BLANK_LINE: Final = re.compile(r"\n[ \t]*+\n")


def pieces_of_body(
    text: str, scope: Scope = Scope.TEXT, *, shaped: bool | None = None, base: str = ""
) -> tuple[Piece, ...]:
    """Return the blocks of HTML, else the paragraphs of a text, which may have marks in it.

    `shaped` and `base` are those of `pieces_of_html`.
    """
    tags = {name.lower() for name in _MARKUP.findall(text)}
    if not tags:
        return paragraphs_of_text(text, scope)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    has_blank_lines = bool(_BLANK_LINE.search(text))
    if tags.isdisjoint(_SEPARATING):
        # Plain paragraphs with marks in them.
        text = text if has_blank_lines else text.replace("\n", "\n\n")
        return pieces_of_html(text, scope, blank_lines=True, shaped=shaped, base=base)
    blank_lines = has_blank_lines and "p" not in tags
    return pieces_of_html(text, scope, blank_lines=blank_lines, shaped=shaped, base=base)
