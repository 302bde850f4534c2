"""Files of labelled documents -> `LabelledDocument`s, to measure the labeller with.

A file is JSON Lines; a line is an object with "id", "document" (strings, or {"tag", "html"}) and
"gold" (a label for each of them), and may have "publisher", "lang", "variant" (which form of a page
it is) and "meta" (title, url, authors, and the kind of gold). It is read line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, BinaryIO, Final

from articles.documents.labels.gold import BINARY, GOLD_OF, STRUCTURE, Gold
from articles.documents.reading.bounds import (
    DOCUMENT_BYTES,
    check_key,
    check_strings,
    decoded,
    too_large,
)
from articles.documents.reading.json_document import loaded, pieces_of
from articles.documents.reading.json_lines import NAME, SUFFIXES, lines
from articles.documents.reading.metadata import id_of, metadata_of, text_of
from articles.documents.reading.reader import within
from articles.documents.source import DocumentRejected, Metadata, Piece, Rejection, Source

__all__ = ["STRUCTURE_GOLD", "SUFFIXES", "LabelledDocument", "read", "variants_of"]

# The kind of gold that tells all labels apart; every other kind tells the article from noise.
STRUCTURE_GOLD: Final = "structure"
# Only text in paragraphs, and all blocks of a page with their tags.
_P_ONLY, _BLOCKS = "p-only", "blocks"
_FLAT, _BOLD_HEADS = "flat", "bold-heads"
# An h1 is the page's own title, which a document in the seed's shape does not have.
_CROSSHEADS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
# How publishers write a heading into a paragraph: with a class made by a machine, and plainly.
_BOLD: Final = (
    ('<b class="ssrcss-hmf8ql-BoldText e5tfeyi3">', "</b>"),
    ("<strong>", "</strong>"),
)
_FEWEST_BODY: Final = 3

# Gold may also be written as explain_documents prints labels, for people to correct.
_GOLD_BY_NAME: Final[Mapping[str, Gold]] = {
    **{gold.value: gold for gold in Gold},
    **{label.value: gold for label, gold in GOLD_OF.items()},
}
_REMEDY: Final = 'Write {"id": "...", "document": ["first", "second"], "gold": ["body", "noise"]}.'


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document with what each of its strings is: `gold` is as long as `pieces`.

    `kind` says who labelled it and how finely: "structure" tells all labels apart, every other
    kind only the article from noise. `file` and `position` say where it was read.
    """

    id: str
    pieces: tuple[Piece, ...]
    gold: tuple[Gold, ...]
    publisher: str = ""
    language: str = ""
    variant: str = _P_ONLY
    kind: str = STRUCTURE_GOLD
    metadata: Metadata = field(default=Metadata())
    file: str = ""
    position: str = ""

    @property
    def binary(self) -> bool:
        return self.kind != STRUCTURE_GOLD

    @property
    def told_apart(self) -> tuple[Gold, ...]:
        return BINARY if self.binary else STRUCTURE

    def source(self, *, with_metadata: bool = False) -> Source:
        """The document as the parser takes it; of itself it says nothing unless it is asked to."""
        metadata = self.metadata if with_metadata else Metadata()
        return Source(self.id, self.file, NAME, b"", self.pieces, self.position, metadata)


def read(stream: BinaryIO, name: str) -> Iterator[LabelledDocument | Rejection]:
    """Yield the labelled documents of a file, or why one was refused, in order."""
    for number, line in lines(stream):
        position = f"line {number}"
        try:
            yield replace(_document(line), file=name, position=position)
        except DocumentRejected as rejected:
            yield rejected.at(name, within(position, rejected.position))


def variants_of(document: LabelledDocument) -> Iterator[LabelledDocument]:
    """Yield the document, and the plainer forms that another scraper makes of the same page."""
    yield document
    if document.variant == _BLOCKS:
        yield _variant(document, _FLAT, tuple(Piece(piece.html) for piece in document.pieces))
        yield from _bold_heads(document)


def _document(line: bytes) -> LabelledDocument:
    if len(line) > DOCUMENT_BYTES:
        raise too_large()
    row = _row(line)
    pieces = pieces_of(_list(row, "document"))
    check_strings([piece.html for piece in pieces])
    meta = _meta(row)
    return LabelledDocument(
        id=check_key(id_of(row)),
        pieces=pieces,
        gold=_gold(_list(row, "gold"), pieces),
        publisher=text_of(row, "publisher"),
        language=text_of(row, "lang"),
        variant=text_of(row, "variant") or _shape(pieces),
        kind=text_of(meta, "gold") or STRUCTURE_GOLD,
        metadata=metadata_of({key: meta.get(key) for key in ("title", "url", "authors")}),
    )


def _row(line: bytes) -> dict[str, Any]:
    row = loaded(decoded(line))
    if isinstance(row, dict):
        return row
    raise DocumentRejected("is no JSON object", _REMEDY)


def _meta(row: Mapping[str, object]) -> dict[str, Any]:
    meta = row.get("meta")
    if isinstance(meta, dict):
        return meta
    if meta is None:
        return {}
    raise DocumentRejected('its "meta" is no object', 'Write {"title": "..."}, or leave it out.')


def _list(row: Mapping[str, object], key: str) -> list[object]:
    value = row.get(key)
    if isinstance(value, list):
        return value
    raise DocumentRejected(f'its "{key}" is no array' if key in row else f'has no "{key}"', _REMEDY)


def _gold(names: Sequence[object], pieces: Sequence[Piece]) -> tuple[Gold, ...]:
    if len(names) != len(pieces):
        raise DocumentRejected(
            f"has {len(names):,} gold labels for {len(pieces):,} strings",
            "Give each string one label.",
        )
    return tuple(_gold_label(name, index) for index, name in enumerate(names))


def _gold_label(name: object, index: int) -> Gold:
    if isinstance(name, str) and name in _GOLD_BY_NAME:
        return _GOLD_BY_NAME[name]
    raise DocumentRejected(
        f"has a gold label that is none: {str(name)[:50]!r}",
        f"Write one of {', '.join(_GOLD_BY_NAME)}.",
        f"string {index} (counted from 0)",
    )


def _shape(pieces: Sequence[Piece]) -> str:
    return _BLOCKS if any(piece.tag for piece in pieces) else _P_ONLY


def _bold_heads(document: LabelledDocument) -> Iterator[LabelledDocument]:
    """Yield the paragraphs and headings alone, all as paragraphs, the headings wholly bold.

    Where gold shows no heading with a tag, that would say nothing that "p-only" does not.
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
    id = f"{document.id.removesuffix(f':{_BLOCKS}')}:{variant}"
    position = f"{document.position}, variant {variant}".removeprefix(", ")
    return replace(document, id=id, variant=variant, pieces=pieces, position=position)
