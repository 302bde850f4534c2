"""Values for tests, with defaults."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.blocks import Block, blocks_of
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.evaluation.corpus import LabelledDocument
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.pipeline import ParsedDocument, parse_document
from articles.documents.reading import read_documents
from articles.documents.source import Piece, Scope, Source, SourceMetadata

# Long enough, and ended so, that a labeller takes it for an article's running text.
SENTENCE = (
    "The ferry to Hesk left on time for the first time this year, and nobody aboard could say why."
)


def make_paragraph(uid: str = "p1", markup: str = SENTENCE, **fields: Any) -> Paragraph:
    return Paragraph(**{"uid": uid, "kind": Kind.BODY, "markup": markup, **fields})


def as_labelled(label: str) -> dict[str, Any]:
    """The fields of a paragraph whose block has this label."""
    if label == Label.NOISE:
        return {"kind": Kind.BODY, "noise": True}
    return {"kind": Kind(label), "noise": False}


def make_section(uid: str = "s1", *paragraphs: Paragraph, **fields: Any) -> Section:
    return Section(**{"uid": uid, "paragraphs": paragraphs or (make_paragraph(),), **fields})


def make_document(*sections: Section, **fields: Any) -> ArticleDocument:
    defaults = {
        "headline": Line("A ferry leaves on time"),
        "sections": sections or (make_section(),),
    }
    return ArticleDocument(**{**defaults, **fields})


def make_source(*strings: str | Piece, external_id: str = "ferry.txt", **fields: Any) -> Source:
    metadata = fields.pop("metadata", SourceMetadata())
    said = {key: value for key, value in asdict(metadata).items() if value}
    emptied = dict.fromkeys(said.pop("emptied", ()), "")
    content = json.dumps(
        {**said, **emptied, "paragraphs": [_written(piece) for piece in strings]}, default=str
    ).encode()
    defaults = {"file": external_id, "format": "json", "content": content}
    return Source(**{"external_id": external_id, **defaults, **fields})


def _written(piece: str | Piece) -> str | dict[str, str]:
    return piece._asdict() if isinstance(piece, Piece) else piece


def make_pieces(strings: Iterable[str | Piece]) -> tuple[Piece, ...]:
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in strings)


def make_text_piece(html: str, tag: str = "p", label: str = "") -> Piece:
    """Return a string of a body as its author wrote it."""
    return Piece(html, tag, label, Scope.TEXT)


def make_extracted_piece(html: str, tag: str = "p", label: str = "") -> Piece:
    """Return a string that an extraction took for the article."""
    return Piece(html, tag, label, Scope.EXTRACT)


def make_picture_piece(source: str, html: str = "", **fields: Any) -> Piece:
    """Return a picture of a body as its author wrote it."""
    attributes = {"source": source, **fields.pop("attributes", {})}
    return Piece(
        html, **{"scope": Scope.TEXT, "kind": "picture", "attributes": attributes, **fields}
    )


def make_lead_picture(source: str, html: str = "", **fields: Any) -> Piece:
    """Return the picture that a format names beside its text."""
    return make_picture_piece(source, html, **{"label": "picture", **fields})


@dataclass(frozen=True)
class Said:
    """One reason for everything."""

    reason: str

    def of(self, index: int, label: Label) -> str:
        return self.reason


def make_labelled_block(
    block: Block,
    label: Label,
    reason: str = "says so",
    confidence: float = 1.0,
    alternative: Label | None = None,
) -> LabelledBlock:
    return LabelledBlock(block, label, confidence, alternative, Said(reason))


def make_blocks(*strings: str | Piece) -> tuple[Block, ...]:
    return blocks_of(make_pieces(strings))


def parse_strings(*strings: str | Piece, **fields: Any) -> ParsedDocument:
    return parse_document(make_source(*strings, **fields))


def parse_file(path: Path) -> ParsedDocument:
    with path.open("rb") as file:
        [source] = read_documents(file, str(path))
    assert isinstance(source, Source)
    return parse_document(source)


def labels_of(parsed: ParsedDocument) -> list[str]:
    return [str(labelled.label) for labelled in parsed.blocks]


def texts(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs]


def make_labelled(*strings: str | Piece, gold: Iterable[str], **fields: Any) -> LabelledDocument:
    labels = tuple(Gold(label) for label in gold)
    return LabelledDocument(
        **{"id": "ferry", "pieces": make_pieces(strings), "gold": labels, **fields}
    )
