"""Label reviews: blocks whose label the import was not sure of, and what editors decided."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.models.source_document import SourceDocument

LABEL_CHOICES: Final = [(label.value, LABEL_NAMES[label]) for label in Label]
# The answer where an editor took the block out, or joined it to another: it tells of no label.
DELETED: Final = "deleted"
_LABELS: Final = [label.value for label in Label]


class LabelReviewQuerySet(models.QuerySet["LabelReview"]):
    def open(self) -> Self:
        """Return those that wait for an editor."""
        return self.filter(reviewed_at__isnull=True)

    def reviewed(self) -> Self:
        return self.filter(reviewed_at__isnull=False)


class LabelReview(models.Model):
    """Hold a block whose label the import was not sure of.

    The open ones of an article are all of the source that it follows.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="label_reviews", db_index=False
    )
    source = models.ForeignKey(SourceDocument, models.PROTECT, related_name="label_reviews")
    origin = models.PositiveIntegerField(help_text=_("The block's index in the source document."))
    label = models.CharField(max_length=12, choices=LABEL_CHOICES)
    alternative = models.CharField(
        max_length=12, choices=LABEL_CHOICES, help_text=_("The label to take if it is wrong.")
    )
    reason = models.TextField(blank=True, help_text=_("Why the import took the label."))
    confidence = models.FloatField(help_text=_("How likely the label is right, from 0 to 1."))
    reviewed_label = models.CharField(
        max_length=12,
        blank=True,
        choices=[*LABEL_CHOICES, (DELETED, "Deleted")],
        help_text=_("What the block is, as an editor has it; empty until one has looked."),
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LabelReviewQuerySet.as_manager()

    class Meta:
        ordering = ("article", "source", "origin")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(
                fields=["article"], condition=Q(reviewed_at=None), name="label_review_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "source", "origin"], name="label_review_once"
            ),
            models.CheckConstraint(
                condition=Q(label__in=_LABELS, alternative__in=_LABELS), name="label_review_labels"
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="label_review_confidence"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_label="", reviewed_at=None)
                | Q(reviewed_label__in=[*_LABELS, DELETED], reviewed_at__isnull=False),
                name="label_review_reviewed_at",
            ),
        ]

    def __str__(self) -> str:
        names = {"block": self.origin, "label": self.get_label_display()}
        return gettext("Block %(block)s: %(label)s?") % names
