"""New articles with all their rows, in a handful of statements however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.bulk import datetime_value, insert, json_value, reserve_keys
from articles.documents.article.metadata import METADATA_COLUMNS
from articles.documents.article.rows import ArticleRows, MetadataRow
from articles.documents.copies import shown_texts
from articles.models import Article, ImportRun, Link, Paragraph, Section, Version
from articles.models.version import Reason
from articles.pictures.use import pictures_of_rows, set_article_pictures
from articles.review.duplicates import look_for_duplicates
from articles.search.index import add_article_words
from articles.search.texts import words_for_editors

ARTICLE_FIELDS: Final = (
    "id", "headline", "headline_origin", "headline_provisional", "standfirst", "standfirst_origin",
    "bylines", "language", *METADATA_COLUMNS, "slug", "external_id", "source", "version",
    "created_at", "changed_at", "changed_by", "owner",
)  # fmt: skip
SECTION_FIELDS: Final = (
    "id", "article", "position", "uid", "heading", "heading_origin", "byline", "byline_origin",
)  # fmt: skip
PARAGRAPH_FIELDS: Final = (
    "id", "article", "section", "position", "uid", "kind", "markup", "unmarked", "origin",
    "attributes", "noise",
)  # fmt: skip
LINK_FIELDS: Final = ("paragraph", "position", "url", "host", "text", "title")
VERSION_FIELDS: Final = (
    "article", "number", "content", "reason", "created_at", "created_by", "run", "source",
    "parser_version", "imported",
)  # fmt: skip

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NewArticle:
    rows: ArticleRows
    slug: str
    external_id: str = ""
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
    """Store new articles, each with its rows and first version; return their primary keys."""
    keys = reserve_keys(Article, len(articles))
    moment = timezone.now()
    now = datetime_value(moment)
    author_id = author.pk if author else None
    stamped = list(zip(keys, articles, strict=True))
    # Whoever writes an article looks after it; what an import brings is nobody's yet.
    owner_id = None if run else author_id
    insert(
        Article,
        ARTICLE_FIELDS,
        [(*_article_row(*pair, now, author_id), owner_id) for pair in stamped],
    )
    _insert_parts([(key, new.rows) for key, new in stamped])
    look_for_duplicates({key: shown_texts(new.rows) for key, new in stamped}, run, are_new=True)
    set_article_pictures({key: pictures_of_rows(new.rows) for key, new in stamped}, are_new=True)
    words = {key: words_for_editors(new.rows, new.slug, new.external_id) for key, new in stamped}
    add_article_words(words, moment)
    signed = (reason.value, now, author_id, run.pk if run else None)
    parser_version = run.parser_version if run else None
    insert(
        Version,
        VERSION_FIELDS,
        [
            (key, 1, new.rows.packed.json, *signed, new.source_id, parser_version, None)
            for key, new in stamped
        ],
    )
    return keys


def _article_row(key: int, new: NewArticle, now: Any, author_id: int | None) -> Row:
    rows = new.rows
    return (
        key,
        rows.headline,
        rows.headline_origin,
        rows.headline_provisional,
        rows.standfirst,
        rows.standfirst_origin,
        json_value(rows.bylines),
        rows.language,
        *metadata_values(rows.metadata),
        new.slug,
        new.external_id,
        new.source_id,
        1,
        now,
        now,
        author_id,
    )


def metadata_values(row: MetadataRow) -> Row:
    """Return them as both databases store them, in the order of `METADATA_COLUMNS`."""
    return tuple(map(_stored_value, row))


def _stored_value(value: Any) -> Any:
    if isinstance(value, list):
        return json_value(value)
    return datetime_value(value) if isinstance(value, datetime) else value


def _insert_parts(articles: Sequence[tuple[int, ArticleRows]]) -> None:
    """Insert the sections, paragraphs and links of articles, given with their primary keys."""
    sections = reserve_keys(Section, sum(len(rows.sections) for _, rows in articles))
    paragraphs = reserve_keys(Paragraph, sum(len(rows.paragraphs) for _, rows in articles))
    # Each article's keys are the next so many.
    rows = list(_rows_of_each(articles, sections, paragraphs))
    for model, fields, found in (
        (Section, SECTION_FIELDS, [each[0] for each in rows]),
        (Paragraph, PARAGRAPH_FIELDS, [each[1] for each in rows]),
        (Link, LINK_FIELDS, [each[2] for each in rows]),
    ):
        insert(model, fields, list(chain.from_iterable(found)))


def _rows_of_each(
    articles: Sequence[tuple[int, ArticleRows]], sections: Sequence[int], paragraphs: Sequence[int]
) -> Iterator[tuple[list[Row], list[Row], list[Row]]]:
    first_section = first_paragraph = 0
    for article, rows in articles:
        section_keys = sections[first_section : first_section + len(rows.sections)]
        keys = paragraphs[first_paragraph : first_paragraph + len(rows.paragraphs)]
        first_section += len(rows.sections)
        first_paragraph += len(rows.paragraphs)
        yield (
            [
                (key, article, position, *section)
                for position, (key, section) in enumerate(
                    zip(section_keys, rows.sections, strict=True)
                )
            ],
            [
                (key, article, section_keys[section], position, *rest)
                for position, (key, (section, *rest)) in enumerate(
                    zip(keys, rows.paragraphs, strict=True)
                )
            ],
            [(keys[number], *link) for number, link in rows.links],
        )
