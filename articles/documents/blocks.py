"""Source document -> blocks: every string cleaned, with its visible text and what cleaning removed."""

from __future__ import annotations

from dataclasses import dataclass

from articles.documents import markup
from articles.documents.markup import Removal
from articles.documents.source import DocumentRejected, Source


@dataclass(frozen=True, slots=True)
class Block:
    """One string of a document: its index from 0, its tag where known, its clean markup."""

    index: int
    tag: str
    markup: str
    text: str
    removed: tuple[Removal, ...] = ()


def blocks_of(source: Source) -> tuple[Block, ...]:
    """Clean every string; raise `DocumentRejected` if one is beyond the bounds of `markup.clean`."""
    return tuple(
        _block(index, piece.tag, piece.html) for index, piece in enumerate(source.pieces)
    )


def _block(index: int, tag: str, html: str) -> Block:
    try:
        cleaned = markup.clean(html)
    except markup.MarkupTooComplex as error:
        raise DocumentRejected(
            f"the markup of string {index} is beyond the bounds: {error}",
            "Real paragraphs never come near them; split the string or strip its markup",
            position=f"string {index}",
        ) from error
    return Block(index, tag, cleaned.markup, markup.visible_text(cleaned.markup), cleaned.removed)
