"""ArticleDocument -> its rows as plain tuples, all but their keys; made wherever, stored as is.

An import makes them in worker processes, which know no database: tuples of texts and numbers cross
from one process to another at a fraction of the cost of documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from articles.documents import markup
from articles.documents.article.model import ArticleDocument, Details, Kind

# Plain strings: they cross to other processes and into the database at less cost.
_KINDS: Final = {kind: kind.value for kind in Kind}


# Plain tuples: they are made, and cross to another process, in a fraction of the time of others.
# uid, heading and its block, byline and its block.
FlatSection = tuple[str, str, int | None, str, int | None]
# Number of its section in the article, from 0; uid, kind, markup, the visible text where that is
# not the markup itself, block.
FlatParagraph = tuple[int, str, str, str, str, int | None]
# Its number in its paragraph, from 0; url, host, text, title.
FlatLink = tuple[int, str, str, str, str]


# In the order of `article.Details`.
FlatDetails = tuple[str, str, str, str, tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class FlatArticle:
    """An article as rows; `links` pairs each link with the number of its paragraph.

    `content` is the canonical JSON of the document, which all the rest follows from.
    """

    headline: str
    headline_origin: int | None
    headline_provisional: bool
    standfirst: str
    standfirst_origin: int | None
    bylines: tuple[str, ...]
    language: str
    details: FlatDetails
    sections: tuple[FlatSection, ...]
    paragraphs: tuple[FlatParagraph, ...]
    links: tuple[tuple[int, FlatLink], ...]
    content: str

    def document(self) -> ArticleDocument:
        return ArticleDocument.from_json(json.loads(self.content))


def flatten(document: ArticleDocument) -> FlatArticle:
    paragraphs = _paragraphs(document)
    return FlatArticle(
        headline=document.headline.text,
        headline_origin=document.headline.origin,
        headline_provisional=document.headline_provisional,
        standfirst=document.standfirst.text,
        standfirst_origin=document.standfirst.origin,
        bylines=document.bylines,
        language=document.language,
        details=_details(document.details),
        sections=tuple(_sections(document)),
        paragraphs=tuple(paragraphs),
        links=tuple(
            (number, link)
            for number, paragraph in enumerate(paragraphs)
            if "<a " in paragraph[3]
            for link in links_of(paragraph[3])
        ),
        content=canonical_json(document),
    )


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def canonical_json(document: ArticleDocument) -> str:
    """The document's JSON form as both databases store it."""
    return _encode(document.to_json())


def _details(details: Details) -> FlatDetails:
    return (
        details.publisher,
        details.address,
        details.published,
        details.updated,
        details.topics,
        details.picture,
    )


def _sections(document: ArticleDocument) -> Iterator[FlatSection]:
    for section in document.sections:
        heading, byline = section.heading, section.byline
        yield section.uid, heading.text, heading.origin, byline.text, byline.origin


def _paragraphs(document: ArticleDocument) -> list[FlatParagraph]:
    return [
        (
            number,
            p.uid,
            _KINDS[p.kind],
            p.markup,
            p.text if _is_marked(p.markup) else "",
            p.origin,
        )
        for number, section in enumerate(document.sections)
        for p in section.paragraphs
    ]


def _is_marked(markup: str) -> bool:
    """Whether it has a tag, or a character that is written otherwise in markup."""
    return "<" in markup or "&" in markup


def links_of(paragraph_markup: str) -> Iterator[FlatLink]:
    for position, link in enumerate(markup.links_in(paragraph_markup)):
        yield position, link.url, host_of(link.url), link.text, link.title


def host_of(url: str) -> str:
    """The host of a link's address, lower-case, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
