"""Arrangements of the front page: which articles stand where, from a moment on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of
from articles.models.listing import Listing

if TYPE_CHECKING:
    from datetime import datetime


class GroupForm(models.TextChoices):
    LEAD = "lead", _("Lead")
    CARDS = "cards", _("Cards")
    FEATURE = "feature", _("Feature")
    LIST = "list", _("List")


class ArrangementQuerySet(models.QuerySet["Arrangement"]):
    def begun(self) -> Self:
        """Return those that readers see or saw, the one that counts first: it begun last."""
        begun = self.filter(is_draft=False, cancelled_at=None, begins_at__lte=timezone.now())
        return begun.order_by("-begins_at", "-pk")

    def ahead(self) -> Self:
        """Return those that are scheduled, the next first."""
        ahead = self.filter(is_draft=False, cancelled_at=None, begins_at__gt=timezone.now())
        return ahead.order_by("begins_at", "pk")


class Arrangement(models.Model):
    """Arrange the front page: one is the draft; each other is live from a moment on.

    Which one readers see is a predicate: the latest begun. No job is needed, and earlier ones stay
    as they were.
    """

    is_draft = models.BooleanField(default=False, editable=False)
    # Of the draft: grows with each save, so that none overwrites another's.
    number = models.PositiveIntegerField(default=0, editable=False)
    begins_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        permissions: ClassVar = [("arrange_front", _("Can arrange the front page"))]
        ordering = ("-begins_at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["-begins_at", "-id"], name="arrangement_latest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_draft"], condition=Q(is_draft=True), name="arrangement_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(is_draft=True, begins_at=None)
                | Q(is_draft=False, begins_at__isnull=False),
                name="arrangement_draft_or_from_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Front page"))

    @property
    def is_ahead(self) -> bool:
        begins: datetime | None = self.begins_at
        return begins is not None and self.cancelled_at is None and begins > timezone.now()


class ArrangedGroup(models.Model):
    """Be a group of articles under a name, in a form; the name may lead to a listing's page."""

    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=80, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=GroupForm)
    listing = models.ForeignKey(
        Listing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leads to"),
    )

    class Meta:
        ordering = ("position",)
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["arrangement", "position"], name="arranged_group_in_order"
            ),
            models.CheckConstraint(
                condition=one_of("form", GroupForm.values), name="arranged_group_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(GroupForm(self.form).label)


class ArrangedSlot(models.Model):
    """Name an article of a group, whatever edition of it is live when somebody looks."""

    group = models.ForeignKey(ArrangedGroup, models.CASCADE, related_name="slots")
    # That of its group: an article stands in an arrangement once.
    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="+")
    # In the place of the article's own; shorter, or sharper, here alone.
    headline = models.CharField(_("headline"), max_length=200, blank=True)

    class Meta:
        ordering = ("group__position", "position")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["arrangement", "article"], name="arranged_article_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.article_id}"
