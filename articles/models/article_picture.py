"""Which picture stands in which article, as it is on the desk."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from articles.models.article import Article
from articles.models.picture import DIGITS


class ArticlePicture(models.Model):
    """Tell that an article's working copy has a picture, by its SHA-256.

    The picture may not be here yet, as where an archive came in before its pictures.
    """

    pk = models.CompositePrimaryKey("article_id", "sha256")
    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures", db_index=False)
    sha256 = models.CharField(max_length=DIGITS)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [models.Index(fields=["sha256"], name="article_picture_sha256")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.sha256[:12]}"
