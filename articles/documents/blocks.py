"""Turn the pieces of a document into blocks: clean each string, report what was removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.kinds import (
    Kind,
    cleaned_attributes,
    stands_by_itself,
    visible_words,
)
from articles.documents.article.table import are_rows, map_cells, markup_of
from articles.documents.markup import Removal
from articles.documents.markup.tags import HIDDEN
from articles.documents.messages import gettext_noop
from articles.documents.source import DocumentRejected, Piece, Scope
from articles.documents.urls.local_file import local_file

# Less than a second of cleaning whatever it holds; 8,095 is the most seen in a real article.
MOST_WORK: Final = 20_000


# Nobody changes one, but it is not frozen: to make one would cost three times as much, and an
# import makes forty for every document.
@dataclass(slots=True, unsafe_hash=True)
class Block:
    """One string of a document: its index from 0, its tag where known, its clean markup.

    `html` is the string as received, `scope` what its reader took it from. `kind` is that of what
    is no text, such as a picture; `text` is then all of its words.
    """

    index: int
    tag: str
    markup: str
    text: str
    removed: tuple[Removal, ...] = ()
    html: str = ""
    scope: Scope = Scope.PAGE
    kind: Kind | None = None
    attributes: Attributes = NO_ATTRIBUTES


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
    tables = [text for piece in pieces if piece.attributes for text in _cells(piece.attributes)]
    most += sum(map(markup.most_complexity, tables))
    if most <= MOST_WORK:
        return most
    texts = [*(piece.html for piece in pieces), *tables]
    return sum(map(markup.complexity, texts))


def _cells(values: Mapping[str, Any]) -> list[str]:
    rows = Attributes(values).get("rows", ())
    return [markup_of(cell) for row in rows for cell in row] if are_rows(rows) else []


def blocks_with_text(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """Return `blocks_of` the pieces; raise `DocumentRejected` if none has visible text."""
    blocks = blocks_of(pieces)
    if any(block.text or block.kind for block in blocks):
        return blocks
    raise DocumentRejected(
        gettext_noop("has no visible text in any of its strings"),
        gettext_noop("Check what was saved: there is nothing here to make an article of."),
    )


def _block(index: int, piece: Piece) -> Block:
    if piece.attributes or piece.kind or piece.left_out:
        return _shaped_block(index, piece)
    return _plain_block(index, piece)


def _shaped_block(index: int, piece: Piece) -> Block:
    """Return a block that has attributes, or is no text: what that lacks leaves its words."""
    block = _plain_block(index, piece._replace(tag="" if piece.tag in HIDDEN else piece.tag))
    values = piece.attributes or {}
    block.removed += tuple(Removal(*remark) for remark in piece.left_out)
    if not piece.kind:
        block.attributes = Attributes(values)
        return block
    kind = Kind(piece.kind)
    attributes, removed = _clean_attributes(kind, values)
    if stands_by_itself(kind, attributes):
        block.kind, block.attributes = kind, attributes
    block.removed += removed
    block.text = "\n".join(visible_words(kind, block.markup, attributes))
    return block


def _clean_attributes(
    kind: Kind, values: Mapping[str, Any]
) -> tuple[Attributes, tuple[Removal, ...]]:
    removed: list[Removal] = []

    def clean(text: str) -> str:
        cleaned = markup.clean(text)
        removed.extend(cleaned.removed)
        return cleaned.markup

    attributes = Attributes(values)
    if are_rows(attributes.get("rows")):
        attributes = attributes.with_values(rows=map_cells(attributes["rows"], clean))
    if kind is Kind.PICTURE and "file" not in attributes:
        # What has no host may lie beside the document.
        attributes = attributes.with_values(file=local_file(attributes.get("source")) or None)
    return cleaned_attributes(kind, attributes), tuple(removed)


def _plain_block(index: int, piece: Piece) -> Block:
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
