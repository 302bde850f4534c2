"""Versions: every state that an article was ever saved in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.documents.article.model import ArticleDocument
from articles.models.article import Article
from articles.models.compressed import CompressedJSONField
from articles.models.constraints import one_of
from articles.models.import_run import ImportRun, RunKind
from articles.models.source_document import SourceDocument


class Reason(models.TextChoices):
    IMPORT = "import", _("Import")
    EDIT = "edit", _("Edit")
    MERGE = "merge", _("Merge")
    RESTORE = "restore", _("Restore")
    PUBLISH = "publish", _("Publish")
    PICTURES = "pictures", _("Pictures")


class Version(models.Model):
    """Keep an immutable snapshot of an article document: who saved it, when and why.

    Only its name, which is not content, may be given and changed later.
    """

    # Its document, where who wrote it has that at hand: it need not be read back.
    at_hand: ArticleDocument | None = None

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    content = CompressedJSONField()
    reason = models.CharField(max_length=10, choices=Reason)
    name = models.CharField(
        _("name"),
        max_length=100,
        blank=True,
        db_default="",
        help_text=_("What the desk calls this version."),
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    run = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, blank=True, related_name="versions"
    )
    source = models.ForeignKey(
        SourceDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text=_("The source document that an import made it follow."),
    )
    parser_version = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text=_(
            "Of the parser that read the source, where an import made it follow one; what is "
            "restored has that of the version that it restores."
        ),
    )
    imported = CompressedJSONField(
        null=True,
        blank=True,
        help_text=_("What that source says, where an editor's work is kept in its place."),
    )

    class Meta:
        ordering = ("article", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number"),
            models.CheckConstraint(
                condition=one_of("reason", Reason.values), name="version_reason"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Version %(number)s") % {"number": self.number}

    @property
    def why(self) -> str:
        """Return the reason in words.

        They distinguish an editor's restoring from the undo of an import, and an import of another
        document from the same one parsed again.
        """
        if self.run and self.reason == Reason.RESTORE:
            return gettext("Undo of %(run)s") % {"run": self.run.name_in_sentence}
        if self.run and self.run.kind == RunKind.REPARSE:
            return (
                gettext("Re-parse, merged") if self.reason == Reason.MERGE else gettext("Re-parse")
            )
        return self.get_reason_display()

    def document(self) -> ArticleDocument:
        return self.at_hand or ArticleDocument.from_json(self.content)

    def imported_document(self) -> ArticleDocument:
        """Return the document as imported from its source: the base of the next merge."""
        return ArticleDocument.from_json(self.imported or self.content)
