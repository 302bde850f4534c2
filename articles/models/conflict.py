"""Conflicts: parts that an editor and the source both changed, until an editor decides."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.import_run import ImportRun


class Resolution(models.TextChoices):
    """Name how a conflict was decided."""

    OURS = "ours", _("Kept the editor's")
    THEIRS = "theirs", _("Took the source's")
    MANUAL = "manual", _("Written by hand")
    GONE = "gone", _("No longer a conflict")


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def open(self) -> Self:
        """Return those that wait for an editor."""
        return self.filter(resolved_at__isnull=True)

    def resolved_by_editor(self) -> Self:
        """Return those that an editor has decided; an import closes others."""
        return self.exclude(resolution__in=("", Resolution.GONE))

    def first_of_each_article(self) -> Self:
        """Return the oldest open one of each article."""
        earlier = Conflict.objects.open().filter(article=OuterRef("article"), pk__lt=OuterRef("pk"))
        return self.open().exclude(Exists(earlier.order_by()))

    def with_number(self) -> Self:
        """Add the `number` of open ones that the article of each has."""
        each = Conflict.objects.open().filter(article=OuterRef("article")).order_by()
        number = each.values("article").annotate(number=Count("pk")).values("number")
        return self.annotate(number=Subquery(number))


class Conflict(models.Model):
    """Hold one part of an article that an editor and its source both changed.

    `part` is a key as `documents.revisions.diff` has them; `uids` are the article's paragraphs that
    the change would replace. `base` and `theirs` are lists of `[uid, kind, markup, origin]`: what
    both started from and what the source has now, none where it has nothing there. The article
    itself holds the editor's.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="conflicts", db_index=False
    )
    part = models.CharField(max_length=80)
    uids = models.JSONField(default=list, blank=True)
    base = models.JSONField(default=list, blank=True)
    theirs = models.JSONField(default=list, blank=True)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="conflicts")
    created_at = models.DateTimeField(default=timezone.now)
    resolution = models.CharField(max_length=10, blank=True, choices=Resolution)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_in = models.ForeignKey(
        ImportRun,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The import that closed it, where no editor did."),
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ("article", "pk")
        verbose_name = _("conflict")
        verbose_name_plural = _("source updates")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(fields=["article"], name="conflict_article"),
            models.Index(
                fields=["created_at"], condition=Q(resolved_at=None), name="conflict_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "part"],
                condition=Q(resolved_at=None),
                name="conflict_one_open_for_each_part",
            ),
            models.CheckConstraint(
                condition=Q(resolution="", resolved_at=None)
                | Q(resolution__in=Resolution.values, resolved_at__isnull=False),
                name="conflict_resolved_at",
            ),
        ]

    def __str__(self) -> str:
        names = {"part": self.part, "article": self.article_id}
        return gettext("%(part)s of article %(article)s") % names
