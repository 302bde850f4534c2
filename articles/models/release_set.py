"""Release sets: articles that go live together, at one moment, all or none."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition


class ReleaseSetQuerySet(models.QuerySet["ReleaseSet"]):
    def ahead(self) -> Self:
        """Return those that are not released yet: their articles may still change."""
        return self.filter(Q(at=None) | Q(at__gt=timezone.now()))


class ReleaseSet(models.Model):
    """Hold articles under a name; `at` is the moment of their editions, once they have some."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("Such as “Election night”, for the desk alone.")
    )
    at = models.DateTimeField(
        _("moment"), null=True, blank=True, editable=False, help_text=_("When all of it goes live.")
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ReleaseSetQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("release set")
        verbose_name_plural = _("release sets")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [models.Index(fields=["-made_at", "-id"], name="release_set_newest")]

    def __str__(self) -> str:
        return self.name

    def is_released(self, now: datetime) -> bool:
        return self.at is not None and self.at <= now

    def is_scheduled(self, now: datetime) -> bool:
        return self.at is not None and self.at > now


class ReleaseEntry(models.Model):
    """Hold an article of a set, and its edition once the set is released or scheduled."""

    release_set = models.ForeignKey(ReleaseSet, models.CASCADE, related_name="entries")
    article = models.ForeignKey(Article, models.CASCADE, related_name="release_entries")
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="+", db_index=True
    )
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("added_at", "pk")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["release_set", "article"], name="release_entry_once_in_a_set"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_set_id}: {self.article_id}"
