"""A source document and what its blocks were found to be -> labelled data to learn and score by.

One JSON object a document, in the shape that labellers of pages share: `document` holds its strings
as received, `gold` one label for each: summary, heading, body, noise; or optional, which is not
scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from articles.documents.blocks import Block, blocks_of
from articles.documents.labels import Label
from articles.documents.source import Piece, Source

OPTIONAL: Final = "optional"
NOTHING_VISIBLE: Final = "noise"

# The shape has no word for a main heading; to a byline it says what it says to a caption.
_GOLD: Final = {
    Label.HEADLINE: OPTIONAL,
    Label.STANDFIRST: "summary",
    Label.HEADING: "heading",
    Label.BYLINE: "noise",
    Label.BODY: "body",
    Label.LIST_ITEM: "body",
    Label.QUOTE: "body",
    Label.NOISE: "noise",
}


def labelled(source: Source, labels: Mapping[int, Label], language: str = "") -> dict[str, Any]:
    """The JSON object; `labels` has those that somebody vouches for, by the index of the block.

    Raises `DocumentRejected` for a source that could not be imported either.
    """
    metadata = source.metadata
    has_tags = any(piece.tag for piece in source.pieces)
    return {
        "id": source.key,
        "publisher": metadata.publisher,
        "lang": language or metadata.language,
        "variant": "blocks" if has_tags else "p-only",
        "document": [_string(piece, has_tags) for piece in source.pieces],
        "gold": [_gold(block, labels.get(block.index)) for block in blocks_of(source)],
        "meta": {
            "gold": "structure",
            "title": metadata.title,
            "authors": list(metadata.authors),
            "date": metadata.published.isoformat() if metadata.published else "",
            "url": metadata.url,
        },
    }


def _string(piece: Piece, has_tags: bool) -> Any:
    # Where others have a tag, a string without one stood in a paragraph.
    return {"tag": piece.tag or "p", "html": piece.html} if has_tags else piece.html


def _gold(block: Block, label: Label | None) -> str:
    if label is not None:
        return _GOLD[label]
    return OPTIONAL if block.text else NOTHING_VISIBLE
