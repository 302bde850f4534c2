"""An article -> the words of its row in an index: all that people read of it, fields marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from articles.documents.article.metadata import METADATA_COLUMNS
from articles.documents.article.model import ArticleDocument
from articles.documents.article.rows import ArticleRows
from articles.models.words import FIELD_MARK
from articles.search.forms import language_word
from articles.search.normalise import index_lines, index_words
from articles.search.query import Field

# Of an article's words, in bytes: some 80,000 words. PostgreSQL refuses a vector of a megabyte, and
# with it the whole act of publishing. What is beyond is not found.
LONGEST: Final = 500_000


def words_for_readers(document: ArticleDocument) -> str:
    """Return the words by which readers find an article: none of what is noise."""
    metadata, sections = document.metadata, document.shown_sections()
    lines = chain.from_iterable((each.heading.text, each.byline.text) for each in sections)
    parts = (paragraph.text for section in sections for paragraph in section.content)
    return _words(
        document.language,
        document.headline.text,
        [*document.bylines, *metadata.agencies],
        metadata.topics,
        metadata.publisher,
        [
            document.standfirst.text,
            metadata.kicker,
            metadata.dateline,
            metadata.sign_off,
            *lines,
            *parts,
        ],
    )


def words_for_editors(rows: ArticleRows, *names: str) -> str:
    """Return the words by which editors find an article: noise as well, and what it is named by."""
    metadata = dict(zip(METADATA_COLUMNS, rows.metadata, strict=True))
    lines = chain.from_iterable((heading, byline) for _, heading, _, byline, _ in rows.sections)
    parts = (unmarked or markup for _, _, _, markup, unmarked, _, _, _ in rows.paragraphs)
    return _words(
        rows.language,
        rows.headline,
        [*rows.bylines, *metadata["agencies"]],
        metadata["topics"],
        metadata["publisher"],
        [
            rows.standfirst,
            metadata["kicker"],
            metadata["dateline"],
            metadata["sign_off"],
            *lines,
            *parts,
            *names,
        ],
    )


def _words(
    language: str,
    headline: str,
    authors: Iterable[str],
    topics: Iterable[str],
    publisher: str,
    texts: Iterable[str],
) -> str:
    words = chain(
        (FIELD_MARK, language_word(language)),
        _marked(Field.HEADLINE, headline),
        chain.from_iterable(_marked(Field.AUTHOR, each) for each in authors),
        chain.from_iterable(_marked(Field.TOPIC, each) for each in topics),
        _marked(Field.PUBLISHER, publisher),
        (index_lines([text for text in texts if text]),),
    )
    return _bounded(" ".join(filter(None, words)))


def _marked(name: Field, text: str) -> Iterator[str]:
    """Yield the words of a field with its name before them, and then as they are."""
    if words := index_words(text):
        yield FIELD_MARK
        yield from (f"{name.value}{FIELD_MARK}{word}" for word in words)
        yield FIELD_MARK
        yield from words


def _bounded(words: str) -> str:
    if len(words) * 4 <= LONGEST:
        return words
    data = words.encode()
    if len(data) <= LONGEST:
        return words
    return data[:LONGEST].decode(errors="ignore").rpartition(" ")[0]
