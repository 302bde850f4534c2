"""Turn an ArticleDocument into its rows as plain tuples, all but their keys, ready to be stored.

An import makes them in worker processes, which know no database: tuples of texts and numbers cross
from one process to another at a fraction of the cost of documents.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from articles.documents import markup
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import column_values
from articles.documents.article.model import ArticleDocument
from articles.documents.article.table import markup_of
from articles.documents.source import compressed
from articles.documents.urls.host import host_of

# What a database column holds.
LONGEST_HOST: Final = 255

# Plain strings: they cross to other processes and into the database at less cost.
_KINDS: Final = {kind: kind.value for kind in Kind}


# Plain tuples: they are made, and cross to another process, in a fraction of the time of others.
# uid, heading and its block, byline and its block.
SectionRow = tuple[str, str, int | None, str, int | None]
# Number of its section in the article, from 0; uid, kind, markup, the visible text where that is
# not the markup itself, block, attributes as JSON ("" for none), whether it is noise.
ParagraphRow = tuple[int, str, str, str, str, int | None, str, bool]
# Its number in its paragraph, from 0; url, host, text, title.
LinkRow = tuple[int, str, str, str, str]


# In the order of `metadata.METADATA_COLUMNS`.
MetadataRow = tuple[Any, ...]


class PackedDocument:
    """A document and its canonical JSON as it is stored, each made of the other when asked for.

    It crosses to another process as JSON.
    """

    __slots__ = ("_document", "_json")

    def __init__(self, document: ArticleDocument | None, json: bytes | None = None) -> None:
        """Take the one or the other."""
        self._document = document
        self._json = json

    @property
    def document(self) -> ArticleDocument:
        """Return the document."""
        if self._document is None:
            assert self._json
            self._document = ArticleDocument.from_json(json.loads(zlib.decompress(self._json)))
        return self._document

    @property
    def json(self) -> bytes:
        """Return its JSON, compressed."""
        if self._json is None:
            self._json = packed_json(self.document.to_json())
        return self._json

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedDocument) and self.document == other.document

    def __reduce__(self) -> tuple[type[PackedDocument], tuple[None, bytes]]:
        return PackedDocument, (None, self.json)


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An article as rows; `links` pairs each link with the number of its paragraph.

    All of it is derived from `packed`.
    """

    headline: str
    headline_origin: int | None
    headline_provisional: bool
    standfirst: str
    standfirst_origin: int | None
    bylines: tuple[str, ...]
    language: str
    metadata: MetadataRow
    sections: tuple[SectionRow, ...]
    paragraphs: tuple[ParagraphRow, ...]
    links: tuple[tuple[int, LinkRow], ...]
    packed: PackedDocument


def article_rows(document: ArticleDocument, packed: PackedDocument | None = None) -> ArticleRows:
    """Return the rows of a document; `packed` is that document, where it is at hand."""
    paragraphs = _paragraphs(document)
    return ArticleRows(
        headline=document.headline.text,
        headline_origin=document.headline.origin,
        headline_provisional=document.headline_provisional,
        standfirst=document.standfirst.text,
        standfirst_origin=document.standfirst.origin,
        bylines=document.bylines,
        language=document.language,
        metadata=column_values(document.metadata),
        sections=tuple(_sections(document)),
        paragraphs=tuple(paragraphs),
        links=tuple(
            (number, link)
            for number, (_, _, _, text, _, _, attributes, _) in enumerate(paragraphs)
            if has_links(text, attributes)
            for link in link_rows(text, attributes)
        ),
        packed=packed or PackedDocument(document),
    )


# JSON as the database keeps it: without spaces, each character as itself.
compact_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed_json(value: Any) -> bytes:
    """Return JSON, of a document for one, as both databases store it: compressed."""
    return compressed(compact_json(value).encode())


def _sections(document: ArticleDocument) -> Iterator[SectionRow]:
    for section in document.sections:
        heading, byline = section.heading, section.byline
        yield section.uid, heading.text, heading.origin, byline.text, byline.origin


def _paragraphs(document: ArticleDocument) -> list[ParagraphRow]:
    return [
        (
            number,
            p.uid,
            _KINDS[p.kind],
            p.markup,
            p.text if p.attributes or _is_marked(p.markup) else "",
            p.origin,
            compact_json(p.attributes) if p.attributes else "",
            p.noise,
        )
        for number, section in enumerate(document.sections)
        for p in section.paragraphs
    ]


def _is_marked(markup: str) -> bool:
    """Return whether it has a tag, or a character that is escaped in markup."""
    return "<" in markup or "&" in markup


def has_links(text: str, attributes: str) -> bool:
    """Return whether the markup of a paragraph, or its attributes as JSON, hold a link."""
    return "<a " in text or "<a " in attributes


def link_rows(text: str, attributes: str) -> Iterator[LinkRow]:
    """Yield the links of a paragraph, by its markup and its attributes as JSON."""
    rows = json.loads(attributes).get("rows", ()) if "<a " in attributes else ()
    links = [*markup.links_in(text), *(link for each in rows for link in _links_in_row(each))]
    for position, link in enumerate(links):
        yield position, link.url, host_of(link.url)[:LONGEST_HOST], link.text, link.title


def _links_in_row(row: Iterable[Any]) -> Iterator[markup.LinkInMarkup]:
    for cell in row:
        yield from markup.links_in(markup_of(cell))
