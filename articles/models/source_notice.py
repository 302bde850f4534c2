"""Notices: what a publisher says of an article of theirs that no merge can settle."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of
from articles.models.import_run import ImportRun
from articles.models.source_document import SourceDocument


class NoticeKind(models.TextChoices):
    """Name what a source document says: those of `PublishingStatus`, or a date in the future."""

    AHEAD = "ahead", _("Dated ahead")
    CANCELED = "canceled", _("Canceled by its publisher")
    WITHHELD = "withheld", _("Withheld by its publisher")
    DRAFT = "draft", _("A draft again at its publisher")


RETRACTIONS: Final = (NoticeKind.CANCELED, NoticeKind.WITHHELD, NoticeKind.DRAFT)


class NoticeDecision(models.TextChoices):
    """Name how a notice was decided; an import closes those that a newer version settles."""

    TAKEN = "taken", _("Took that version")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    STANDS = "stands", _("The article stands")
    GONE = "gone", _("Settled by a newer version")


class SourceNoticeQuerySet(models.QuerySet["SourceNotice"]):
    def open(self) -> Self:
        """Return those that wait for an editor."""
        return self.filter(decided_at__isnull=True)

    def retracting(self) -> Self:
        """Return those for which no import may publish the article."""
        return self.filter(
            Q(decided_at__isnull=True) | Q(decision=NoticeDecision.WITHDRAWN), kind__in=RETRACTIONS
        )


class SourceNotice(models.Model):
    """Hold what a source document says of an article beside its text, until an editor decides.

    The article does not follow that document. `edition` is what readers saw until then, where the
    notice was acted on at once.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notices")
    source = models.ForeignKey(SourceDocument, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="notices")
    created_at = models.DateTimeField(default=timezone.now)
    edition = models.ForeignKey(
        "articles.Edition", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=10, blank=True, choices=NoticeDecision)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_in = models.ForeignKey(
        ImportRun,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The import that closed it, where no editor did."),
    )

    objects = SourceNoticeQuerySet.as_manager()

    class Meta:
        ordering = ("article", "pk")
        verbose_name = _("publisher's notice")
        verbose_name_plural = _("publishers' notices")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(
                fields=["created_at"], condition=Q(decided_at=None), name="source_notice_open"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "source"], name="source_notice_once"),
            models.CheckConstraint(
                condition=one_of("kind", NoticeKind.values), name="source_notice_kind"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | Q(decision__in=NoticeDecision.values, decided_at__isnull=False),
                name="source_notice_decided_at",
            ),
        ]

    def __str__(self) -> str:
        names = {"what": self.get_kind_display(), "article": self.article_id}
        return gettext("%(what)s: article %(article)s") % names

    @property
    def is_retraction(self) -> bool:
        return self.kind in RETRACTIONS
