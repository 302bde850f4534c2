"""Reader reports: what readers say is wrong in an article, until an editor has looked."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of
from articles.models.edition import Edition

# What a reader may write, and as much of a paragraph as is kept beside it; in characters.
LONGEST_REPORT: Final = 2_000
LONGEST_QUOTE: Final = 2_000


class ReportState(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DISMISSED = "dismissed", _("Dismissed")


class ReaderReportQuerySet(models.QuerySet["ReaderReport"]):
    def open(self) -> Self:
        """Return those that wait for an editor."""
        return self.filter(state=ReportState.OPEN)


class ReaderReport(models.Model):
    """Hold what a reader says is wrong: of a paragraph, as it read then, or of the whole article.

    Nothing is kept of who wrote it.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="reader_reports")
    edition = models.ForeignKey(Edition, models.SET_NULL, null=True, blank=True, related_name="+")
    paragraph = models.CharField(
        max_length=64, blank=True, help_text=_("Its uid; empty for the whole article.")
    )
    quoted = models.TextField(_("paragraph"), blank=True)
    text = models.TextField(_("what is wrong"))
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.OPEN
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("reported error")
        verbose_name_plural = _("reported errors")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at", "id"], name="reader_report_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("state", ReportState.values), name="reader_report_state"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="reader_report_text"),
            models.CheckConstraint(
                condition=Q(state=ReportState.OPEN, decided_at=None)
                | Q(~Q(state=ReportState.OPEN), decided_at__isnull=False),
                name="reader_report_decided_at",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(70)
