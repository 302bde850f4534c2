"""The whole way from a source document to an article, with the evidence kept beside the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from articles.documents import markup
from articles.documents.article.model import ArticleDocument
from articles.documents.blocks import Block, blocks_with_text
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.labels.recurrence import (
    recurrence_reason,
    recurring_blocks,
    recurring_lines,
)
from articles.documents.labels.site_rules import SiteRules
from articles.documents.markup import Removal
from articles.documents.markup.links import resolved_links
from articles.documents.metadata.detect_language import MOST_READ, detected_language
from articles.documents.metadata.normalise import normalise
from articles.documents.reading import contents_of
from articles.documents.source import Contents, DocumentRejected, Source, SourceMetadata
from articles.documents.structure import structure

# Raised whenever the same bytes would give another article than before.
PARSER_VERSION: Final = 4

_RUNNING: Final = frozenset({Label.BODY, Label.LIST_ITEM, Label.QUOTE, Label.STANDFIRST})


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """`removed` is what the document's own addresses lost; each block has what it lost itself.

    `repeats` is what is known of lines that other documents have, too: see `Source.repeats`.
    """

    source: Source
    metadata: SourceMetadata
    blocks: tuple[LabelledBlock, ...]
    document: ArticleDocument
    removed: tuple[Removal, ...] = ()
    repeats: Mapping[str, int] = field(default_factory=dict)


def parse(source: Source, rules: SiteRules = SiteRules()) -> ParsedDocument:
    """Parse; raise `DocumentRejected` where the document cannot be read or is no article."""
    [parsed] = parse_all([source], rules)
    if isinstance(parsed, DocumentRejected):
        raise parsed
    return parsed


def parse_all(
    sources: Sequence[Source], rules: SiteRules = SiteRules()
) -> list[ParsedDocument | DocumentRejected]:
    """Parse many at once, which costs far less than one by one.

    The articles are the same but for lines that several of the documents share: what a publisher's
    pages repeat from article to article can be known only by looking at more than one. A stored
    document knows it from the time when it came in, so it gives the same whatever it is with.
    """
    cleaned = [_cleaned(source, rules) for source in sources]
    taken = [item for item in cleaned if isinstance(item, _Cleaned)]
    recurring = _recurring(taken)
    noise = [rules.noise.noise_in(item.blocks, item.metadata.publisher) for item in taken]
    texts = [rules.noise.text_in(item.blocks, item.metadata.publisher) for item in taken]
    labelled = label_documents(
        [
            UnlabelledDocument(
                item.blocks,
                markup.one_line(item.metadata.title),
                _repeated(lines, text) | decided,
                item.given,
                text,
                {*decided, *text},
            )
            for item, lines, decided, text in zip(taken, recurring, noise, texts, strict=True)
        ]
    )
    parsed = iter(
        _structured(*each, rules) for each in zip(taken, labelled, recurring, strict=True)
    )
    return [next(parsed) if isinstance(item, _Cleaned) else item for item in cleaned]


@dataclass(frozen=True, slots=True)
class _Cleaned:
    source: Source
    metadata: SourceMetadata
    removed: tuple[Removal, ...]
    blocks: tuple[Block, ...]
    given: Mapping[int, Label]


def _cleaned(source: Source, rules: SiteRules) -> _Cleaned | DocumentRejected:
    try:
        contents = contents_of(source)
        pieces = contents.pieces
        given = {index: Label(piece.label) for index, piece in enumerate(pieces) if piece.label}
        metadata, removed = normalise(_metadata_of(contents, source), rules.tracking)
        return _Cleaned(source, metadata, removed, blocks_with_text(pieces), given)
    except DocumentRejected as rejected:
        return rejected


def _metadata_of(contents: Contents, source: Source) -> SourceMetadata:
    metadata = contents.metadata
    if source.publisher and not metadata.publisher.strip():
        return replace(metadata, publisher=source.publisher)
    return metadata


def _recurring(items: Sequence[_Cleaned]) -> list[Mapping[int, int]]:
    """The blocks of each that other documents have, too, with the number of documents."""
    new = [item for item in items if item.source.repeats is None]
    found = iter(recurring_lines([(item.metadata.publisher, item.blocks) for item in new]))
    return [
        next(found)
        if item.source.repeats is None
        else recurring_blocks(item.source.repeats, item.blocks)
        for item in items
    ]


def _repeated(recurring: Mapping[int, int], text: Mapping[int, str]) -> dict[int, str]:
    """The blocks that are noise as other documents have them, too, each with the reason."""
    return {
        index: recurrence_reason(count) for index, count in recurring.items() if index not in text
    }


def _structured(
    item: _Cleaned,
    labelled: Sequence[LabelledBlock],
    recurring: Mapping[int, int],
    rules: SiteRules,
) -> ParsedDocument:
    metadata = item.metadata
    labelled = [_with_good_links(each, metadata.url, rules) for each in labelled]
    if not metadata.language:
        metadata = replace(metadata, language=detected_language(_running_text(labelled)))
    document = structure(labelled, metadata)
    blocks = _with_lost_links(labelled, document)
    texts = {block.index: block.text for block in item.blocks} if recurring else {}
    repeats = {texts[index]: count for index, count in recurring.items()}
    return ParsedDocument(item.source, metadata, blocks, document, item.removed, repeats)


def _running_text(labelled: Sequence[LabelledBlock]) -> str:
    """The beginning of what the article says, without what belongs to the scrape."""
    texts: list[str] = []
    wanted = MOST_READ
    for item in labelled:
        if item.label in _RUNNING and item.block.text:
            texts.append(item.block.text[:wanted])
            wanted -= len(texts[-1]) + 1
            if wanted <= 0:
                break
    return " ".join(texts)


def _with_good_links(item: LabelledBlock, base: str, rules: SiteRules) -> LabelledBlock:
    """The block with links that lead from anywhere, and that tell nobody where readers are from.

    Only now, since a label is told by what came in.
    """
    if "<a " not in item.block.markup:
        return item
    tidied = resolved_links(item.block.markup, base, rules.tracking)
    if tidied.markup == item.block.markup:
        return item
    removed = item.block.removed + tidied.removed
    return replace(item, block=replace(item.block, markup=tidied.markup, removed=removed))


def _with_lost_links(
    labelled: Sequence[LabelledBlock], document: ArticleDocument
) -> tuple[LabelledBlock, ...]:
    """Report the links of blocks that became plain text, as cleaning reports what it removes."""
    plain = {line.origin for line in document.lines()}
    return tuple(_without_links(item) if item.block.index in plain else item for item in labelled)


def _without_links(item: LabelledBlock) -> LabelledBlock:
    links = markup.links_in(item.block.markup)
    if not links:
        return item
    lost = tuple(Removal("link", f"{item.label} is plain text", link.url) for link in links)
    return replace(item, block=replace(item.block, removed=item.block.removed + lost))
