"""Stored articles and editions -> their rows of words, made anew after a release or an erasure.

Rows are made by the same functions as when an article is saved or published. What was done stays
done: whoever stops a rebuild begins where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone

from articles.documents.article.rows import article_rows
from articles.models import Article, ArticleWords, Edition, EditionWords, Version
from articles.search.index import insert_words
from articles.search.texts import words_for_editors, words_for_readers

_TOGETHER: Final = 200


@dataclass(frozen=True, slots=True)
class Corpus:
    """One of the two things that are searched: `rows` is what should have words.

    `index` makes the words of some, by their keys, in the place of those that they had.
    """

    words: type[Model]
    rows: Callable[[], QuerySet[Any]]
    index: Callable[[Collection[int]], None]

    def missing(self) -> QuerySet[Any]:
        """Return what has no words, though it should."""
        return self.rows().filter(words=None)


def index_articles(keys: Collection[int]) -> None:
    """Make the words of articles anew, those in the trash as well: they may come back."""
    current = Version.objects.filter(article__in=keys, number=F("article__version"))
    found = [
        (version.article.changed_at, version.article_id, _words_of(version))
        for version in current.select_related("article").order_by("article")
    ]
    with transaction.atomic():
        ArticleWords.objects.filter(article__in=keys).delete()
        insert_words(ArticleWords, found)


def index_editions(keys: Collection[int]) -> None:
    """Make the words of editions anew."""
    editions = Edition.objects.filter(pk__in=keys).select_related("version")
    found = [
        (
            edition.first_published_at,
            edition.pk,
            words_for_readers(edition.version.document()),
        )
        for edition in editions.defer("body").order_by("pk")
    ]
    with transaction.atomic():
        EditionWords.objects.filter(edition__in=keys).delete()
        insert_words(EditionWords, found)


def index_again(article_id: int) -> None:
    """Make the words of an article anew, and those of its editions that have some."""
    index_articles([article_id])
    editions = EditionWords.objects.filter(edition__article=article_id)
    index_editions(list(editions.values_list("edition", flat=True)))


def _words_of(version: Version) -> str:
    article = version.article
    return words_for_editors(article_rows(version.document()), article.slug, article.external_id)


ARTICLES: Final = Corpus(ArticleWords, lambda: Article.with_deleted.order_by("pk"), index_articles)
EDITIONS: Final = Corpus(
    EditionWords,
    lambda: Edition.objects.open_at(timezone.now()).order_by("pk"),
    index_editions,
)
CORPORA: Final = (EDITIONS, ARTICLES)


def index_missing(corpus: Corpus) -> Iterator[int]:
    """Make the words of what has none; yield how many rows, some hundred at a time."""
    due = corpus.missing()
    while keys := list(due.values_list("pk", flat=True)[:_TOGETHER]):
        corpus.index(keys)
        yield len(keys)


def index_all_missing() -> None:
    """Make the words of all that has none: what is older than the search."""
    for corpus in CORPORA:
        for _number in index_missing(corpus):
            pass


def forget_words(corpus: Corpus) -> None:
    """Delete all words of a corpus, for all to be made anew: nothing is found meanwhile."""
    corpus.words._base_manager.all()._raw_delete(corpus.words._base_manager.db)
    if connection.vendor == "sqlite":
        # What the index had beside them, where it was not in line.
        _tell_index(corpus, "rebuild")


def forget_deleted_words() -> None:
    """Have SQLite's indexes give up words of deleted rows, which they keep until parts are merged.

    PostgreSQL's go with `VACUUM`.
    """
    if connection.vendor == "sqlite":
        for corpus in CORPORA:
            _tell_index(corpus, "optimize")


def _tell_index(corpus: Corpus, command: str) -> None:
    """Give FTS5's table a command (https://www.sqlite.org/fts5.html, 6)."""
    table = f"{corpus.words._meta.db_table}_index"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({table}) VALUES (%s)", [command])  # noqa: S608 - a name of ours
