"""Turn the pieces of a document into blocks: clean each string, report what was removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from articles.documents import markup
from articles.documents.markup import Removal
from articles.documents.markup.tags import HIDDEN
from articles.documents.messages import gettext_noop
from articles.documents.source import DocumentRejected, Piece, Scope

# Less than a second of cleaning whatever it holds; 8,095 is the most seen in a real article.
MOST_WORK: Final = 20_000


# Nobody changes one, but it is not frozen: to make one would cost three times as much, and an
# import makes forty for every document.
@dataclass(slots=True, unsafe_hash=True)
class Block:
    """One string of a document: its index from 0, its tag where known, its clean markup.

    `html` is the string as received, `scope` what its reader took it from.
    """

    index: int
    tag: str
    markup: str
    text: str
    removed: tuple[Removal, ...] = ()
    html: str = ""
    scope: Scope = Scope.PAGE


def blocks_of(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Clean every string; raise `DocumentRejected` if that would take unreasonably long."""
    work = _work(pieces)
    if work > MOST_WORK:
        raise DocumentRejected(
            f"holds more markup than is cleaned for one document ({work / MOST_WORK:.1f} times)",
            gettext_noop(
                "No article has so much: check what the scraper saved, or strip the markup."
            ),
        )
    return tuple([_block(index, piece) for index, piece in enumerate(pieces)])


def _work(pieces: Sequence[Piece]) -> int:
    """Return an upper bound of the cleaning work, a close one only where it could be too much."""
    most = sum([markup.most_complexity(piece.html) for piece in pieces])
    return most if most <= MOST_WORK else sum(markup.complexity(piece.html) for piece in pieces)


def blocks_with_text(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Return `blocks_of` the pieces; raise `DocumentRejected` if none has visible text."""
    blocks = blocks_of(pieces)
    if any(block.text for block in blocks):
        return blocks
    raise DocumentRejected(
        gettext_noop("has no visible text in any of its strings"),
        gettext_noop("Check what was saved: there is nothing here to make an article of."),
    )


def _block(index: int, piece: Piece) -> Block:
    if piece.tag in HIDDEN:
        removed = (Removal("tag", piece.tag, piece.html[:200]),)
        return Block(index, piece.tag, "", "", removed, piece.html, piece.scope)
    if markup.shows_itself(piece.html):
        return Block(index, piece.tag, piece.html, piece.html, (), piece.html, piece.scope)
    try:
        cleaned = markup.clean(piece.html)
    except markup.MarkupTooComplex as error:
        raise DocumentRejected(
            f"has {error}",
            gettext_noop("No paragraph has so many: split the string, or strip its markup."),
            position=f"string {index} (counted from 0)",
        ) from error
    text = markup.visible_text(cleaned.markup)
    shown = text if markup.is_visible(text) else ""
    return Block(index, piece.tag, cleaned.markup, shown, cleaned.removed, piece.html, piece.scope)
