"""Turns: moments still to come at which the state of an article may be another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.article import Article


class StateTurn(models.Model):
    """Hold a moment at which an edition of an article begins or ends."""

    pk = models.CompositePrimaryKey("article_id", "at")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.article_id} → {self.at}"
