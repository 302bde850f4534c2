"""Related articles: which others a reader of one may want next."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

# So many are kept of an article, so that some are left where others are withdrawn.
KEPT_RELATED: Final = 6


class RelatedArticle(models.Model):
    """Lead from an article to one like it, and how much it is like it: the greater, the more.

    `publishing.related` works it out when either is published. Readers see those that are live.
    """

    pk = models.CompositePrimaryKey("article_id", "related_id")
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False
    )
    related = models.ForeignKey("articles.Article", models.CASCADE, related_name="led_to_from")
    likeness = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(
                fields=["article", "-likeness", "related"], name="related_article_likest_first"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(article=models.F("related")), name="related_article_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"


class RelatedDue(models.Model):
    """Tell of an article whose related ones are still to be worked out.

    Imports leave it to background work.
    """

    article = models.OneToOneField("articles.Article", models.CASCADE, primary_key=True)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"{self.article_id}"
