"""Erasures: what was removed from everything, without a word of it."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.datetimes import format_datetime
from articles.models.constraints import one_of


class ErasureKind(models.TextChoices):
    ARTICLE = "article", _("A whole article")
    PASSAGE = "passage", _("A passage of one article")
    PASSAGE_EVERYWHERE = "everywhere", _("A passage, wherever it stands")


class MarkKind(models.TextChoices):
    """Name what a mark is the keyed digest of.

    ARTICLE is the number of an article here and when it was made: by it an older back-up is rid of
    the article, whatever its key is there.
    """

    ARTICLE = "article", _("Article")
    KEY = "key", _("Key")
    URL = "url", _("Address")
    CONTENT = "content", _("Content")
    PASSAGE = "passage", _("Passage")


def new_key() -> str:
    """Return the key of a site's digests: 32 bytes as hex."""
    return secrets.token_hex(32)


class Erasure(models.Model):
    """Record that an article, or a passage, was erased: when, by whom, on what ground, from where.

    It does not repeat what was erased. What imports have to know it by are keyed digests, its
    `marks`; the key is not Django's SECRET_KEY, which may be changed. `scope` is the mark of the
    one article's key that a passage was erased from.
    """

    kind = models.CharField(_("what"), max_length=10, choices=ErasureKind)
    ground = models.TextField(
        _("ground"),
        help_text=_(
            "Why, by a reference such as a court's file number. Do not repeat what is erased."
        ),
    )
    created_at = models.DateTimeField(_("when"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("by"),
    )
    key = models.CharField(max_length=64, default=new_key, editable=False)
    scope = models.CharField(max_length=32, blank=True, editable=False)
    counts = models.JSONField(
        _("places"), default=dict, help_text=_("How many rows of each table it was erased from.")
    )

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        default_permissions = ("view",)
        permissions: ClassVar = [
            ("erase_article", _("Can erase articles and passages from everything"))
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("kind", ErasureKind.values), name="erasure_kind"
            ),
            models.CheckConstraint(condition=~models.Q(ground=""), name="erasure_ground"),
        ]

    def __str__(self) -> str:
        names = {"number": self.pk, "date": format_datetime(self.created_at)}
        return gettext("Erasure %(number)s of %(date)s") % names


class ErasureMark(models.Model):
    """Hold a keyed digest by which something erased is known when it comes in again.

    `words` is the number of words of a passage.
    """

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="marks", db_index=False)
    kind = models.CharField(max_length=10, choices=MarkKind)
    words = models.PositiveSmallIntegerField(default=0)
    mark = models.CharField(max_length=34)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["erasure", "kind", "mark"], name="erasure_mark_once"),
            models.CheckConstraint(
                condition=one_of("kind", MarkKind.values), name="erasure_mark_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"
