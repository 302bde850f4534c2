"""What was received, byte for byte."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import ClassVar

from django.db import models

from articles.documents.reading import FORMATS, read
from articles.documents.source import DocumentRejected, Rejection, Source
from articles.models.run import ImportRun


class SourceDocument(models.Model):
    """A document as received, byte for byte; a corrected one is another row of the same key."""

    key = models.CharField(max_length=500)
    digest = models.CharField(max_length=32, help_text="BLAKE2b of the content, 16 bytes as hex.")
    file = models.TextField(blank=True)
    position = models.TextField(blank=True)
    format = models.CharField(max_length=20)
    content = models.BinaryField()
    url = models.TextField(blank=True)
    publisher = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="documents")

    class Meta:
        ordering = ("key", "-pk")
        verbose_name = "source document"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "digest"], name="source_document_once"),
        ]

    def __str__(self) -> str:
        return self.key

    def received(self) -> Source:
        """It again, as it was read; raises `DocumentRejected` where no reader takes it any more."""
        if self.format not in FORMATS:
            raise DocumentRejected(
                f"is in a format that is not read here any more: {self.format}",
                "Import the article again, in a format that is.",
            )
        name = self.file or self.key
        found = next(read(BytesIO(bytes(self.content)), name, self.format))
        if isinstance(found, Rejection):
            raise DocumentRejected(found.reason, found.remedy, found.position)
        return replace(found, key=self.key, file=self.file, position=self.position)
