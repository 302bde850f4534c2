"""The words of editions, by which readers find them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.edition import Edition
from articles.models.words import WordsField, WordsIndex


class EditionWordsIndex(WordsIndex):
    class Meta(WordsIndex.Meta):
        abstract = False
        db_table = "articles_editionwords_index"

    def __str__(self) -> str:
        return f"words at {self.key}"


class EditionWords(models.Model):
    """Hold the words of an edition that is live or will be, ordered by when it was published."""

    index = models.OneToOneField(
        EditionWordsIndex,
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        db_column="place",
        related_name="row",
    )
    edition = models.OneToOneField(Edition, models.CASCADE, related_name="words")
    words = WordsField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"words of edition {self.edition_id}"
