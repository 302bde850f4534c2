"""Receipts: what readers are told of how an article came to us, where a policy lets them know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.compressed import CompressedTextField
from articles.models.edition import Edition


class Receipt(models.Model):
    """Tell of an edition from where and when its article was received, and what was changed since.

    It is there only while a policy lets readers know; `text` is what was received, a block a line,
    only where one lets them read it. So public pages need not know any source document.
    """

    edition = models.OneToOneField(
        Edition, models.CASCADE, primary_key=True, related_name="receipt"
    )
    publisher = models.TextField(blank=True)
    address = models.TextField(blank=True)
    received_at = models.DateTimeField()
    format = models.CharField(max_length=20)
    digest = models.CharField(max_length=32)
    paragraphs = models.PositiveIntegerField(help_text=_("How many readers see."))
    changed = models.PositiveIntegerField(
        help_text=_("How many of them do not read as they were received.")
    )
    has_text = models.BooleanField(default=False, help_text=_("Whether readers may read it."))
    text = CompressedTextField(blank=True)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.publisher
