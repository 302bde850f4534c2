"""What was received, and when."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class ImportRun(models.Model):
    """One import by one person or command: its arguments and what became of the documents."""

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    arguments = models.JSONField(default=dict, blank=True)
    parser_version = models.PositiveIntegerField()
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-started_at",)
        verbose_name = "import run"

    def __str__(self) -> str:
        return f"Import {self.pk} of {self.started_at:%Y-%m-%d %H:%M}"


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
