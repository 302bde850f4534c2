"""Source documents: what was received, byte for byte."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.documents.source import PublishingStatus, Source
from articles.models.compressed import CompressedField
from articles.models.constraints import one_of
from articles.models.erasure import Erasure
from articles.models.import_run import ImportRun

_STATUSES: Final = (
    (PublishingStatus.USABLE.value, _("Usable")),
    (PublishingStatus.WITHHELD.value, _("Withheld")),
    (PublishingStatus.CANCELED.value, _("Canceled")),
    (PublishingStatus.DRAFT.value, _("Draft")),
)


class SourceDocument(models.Model):
    """Keep a document as received, byte for byte; a corrected one is another row of its key."""

    external_id = models.CharField(_("key"), max_length=500)
    digest = models.CharField(
        max_length=32, help_text=_("BLAKE2b of the content, 16 bytes as hex.")
    )
    file = models.TextField(_("file"), blank=True)
    position = models.TextField(_("position"), blank=True)
    format = models.CharField(_("format"), max_length=20)
    content = CompressedField()
    size = models.PositiveIntegerField(help_text=_("Of the content, in bytes."))
    url = models.TextField(_("address"), blank=True)
    url_hash = models.BigIntegerField(
        null=True,
        help_text=_("Of the address in `url`, as `documents.urls.canonical` numbers them."),
    )
    publisher = models.TextField(_("publisher"), blank=True)
    published_at = models.DateTimeField(_("published there"), null=True, blank=True)
    version = models.BigIntegerField(
        _("version"), null=True, blank=True, help_text=_("As its publisher numbers them.")
    )
    updated_at = models.DateTimeField(_("updated there"), null=True, blank=True)
    status = models.CharField(
        _("status there"),
        max_length=10,
        default=PublishingStatus.USABLE.value,
        choices=_STATUSES,
    )
    embargoed_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("As it says, or as an earlier version of it did."),
    )
    parser_version = models.PositiveSmallIntegerField(
        help_text=_("Of the parser that read it last, whether or not that changed its article.")
    )
    lacks_pictures = models.BooleanField(
        default=False,
        help_text=_("Whether it names pictures beside it that were not there when it came in."),
    )
    repeats = models.JSONField(
        null=True,
        blank=True,
        help_text=_(
            "Lines that other documents which it came in with have as well, and how many documents "
            "have each: reading it again alone could not know them. None where that is not known."
        ),
    )
    run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="documents", verbose_name=_("import run")
    )
    erasure = models.ForeignKey(
        Erasure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("erasure"),
        help_text=_(
            "The last that took a passage out of it: it is not as received. Where it could not be "
            "rewritten with certainty, nothing of its content is left."
        ),
    )

    class Meta:
        ordering = ("external_id", "-pk")
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        indexes: ClassVar = [
            models.Index(
                fields=["url_hash"],
                condition=Q(url_hash__isnull=False),
                name="source_document_url_hash",
            ),
            models.Index(fields=["format", "-id"], name="source_document_format"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["external_id", "digest"], name="source_document_once"),
            models.CheckConstraint(
                condition=one_of("status", [value for value, _label in _STATUSES]),
                name="source_document_status",
            ),
        ]

    def __str__(self) -> str:
        return self.external_id

    def received(self) -> Source:
        """Return the document as it came in, to be read again."""
        return Source(
            self.external_id,
            self.file,
            self.format,
            self.content,
            self.position,
            self.repeats,
            self.publisher,
        )
