"""Articles in the database -> copies of them, by a statement for each table: minutes for millions.

A copy has keys, slugs and addresses of its own and is some seconds younger; its words are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models, transaction

from articles.models import (
    Article,
    ArticleWords,
    Conflict,
    Edition,
    EditionWords,
    LabelReview,
    Link,
    ListedEdition,
    Paragraph,
    Section,
    SourceDocument,
    StateTurn,
    Version,
)
from articles.models.edition import EditionLink
from articles.search.place import first_place

_OF: Final = "SELECT id FROM articles_article WHERE id BETWEEN {first} AND {last}"
_EDITIONS: Final = f"SELECT id FROM articles_edition WHERE article_id IN ({_OF})"
# In the order in which they refer to one another, each with which rows belong to articles.
_TABLES: Final[dict[type[models.Model], str]] = {
    SourceDocument: f"id IN (SELECT source_id FROM articles_article WHERE id IN ({_OF}))",
    Article: "id BETWEEN {first} AND {last}",
    Section: f"article_id IN ({_OF})",
    Paragraph: f"article_id IN ({_OF})",
    Link: f"paragraph_id IN (SELECT id FROM articles_paragraph WHERE article_id IN ({_OF}))",
    Version: f"article_id IN ({_OF})",
    Edition: f"article_id IN ({_OF})",
    EditionLink: f"edition_id IN ({_EDITIONS})",
    ListedEdition: f"edition_id IN ({_EDITIONS})",
    LabelReview: f"article_id IN ({_OF})",
    Conflict: f"article_id IN ({_OF})",
    StateTurn: f"article_id IN ({_OF})",
    # FTS5 begins a new part of its index with a place before the last: so they are sorted.
    ArticleWords: f"article_id IN ({_OF}) ORDER BY +place",
    EditionWords: f"edition_id IN ({_EDITIONS}) ORDER BY +place",
}
_SECOND: Final = first_place(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
_UNIQUE: Final = ("slug", "external_id")
_NUMBERED: Final = (Article, Section, Paragraph, Link, Version, Edition, SourceDocument)
# Copied by one transaction.
_TOGETHER: Final = 20_000
# What SQLite has in memory of the database, in kB, and of what FTS5 has not written yet, in bytes.
_ROOMY: Final = (-1_000_000, 64 * 1024 * 1024)
# https://www.sqlite.org/pragma.html#pragma_cache_size and `FTS5_DEFAULT_HASHSIZE` of its source.
_USUAL: Final = (-16_000, 1024 * 1024)


def multiply(wanted: int, spared: int) -> None:
    """Copy articles until there are so many; the first ones are spared."""
    articles = Article.with_deleted.order_by("pk")
    chosen = list(articles.values_list("pk", flat=True)[spared : spared + _TOGETHER])
    # Above all keys that there are.
    step = max(model._base_manager.latest("pk").pk for model in _NUMBERED)
    missing = wanted - articles.count()
    with _much_in_memory():
        for number in count(1):
            if missing <= 0:
                break
            copied = chosen[:missing]
            _copy(copied[0], copied[-1], number, step)
            missing -= len(copied)
    _follow_keys()


@contextmanager
def _much_in_memory() -> Iterator[None]:
    """Have SQLite write less often: an index of words is merged from each part that it writes."""
    if connection.vendor == "postgresql":
        yield
        return
    _remember(*_ROOMY)
    try:
        yield
    finally:
        _remember(*_USUAL)


def _remember(pages: int, words: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size = {pages}")
        for model in (ArticleWords, EditionWords):
            index = f"{model._meta.db_table}_index"
            cursor.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', {words})")


@transaction.atomic
def _copy(first: int, last: int, number: int, step: int) -> None:
    """Copy the articles of these keys; those of the copy are greater by so many steps."""
    with connection.cursor() as cursor:
        for model, chosen in _TABLES.items():
            columns = {field.column: _copied(field, number, step) for field in _fields(model)}
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
                f"SELECT {', '.join(columns.values())} FROM {model._meta.db_table} "
                f"WHERE {chosen.format(first=first, last=last)}"
            )


def _follow_keys() -> None:
    """Have PostgreSQL give out keys above those of copies; SQLite does of itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(_NUMBERED)):
                cursor.execute(statement)


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.column]


def _copied(field: Any, number: int, step: int) -> str:
    """Return the SQL of a column's value in a copy."""
    column = f'"{field.column}"'
    target = field.related_model
    if field.column == "place":
        # A second further for each copy, as its moment is, and the key of the copy.
        return f"{column} + {number * (_SECOND + step)}"
    if target in _TABLES or (field.primary_key and isinstance(field, models.BigAutoField)):
        return f"{column} + {number * step}"
    if field.name in _UNIQUE:
        return f"{column} || '-{number * step}'"
    if field.name == "url_hash":
        return f"{column} + {number}"
    if isinstance(field, models.DateTimeField):
        return _later(column, number)
    return column


def _later(column: str, seconds: int) -> str:
    if connection.vendor == "postgresql":
        return f"{column} + interval '{seconds} seconds'"
    # SQLite's dates have milliseconds: what Django writes has six digits.
    return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, '+{seconds} seconds')"
