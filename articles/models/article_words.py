"""The words of working copies, by which editors find them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.article import Article
from articles.models.words import WordsField, WordsIndex


class ArticleWordsIndex(WordsIndex):
    class Meta(WordsIndex.Meta):
        abstract = False
        db_table = "articles_articlewords_index"

    def __str__(self) -> str:
        return f"words at {self.key}"


class ArticleWords(models.Model):
    """Hold the words of an article as editors have it, ordered by when it was changed."""

    index = models.OneToOneField(
        ArticleWordsIndex,
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        db_column="place",
        related_name="row",
    )
    article = models.OneToOneField(Article, models.CASCADE, related_name="words")
    words = WordsField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"words of article {self.article_id}"
