"""New articles with all their rows, in a handful of statements however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.documents import markup
from articles.documents.article import ArticleDocument
from articles.documents.article import Paragraph as DocumentParagraph
from articles.documents.article import Section as DocumentSection
from articles.models import Article, ImportRun, Link, Paragraph, Section, Version
from articles.models.version import Reason
from articles.rows import datetime_value, insert, json_value, reserve_keys

ARTICLE_FIELDS: Final = (
    "id", "headline", "headline_origin", "headline_provisional", "standfirst", "standfirst_origin",
    "bylines", "language", "slug", "key", "source", "version", "created_at", "changed_at",
    "changed_by",
)  # fmt: skip
SECTION_FIELDS: Final = (
    "id", "article", "uid", "position", "heading", "heading_origin", "byline", "byline_origin",
)  # fmt: skip
PARAGRAPH_FIELDS: Final = (
    "id", "article", "section", "uid", "position", "kind", "markup", "text", "origin",
)  # fmt: skip
LINK_FIELDS: Final = ("paragraph", "position", "url", "host", "text", "title")
VERSION_FIELDS: Final = (
    "article", "number", "content", "reason", "created_at", "created_by", "run",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewArticle:
    document: ArticleDocument
    slug: str
    key: str = ""
    source_id: int | None = None


def create(
    new: NewArticle,
    *,
    reason: Reason,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
) -> Article:
    """Store one new article."""
    [key] = create_many([new], reason=reason, author=author, run=run)
    return Article.objects.get(pk=key)


@transaction.atomic
def create_many(
    articles: Sequence[NewArticle],
    *,
    reason: Reason,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
) -> Sequence[int]:
    """Store new articles, each with its rows and first version; gives their primary keys."""
    keys = reserve_keys(Article, len(articles))
    now = datetime_value(timezone.now())
    author_id = author.pk if author else None
    stamped = list(zip(keys, articles, strict=True))
    insert(Article, ARTICLE_FIELDS, [_article_row(*pair, now, author_id) for pair in stamped])
    _insert_parts([(key, new.document) for key, new in stamped])
    insert(
        Version,
        VERSION_FIELDS,
        [
            (
                key,
                1,
                json_value(new.document.to_json()),
                reason.value,
                now,
                author_id,
                run and run.pk,
            )
            for key, new in stamped
        ],
    )
    return keys


def _article_row(key: int, new: NewArticle, now: Any, author_id: int | None) -> Sequence[Any]:
    document = new.document
    return (
        key,
        document.headline.text,
        document.headline.origin,
        document.headline_provisional,
        document.standfirst.text,
        document.standfirst.origin,
        json_value(list(document.bylines)),
        document.language,
        new.slug,
        new.key,
        new.source_id,
        1,
        now,
        now,
        author_id,
    )


def _insert_parts(documents: Sequence[tuple[int, ArticleDocument]]) -> None:
    """Insert the sections, paragraphs and links of articles, given with their primary keys."""
    sections = [
        (article, number, section)
        for article, document in documents
        for number, section in enumerate(document.sections)
    ]
    section_keys = reserve_keys(Section, len(sections))
    insert(
        Section,
        SECTION_FIELDS,
        [_section_row(key, *rest) for key, rest in zip(section_keys, sections, strict=True)],
    )
    keys_of_sections = iter(section_keys)
    paragraphs = [
        (article, *placed)
        for article, document in documents
        for placed in _placed_paragraphs(document, keys_of_sections)
    ]
    keys = reserve_keys(Paragraph, len(paragraphs))
    insert(
        Paragraph,
        PARAGRAPH_FIELDS,
        [_paragraph_row(key, *rest) for key, rest in zip(keys, paragraphs, strict=True)],
    )
    links = [
        row
        for key, (*_, paragraph) in zip(keys, paragraphs, strict=True)
        for row in link_rows(key, paragraph.markup)
    ]
    insert(Link, LINK_FIELDS, links)


def _placed_paragraphs(
    document: ArticleDocument, section_keys: Iterator[int]
) -> Iterator[tuple[int, int, DocumentParagraph]]:
    """Each paragraph after the key of its section and its position in the article."""
    position = count()
    # The sections run out first, so no key is taken that is another document's.
    for section, key in zip(document.sections, section_keys, strict=False):
        for paragraph in section.paragraphs:
            yield key, next(position), paragraph


def _section_row(key: int, article: int, number: int, section: DocumentSection) -> Sequence[Any]:
    heading, byline = section.heading, section.byline
    lines = (heading.text, heading.origin, byline.text, byline.origin)
    return (key, article, section.uid, number, *lines)


def _paragraph_row(
    key: int, article: int, section: int, position: int, paragraph: DocumentParagraph
) -> Sequence[Any]:
    text = (paragraph.kind.value, paragraph.markup, paragraph.text, paragraph.origin)
    return (key, article, section, paragraph.uid, position, *text)


def link_rows(paragraph_key: int, paragraph_markup: str) -> Iterable[Sequence[Any]]:
    return [
        (paragraph_key, position, link.url, host_of(link.url), link.text, link.title)
        for position, link in enumerate(markup.links(paragraph_markup))
    ]


def host_of(url: str) -> str:
    """The host of a link's address, lower-case, "" where it has none."""
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""
