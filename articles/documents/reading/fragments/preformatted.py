"""Texts whose spaces and lines count: `<pre>`, where it holds no markup besides."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from typing import Final

from articles.documents.article.kinds import LONGEST_LINES, Kind
from articles.documents.reading.fragments.tokens import Token
from articles.documents.source import Piece, Scope

# Tags that leave a text what it is; with others it is no plain text.
_PLAIN: Final = frozenset({"", "code", "kbd", "samp", "tt", "span", "br"})


def preformatted_of(found: Sequence[Token], scope: Scope) -> Piece | None:
    """Return the text between the tags; None where it has marks, links, or nothing to be seen."""
    inside = found[1:-1]
    if any(token.name not in _PLAIN for token in inside):
        return None
    text = unescape("".join("\n" if t.name == "br" else t.text for t in inside if _has_text(t)))
    if not text.strip() or len(text) > LONGEST_LINES:
        return None
    return Piece("", "", "", scope, Kind.PREFORMATTED.value, {"text": text})


def _has_text(token: Token) -> bool:
    return not token.name or token.name == "br"
