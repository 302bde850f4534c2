"""Parse source documents into articles, with the evidence kept beside the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from articles.documents import markup
from articles.documents.article.model import ArticleDocument
from articles.documents.blocks import Block, blocks_of, blocks_with_text
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.cut_off import ask_about_end
from articles.documents.labels.labelling import UnlabelledDocument
from articles.documents.labels.recurrence import (
    recurrence_reason,
    recurring_blocks,
    recurring_lines,
)
from articles.documents.labels.shaped import label_with_shapes
from articles.documents.labels.site_rules import SiteRules
from articles.documents.markup import Removal
from articles.documents.markup.links import resolved_links
from articles.documents.metadata.detect_language import MOST_READ, detected_language
from articles.documents.metadata.normalise import normalise
from articles.documents.reading import contents_of
from articles.documents.source import (
    Contents,
    DocumentRejected,
    PublishingStatus,
    Source,
    SourceMetadata,
)
from articles.documents.structure import structure

# Raised whenever the same bytes would give another article than before.
PARSER_VERSION: Final = 12

_RUNNING: Final = frozenset({Label.BODY, Label.LIST_ITEM, Label.QUOTE, Label.STANDFIRST})


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """An article with the labelled blocks that it was made of.

    `removed` reports what the document's own URLs lost; each block has what it lost itself.
    `repeats` counts the documents that share a line of this one: see `Source.repeats`.
    `is_language_detected`: the document does not say its language.
    `is_section`: it is a page that leads to others, and no article.
    """

    source: Source
    metadata: SourceMetadata
    blocks: tuple[LabelledBlock, ...]
    document: ArticleDocument
    removed: tuple[Removal, ...] = ()
    repeats: Mapping[str, int] = field(default_factory=dict)
    is_language_detected: bool = False
    is_section: bool = False


def parse_document(source: Source, rules: SiteRules = SiteRules()) -> ParsedDocument:
    """Parse; raise `DocumentRejected` where the document cannot be read or is no article."""
    [parsed] = parse_documents([source], rules)
    if isinstance(parsed, DocumentRejected):
        raise parsed
    return parsed


def parse_documents(
    sources: Sequence[Source], rules: SiteRules = SiteRules()
) -> list[ParsedDocument | DocumentRejected]:
    """Parse many at once, which costs far less than one by one.

    The articles are the same but for lines that several of the documents share: what a publisher's
    pages repeat from article to article shows only in more than one. A stored document keeps what
    was found when it came in, so it parses the same whatever it is with.
    """
    drafts = [_read(source, rules) for source in sources]
    documents = [draft for draft in drafts if isinstance(draft, _Draft)]
    _find_recurring_lines(documents)
    _find_decided_lines(documents, rules)
    _label(documents)
    for document in documents:
        _resolve_links(document, rules)
        _detect_language(document)
    return [_parsed(draft) if isinstance(draft, _Draft) else draft for draft in drafts]


@dataclass(slots=True)
class _Draft:
    """One document on its way through the steps, each of which fills in a field.

    By index of a block: `given` is the format's own label, `recurring` the number of documents
    that share the line, `noise` and `text` the reason why the site decided so.
    """

    source: Source
    metadata: SourceMetadata
    removed: tuple[Removal, ...]
    blocks: tuple[Block, ...]
    given: Mapping[int, Label]
    is_section: bool = False
    recurring: Mapping[int, int] = field(default_factory=dict)
    noise: Mapping[int, str] = field(default_factory=dict)
    text: Mapping[int, str] = field(default_factory=dict)
    labelled: Sequence[LabelledBlock] = ()
    is_language_detected: bool = False


def _read(source: Source, rules: SiteRules) -> _Draft | DocumentRejected:
    """Return the document with its metadata normalised and its blocks cleaned."""
    try:
        contents = contents_of(source)
        pieces = contents.pieces
        given = {index: Label(piece.label) for index, piece in enumerate(pieces) if piece.label}
        metadata, removed = normalise(_metadata_of(contents, source), rules.tracking)
        # Of what its publisher retracts there may be nothing left to read.
        is_usable = metadata.status is PublishingStatus.USABLE
        blocks = blocks_with_text(pieces) if is_usable else blocks_of(pieces)
        return _Draft(source, metadata, removed, blocks, given, contents.is_section)
    except DocumentRejected as rejected:
        return rejected


def _metadata_of(contents: Contents, source: Source) -> SourceMetadata:
    metadata = contents.metadata
    if source.publisher and not metadata.publisher.strip():
        return replace(metadata, publisher=source.publisher)
    return metadata


def _find_recurring_lines(documents: Sequence[_Draft]) -> None:
    """Find the blocks that other documents have, too: in this batch, or when it came in."""
    new = [document for document in documents if document.source.repeats is None]
    found = recurring_lines([(document.metadata.publisher, document.blocks) for document in new])
    for document, recurring in zip(new, found, strict=True):
        document.recurring = recurring
    for document in documents:
        if document.source.repeats is not None:
            document.recurring = recurring_blocks(document.source.repeats, document.blocks)


def _find_decided_lines(documents: Sequence[_Draft], rules: SiteRules) -> None:
    """Find the blocks that the site has decided to be noise, or to be text."""
    for document in documents:
        publisher = document.metadata.publisher
        document.noise = rules.noise.noise_in(document.blocks, publisher)
        document.text = rules.noise.text_in(document.blocks, publisher)


def _label(documents: Sequence[_Draft]) -> None:
    labelled = label_with_shapes([_unlabelled(document) for document in documents])
    for document, blocks in zip(documents, labelled, strict=True):
        document.labelled = blocks
        remarks = document.metadata.remarks
        if remarks and (mark := next((x.detail for x in remarks if x.what == "cut"), "")):
            document.labelled = ask_about_end(blocks, mark)


def _unlabelled(document: _Draft) -> UnlabelledDocument:
    repeated = {
        index: recurrence_reason(count)
        for index, count in document.recurring.items()
        if index not in document.text
    }
    return UnlabelledDocument(
        blocks=document.blocks,
        title=markup.one_line(document.metadata.title),
        noise={**repeated, **document.noise},
        given=document.given,
        text=document.text,
        decided={*document.noise, *document.text},
    )


def _resolve_links(document: _Draft, rules: SiteRules) -> None:
    """Resolve links against the document's URL, and strip their tracking parameters.

    Only after labelling, which goes by what was received.
    """
    base = document.metadata.url
    document.labelled = [_with_resolved_links(each, base, rules) for each in document.labelled]


def _detect_language(document: _Draft) -> None:
    if not document.metadata.language:
        language = detected_language(_running_text(document.labelled))
        document.metadata = replace(document.metadata, language=language)
        document.is_language_detected = True


def _parsed(draft: _Draft) -> ParsedDocument:
    document = structure(draft.labelled, draft.metadata)
    blocks = _with_lost_links(draft.labelled, document)
    repeats = _repeats(draft)
    return ParsedDocument(
        draft.source,
        draft.metadata,
        blocks,
        document,
        draft.removed,
        repeats,
        draft.is_language_detected,
        draft.is_section,
    )


def _repeats(draft: _Draft) -> dict[str, int]:
    """Return the lines that other documents have, too, with the number of documents."""
    if not draft.recurring:
        return {}
    texts = {block.index: block.text for block in draft.blocks}
    return {texts[index]: count for index, count in draft.recurring.items()}


def _running_text(labelled: Sequence[LabelledBlock]) -> str:
    """Return the beginning of the article's text, without noise, as much as a detector reads."""
    texts: list[str] = []
    wanted = MOST_READ
    for item in labelled:
        if item.label in _RUNNING and item.block.text:
            texts.append(item.block.text[:wanted])
            wanted -= len(texts[-1]) + 1
            if wanted <= 0:
                break
    return " ".join(texts)


def _with_resolved_links(item: LabelledBlock, base: str, rules: SiteRules) -> LabelledBlock:
    if "<a " not in item.block.markup:
        return item
    resolved = resolved_links(item.block.markup, base, rules.tracking)
    if resolved.markup == item.block.markup:
        return item
    removed = item.block.removed + resolved.removed
    return replace(item, block=replace(item.block, markup=resolved.markup, removed=removed))


def _with_lost_links(
    labelled: Sequence[LabelledBlock], document: ArticleDocument
) -> tuple[LabelledBlock, ...]:
    """Report the links of blocks that became plain text, as cleaning reports removals."""
    plain = {line.origin for line in document.lines()}
    return tuple(_without_links(item) if item.block.index in plain else item for item in labelled)


def _without_links(item: LabelledBlock) -> LabelledBlock:
    links = markup.links_in(item.block.markup)
    if not links:
        return item
    lost = tuple(Removal("link", f"{item.label} is plain text", link.url) for link in links)
    return replace(item, block=replace(item.block, removed=item.block.removed + lost))
