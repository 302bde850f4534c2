"""Corrections: what readers are told of a change to what was live, in an editor's words."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of
from articles.models.edition import Edition


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def standing(self) -> Self:
        """Return those that nobody took back."""
        return self.filter(withdrawn_at=None)

    def waiting(self) -> Self:
        """Return those that go with the next edition that an editor publishes."""
        return self.standing().filter(shown_from=None)

    def shown(self) -> Self:
        """Return those that readers are told: a predicate, as `Edition.objects.live` is."""
        return self.standing().filter(shown_from__lte=timezone.now())


class Correction(models.Model):
    """Hold a note for readers about a change, from the edition on that brought the change.

    `quotes` are the paragraphs that its editor chose, as texts `[before, after]`; either is "" for
    one that is not there. The numbers are those of the versions that were compared for it.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="corrections")
    edition = models.ForeignKey(
        Edition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The one that brought it."),
    )
    kind = models.CharField(
        _("kind"), max_length=13, choices=CorrectionKind, default=CorrectionKind.CORRECTION
    )
    note = models.TextField(_("note"))
    quotes = models.JSONField(default=list, blank=True)
    before_number = models.PositiveIntegerField()
    after_number = models.PositiveIntegerField()
    shown_from = models.DateTimeField(
        null=True, blank=True, help_text=_("Empty until an edition brings it.")
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(
                fields=["-shown_from", "-id"],
                condition=Q(withdrawn_at=None, shown_from__isnull=False),
                name="correction_newest",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("kind", CorrectionKind.values), name="correction_kind"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="correction_note"),
        ]

    def __str__(self) -> str:
        return Truncator(self.note).chars(70)
