"""What people deleted: the trash, and what remains of an article that was deleted for good."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class TrashedArticle(Article):
    """Name an article that is in the trash, which has a list of its own on the desk."""

    class Meta:
        proxy = True
        ordering = ("-deleted_at", "-pk")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        verbose_name = _("article in the trash")
        verbose_name_plural = _("trash")


class Tombstone(models.Model):
    """Remain of an article that a person deleted for good, so that no import brings it back.

    An article in the trash is its own.
    """

    external_id = models.CharField(_("key"), max_length=500, unique=True)
    headline = models.TextField(_("headline"), blank=True)
    deleted_at = models.DateTimeField(_("deleted"), db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("by"),
    )

    class Meta:
        ordering = ("-deleted_at", "-pk")
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return self.headline or self.external_id
