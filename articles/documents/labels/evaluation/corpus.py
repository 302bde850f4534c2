"""Read and write files of labelled documents, to measure the labeller with and to train it on.

A file is JSON Lines, the shape that labellers of pages share; a line is an object with "id",
"document" (strings, or {"tag", "html"}) and "gold" (a label for each of them), and may have
"publisher", "lang", "variant" (which form of a page it is), "scope" (what its strings were taken
from: a value of `Scope`, or one for each; a page if it has none) and "meta" (title, url, authors,
the kind of gold and who made it). It is read line by line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Final

from articles.documents.blocks import Block, blocks_of
from articles.documents.labels import Label
from articles.documents.labels.evaluation.gold import BINARY, CONFIRMED, GOLD_OF, STRUCTURE, Gold
from articles.documents.messages import gettext_noop
from articles.documents.reading import contents_of
from articles.documents.reading.bounds import (
    DOCUMENT_BYTES,
    check_external_id,
    check_strings,
    decoded,
    document_too_large,
)
from articles.documents.reading.json.json_document import pieces_of
from articles.documents.reading.json.json_lines import SUFFIXES, lines
from articles.documents.reading.json.json_values import loaded
from articles.documents.reading.metadata import checked_metadata, id_of, text_of
from articles.documents.reading.reader import within
from articles.documents.source import (
    DocumentRejected,
    Piece,
    Rejection,
    Scope,
    Source,
    SourceMetadata,
)

__all__ = [
    "BLOCKS",
    "STRUCTURE_GOLD",
    "SUFFIXES",
    "LabelledDocument",
    "labelled",
    "read_labelled",
    "row_of",
]

# The kind of gold that distinguishes all labels; every other kind only article from noise.
STRUCTURE_GOLD: Final = "structure"
# Only text in paragraphs, and all blocks of a page with their tags.
P_ONLY, BLOCKS = "p-only", "blocks"

# Gold may also be written as explain_documents prints labels, for people to correct.
_GOLD_BY_NAME: Final[Mapping[str, Gold]] = {
    **{gold.value: gold for gold in Gold},
    **{label.value: gold for label, gold in GOLD_OF.items()},
}
_HINT: Final = 'Write {"id": "...", "document": ["first", "second"], "gold": ["body", "noise"]}.'


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document with the gold label of each of its strings: `gold` is as long as `pieces`.

    `kind` names who labelled it and how finely: "structure" distinguishes all labels, every other
    kind only the article from noise. `by` is "editors", "import" where only the import is sure of
    some labels, or empty. `file` and `position` are where it was read.
    """

    id: str
    pieces: tuple[Piece, ...]
    gold: tuple[Gold, ...]
    publisher: str = ""
    language: str = ""
    variant: str = P_ONLY
    kind: str = STRUCTURE_GOLD
    by: str = ""
    metadata: SourceMetadata = field(default=SourceMetadata())
    file: str = ""
    position: str = ""

    @property
    def binary(self) -> bool:
        """Return whether the gold distinguishes only the article from noise."""
        return self.kind != STRUCTURE_GOLD

    @property
    def classes(self) -> tuple[Gold, ...]:
        """Return the gold labels that this document's gold distinguishes."""
        return BINARY if self.binary else STRUCTURE


def read_labelled(stream: BinaryIO, name: str) -> Iterator[LabelledDocument | Rejection]:
    """Yield the labelled documents of a file, or why one was rejected, in order."""
    for number, line in lines(stream):
        position = f"line {number}"
        try:
            yield replace(_document(line), file=name, position=position)
        except DocumentRejected as rejected:
            yield rejected.at(name, within(position, rejected.position))


def labelled(
    source: Source, labels: Mapping[int, Label], *, language: str = "", by: str = ""
) -> LabelledDocument:
    """Return a source document with confirmed labels, given by the index of their block.

    What is no text, such as a picture, is not among its strings: nobody is to learn labels of it.
    Raises `DocumentRejected` for a source that could not be imported either.
    """
    contents = contents_of(source)
    texts = [number for number, piece in enumerate(contents.pieces) if not piece.kind]
    blocks = blocks_of(contents.pieces)
    shape = _shape([contents.pieces[number] for number in texts])
    # Where others have a tag, a string without one was in a paragraph.
    pieces = tuple(
        piece._replace(tag=piece.tag or "p") if shape == BLOCKS else piece
        for piece in (contents.pieces[number] for number in texts)
    )
    return LabelledDocument(
        id=source.external_id,
        pieces=pieces,
        gold=tuple(_confirmed_gold(blocks[number], labels.get(number)) for number in texts),
        publisher=contents.metadata.publisher,
        language=language or contents.metadata.language,
        variant=shape,
        by=by,
        metadata=contents.metadata,
        file=source.file,
        position=source.position,
    )


def row_of(document: LabelledDocument) -> dict[str, Any]:
    """Return the JSON object of a line; `read_labelled` restores all of it but the date."""
    metadata = document.metadata
    return {
        "id": document.id,
        "publisher": document.publisher,
        "lang": document.language,
        "variant": document.variant,
        "document": [
            {"tag": piece.tag, "html": piece.html} if piece.tag else piece.html
            for piece in document.pieces
        ],
        "gold": list(document.gold),
        "scope": [piece.scope for piece in document.pieces],
        "meta": {
            "gold": document.kind,
            "by": document.by,
            "title": metadata.title,
            "authors": list(metadata.authors),
            "date": metadata.published.isoformat() if metadata.published else "",
            "url": metadata.url,
        },
    }


def _confirmed_gold(block: Block, label: Label | None) -> Gold:
    if label is not None:
        return CONFIRMED[label]
    return Gold.OPTIONAL if block.text else Gold.NOISE


def _document(line: bytes) -> LabelledDocument:
    if len(line) > DOCUMENT_BYTES:
        raise document_too_large()
    row = _row(line)
    pieces = _scoped(pieces_of(_list(row, "document")), row.get("scope", Scope.PAGE))
    check_strings([piece.html for piece in pieces])
    meta = _meta(row)
    return LabelledDocument(
        id=check_external_id(id_of(row)),
        pieces=pieces,
        gold=_gold(_list(row, "gold"), pieces),
        publisher=text_of(row, "publisher"),
        language=text_of(row, "lang"),
        variant=text_of(row, "variant") or _shape(pieces),
        kind=text_of(meta, "gold") or STRUCTURE_GOLD,
        by=text_of(meta, "by"),
        metadata=checked_metadata({key: meta.get(key) for key in ("title", "url", "authors")}),
    )


def _scoped(pieces: tuple[Piece, ...], names: object) -> tuple[Piece, ...]:
    """Return the pieces with their scopes: one name for all of them, or a list of as many."""
    listed = names if isinstance(names, list) else [names] * len(pieces)
    try:
        return tuple(
            piece._replace(scope=Scope(name)) for piece, name in zip(pieces, listed, strict=True)
        )
    except ValueError as error:
        raise DocumentRejected(
            'has a "scope" that is none, or as many as it has no strings',
            f"Write one of {', '.join(Scope)}, or one for each string, or leave it out.",
        ) from error


def _row(line: bytes) -> dict[str, Any]:
    row = loaded(decoded(line))
    if isinstance(row, dict):
        return row
    raise DocumentRejected(gettext_noop("is no JSON object"), _HINT)


def _meta(row: Mapping[str, object]) -> dict[str, Any]:
    meta = row.get("meta")
    if isinstance(meta, dict):
        return meta
    if meta is None:
        return {}
    raise DocumentRejected(
        gettext_noop('its "meta" is no object'),
        gettext_noop('Write {"title": "..."}, or leave it out.'),
    )


def _list(row: Mapping[str, object], key: str) -> list[object]:
    value = row.get(key)
    if isinstance(value, list):
        return value
    raise DocumentRejected(f'its "{key}" is no array' if key in row else f'has no "{key}"', _HINT)


def _gold(names: Sequence[object], pieces: Sequence[Piece]) -> tuple[Gold, ...]:
    if len(names) != len(pieces):
        raise DocumentRejected(
            f"has {len(names):,} gold labels for {len(pieces):,} strings",
            gettext_noop("Give each string one label."),
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
    return BLOCKS if any(piece.tag for piece in pieces) else P_ONLY
