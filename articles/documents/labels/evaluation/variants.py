"""Derive from a labelled page the plainer forms in which other scrapers save it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Final

from articles.documents.labels.evaluation.corpus import BLOCKS, LabelledDocument
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.source import Piece

_FLAT, _BOLD_HEADS = "flat", "bold-heads"
# An h1 is the page's own title, which a document in the seed's shape does not have.
_CROSSHEADS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
# How publishers write a heading into a paragraph: with a class made by a machine, and plainly.
_BOLD: Final = (
    ('<b class="ssrcss-hmf8ql-BoldText e5tfeyi3">', "</b>"),
    ("<strong>", "</strong>"),
)
_FEWEST_BODY: Final = 3


def variants_of(document: LabelledDocument) -> Iterator[LabelledDocument]:
    """Yield the document, then the plainer forms in which another scraper would save the page."""
    yield document
    if document.variant == BLOCKS:
        yield _variant(document, _FLAT, tuple(Piece(piece.html) for piece in document.pieces))
        yield from _bold_heads(document)


def _bold_heads(document: LabelledDocument) -> Iterator[LabelledDocument]:
    """Yield the paragraphs and headings alone, all as paragraphs, the headings wholly bold.

    Without a tagged heading in the gold that form is no different from "p-only".
    """
    kept = [
        (piece, gold)
        for piece, gold in zip(document.pieces, document.gold, strict=True)
        if piece.tag == "p" or piece.tag in _CROSSHEADS
    ]
    heads = any(gold is Gold.HEADING and piece.tag in _CROSSHEADS for piece, gold in kept)
    gold = tuple(gold for _, gold in kept)
    if not document.binary and heads and gold.count(Gold.BODY) >= _FEWEST_BODY:
        bold = _BOLD[sha256(document.publisher.encode()).digest()[1] % 2]
        pieces = tuple(_in_paragraph(piece, bold) for piece, _ in kept)
        yield _variant(replace(document, gold=gold), _BOLD_HEADS, pieces)


def _in_paragraph(piece: Piece, bold: tuple[str, str]) -> Piece:
    if piece.tag not in _CROSSHEADS:
        return Piece(piece.html)
    opening, closing = bold
    return Piece(f"{opening}{piece.html.strip()}{closing}")


def _variant(
    document: LabelledDocument, variant: str, pieces: tuple[Piece, ...]
) -> LabelledDocument:
    """Return the document in another form; a publisher's pages all get the same."""
    id = f"{document.id.removesuffix(f':{BLOCKS}')}:{variant}"
    position = f"{document.position}, variant {variant}".removeprefix(", ")
    return replace(document, id=id, variant=variant, pieces=pieces, position=position)
