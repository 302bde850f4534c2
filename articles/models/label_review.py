"""Doubts: what the import was not sure of, and what an editor said of it."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.documents.labels import Label
from articles.documents.labels.names import NAMES
from articles.models.source_document import SourceDocument

LABEL_CHOICES: Final = [(str(label), name) for label, name in NAMES.items()]
# The answer where an editor took the block out, or joined it to another: it tells of no label.
DELETED: Final = "deleted"
_LABELS: Final = [label.value for label in Label]


class DoubtQuerySet(models.QuerySet["Doubt"]):
    def open(self) -> Self:
        """Those that wait for an editor."""
        return self.filter(answered_at__isnull=True)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)


class Doubt(models.Model):
    """A block whose label the import was not sure of.

    The open ones of an article are all of the source that it follows.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="doubts", db_index=False
    )
    source = models.ForeignKey(SourceDocument, models.PROTECT, related_name="doubts")
    origin = models.PositiveIntegerField(help_text="The block's index in the source document.")
    label = models.CharField(max_length=10, choices=LABEL_CHOICES)
    alternative = models.CharField(
        max_length=10, choices=LABEL_CHOICES, help_text="The label to take if it is wrong."
    )
    reason = models.TextField(blank=True, help_text="Why the import took the label.")
    confidence = models.FloatField(help_text="How likely the label is right, from 0 to 1.")
    answer = models.CharField(
        max_length=10,
        blank=True,
        choices=[*LABEL_CHOICES, (DELETED, "Deleted")],
        help_text="What the block is, as an editor has it; empty until one has looked.",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DoubtQuerySet.as_manager()

    class Meta:
        ordering = ("article", "source", "origin")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(fields=["article"], condition=Q(answered_at=None), name="doubt_open"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "source", "origin"], name="doubt_once"),
            models.CheckConstraint(
                condition=Q(label__in=_LABELS, alternative__in=_LABELS), name="doubt_labels"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="doubt_confidence"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | Q(answer__in=[*_LABELS, DELETED], answered_at__isnull=False),
                name="doubt_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"Block {self.origin}: {self.get_label_display()}?"
