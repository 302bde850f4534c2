"""Articles and editions -> their rows of words, written beside them in their transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from articles.bulk import insert
from articles.models import ArticleWords, Edition, EditionWords
from articles.models.words import words_value
from articles.search.place import place_of


def insert_words(
    model: type[ArticleWords | EditionWords], texts: Iterable[tuple[datetime, int, str]]
) -> None:
    """Store the words of articles or editions: each with the moment that orders it and its key."""
    of = "article" if model is ArticleWords else "edition"
    insert(
        model,
        ("index", of, "words"),
        [(place_of(moment, key), key, words_value(words)) for moment, key, words in texts],
    )


def add_article_words(words: Mapping[int, str], changed_at: datetime) -> None:
    """Store the words of new articles, by their primary keys."""
    insert_words(ArticleWords, ((changed_at, key, each) for key, each in words.items()))


def set_article_words(words: Mapping[int, str], changed_at: datetime) -> None:
    """Store the words of articles in the place of those that they had."""
    ArticleWords.objects.filter(article__in=words).delete()
    add_article_words(words, changed_at)


def add_edition_words(editions: Sequence[Edition]) -> None:
    """Store the words of new editions."""
    insert_words(
        EditionWords, ((each.first_published_at, each.pk, each.searched) for each in editions)
    )


def drop_ended_words(article_ids: Collection[int]) -> None:
    """Drop the words of these articles' editions that have ended: none is shown again."""
    ended = Edition.objects.filter(article__in=article_ids, live_until__lte=timezone.now())
    EditionWords.objects.filter(edition__in=ended.order_by().values("pk")).delete()
