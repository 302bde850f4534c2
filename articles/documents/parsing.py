"""The whole way from a source document to an article, with the evidence kept beside the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from articles.documents.article import ArticleDocument
from articles.documents.blocks import blocks_of
from articles.documents.labels import LabelledBlock, label_blocks
from articles.documents.source import DocumentRejected, Source
from articles.documents.structure import structure

# Raised whenever the same bytes would give another article than before.
PARSER_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    source: Source
    blocks: tuple[LabelledBlock, ...]
    document: ArticleDocument


def parse(source: Source) -> ParsedDocument:
    """Parse; raise `DocumentRejected` where the document holds nothing that could be an article."""
    labelled = label_blocks(blocks_of(source))
    if not any(item.block.text for item in labelled):
        raise DocumentRejected(
            "has no visible text in any of its strings",
            "Check what the scraper saved: there is nothing here to make an article of.",
        )
    return ParsedDocument(source, labelled, structure(labelled, source.metadata))
