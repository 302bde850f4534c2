"""Preview links: a page for one who has no account here, until a moment, unless it is revoked."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import ClassVar, Final, Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.version import Version

_SALT: Final = "articles.preview_link"


def _new_key() -> str:
    return token_urlsafe(12)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> Self:
        """Return those that lead to a preview now."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def with_token(self, token: str) -> PreviewLink | None:
        """Return the one whose address has this in it; None where it was not signed here."""
        try:
            key = Signer(salt=_SALT).unsign(token)
        except BadSignature:
            return None
        return self.filter(key=key).select_related("article", "version").first()


class PreviewLink(models.Model):
    """Lead to the text of an article as it is now, or to one version of it.

    Its address is signed, so that whoever reads the database does not know it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links")
    version = models.ForeignKey(
        Version,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for the text as it is when somebody looks."),
    )
    key = models.CharField(max_length=32, unique=True, default=_new_key, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ("expires_at", "pk")
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="preview_link_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.expires_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

    @property
    def token(self) -> str:
        return Signer(salt=_SALT).sign(self.key)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
