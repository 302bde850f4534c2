"""The whole way from a source document to an article, with the evidence kept beside the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.documents import markup
from articles.documents.article import ArticleDocument
from articles.documents.blocks import blocks_of
from articles.documents.labels import LabelledBlock, label_blocks
from articles.documents.markup import Removal
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
    labelled = label_blocks(blocks_of(source), title=markup.one_line(source.metadata.title))
    if not any(item.block.text for item in labelled):
        raise DocumentRejected(
            "has no visible text in any of its strings",
            "Check what the scraper saved: there is nothing here to make an article of.",
        )
    document = structure(labelled, source.metadata)
    return ParsedDocument(source, _with_lost_links(labelled, document), document)


def _with_lost_links(
    labelled: Sequence[LabelledBlock], document: ArticleDocument
) -> tuple[LabelledBlock, ...]:
    """Report the links of blocks that became plain text, as cleaning reports what it removes."""
    plain = {line.origin for line in document.lines()}
    return tuple(_without_links(item) if item.block.index in plain else item for item in labelled)


def _without_links(item: LabelledBlock) -> LabelledBlock:
    links = markup.links(item.block.markup)
    if not links:
        return item
    lost = tuple(Removal("link", f"{item.label} is plain text", link.url) for link in links)
    return replace(item, block=replace(item.block, removed=item.block.removed + lost))
