"""Working drafts: text of an article's form that is not saved yet, apart from versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.compressed import CompressedJSONField

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


class WorkingDraftQuerySet(models.QuerySet["WorkingDraft"]):
    def of(self, owner: AbstractBaseUser) -> Self:
        """Return what a person wrote; nobody else is shown it."""
        return self.filter(owner=owner.pk)

    def for_article(self, article_id: int | None) -> Self:
        """Return those of an article, or those that no article was made of yet; newest first."""
        return self.filter(article=article_id).order_by("-kept_at", "-pk")


class WorkingDraft(models.Model):
    """Hold what one person wrote in one opening of an article's form.

    `key` names the opening, so that of two tabs neither overwrites what the other holds: the newest
    is the working draft of its owner and article, and older ones stay until they are taken back or
    discarded. `base` is the version that the form was opened with, 0 for a new article; `fields` is
    what its fields held, by their names.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_drafts", db_index=False
    )
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="working_drafts",
        db_index=False,
    )
    key = models.CharField(max_length=36)
    base = models.PositiveIntegerField(default=0)
    fields = CompressedJSONField(default=dict)
    # Rises with what the opening sends, so that what comes late replaces nothing newer.
    serial = models.PositiveBigIntegerField(default=0)
    kept_at = models.DateTimeField(default=timezone.now)

    objects = WorkingDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-kept_at", "-pk")
        verbose_name = _("working draft")
        verbose_name_plural = _("working drafts")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(fields=["article", "owner"], name="working_draft_article"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "key"], name="working_draft_once_for_each_opening"
            ),
        ]

    def __str__(self) -> str:
        return str(self.fields.get("headline", "")).strip() or gettext("Without a headline")
