"""Articles and editions -> their rows of words, written beside them in their transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from articles.bulk import insert
from articles.models import ArticleWords, Edition, EditionWords
from articles.models.words import words_value
from articles.search.place import place_of


def add_article_words(words: Mapping[int, str], changed_at: datetime) -> None:
    """Store the words of new articles, by their primary keys."""
    insert(
        ArticleWords,
        ("index", "article", "words"),
        [(place_of(changed_at, key), key, words_value(each)) for key, each in words.items()],
    )


def set_article_words(words: Mapping[int, str], changed_at: datetime) -> None:
    """Store the words of articles in the place of those that they had."""
    ArticleWords.objects.filter(article__in=words).delete()
    add_article_words(words, changed_at)


def add_edition_words(editions: Sequence[Edition]) -> None:
    """Store the words of new editions, and drop those of what ended for them."""
    drop_ended_words([each.article_id for each in editions])
    insert(
        EditionWords,
        ("index", "edition", "words"),
        [
            (place_of(each.first_published_at, each.pk), each.pk, words_value(each.searched))
            for each in editions
        ],
    )


def drop_ended_words(article_ids: Collection[int]) -> None:
    """Drop the words of these articles' editions that have ended: none is shown again."""
    ended = Edition.objects.filter(article__in=article_ids, live_until__lte=timezone.now())
    EditionWords.objects.filter(edition__in=ended.order_by().values("pk")).delete()
