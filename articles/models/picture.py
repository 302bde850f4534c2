"""Pictures: one row for each original, by what its bytes are; and which edition shows which."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition

# Of a SHA-256 in hexadecimal digits.
DIGITS = 64


class PictureType(models.TextChoices):
    """Name the kinds of files that are taken, as media types."""

    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    AVIF = "image/avif", "AVIF"
    GIF = "image/gif", "GIF"


class PictureQuerySet(models.QuerySet["Picture"]):
    def showable(self) -> Self:
        """Return those that readers may see: neither withdrawn nor past their rights."""
        return self.filter(
            Q(rights_until=None) | Q(rights_until__gte=timezone.localdate()), withdrawn_at=None
        )

    def published(self) -> Self:
        """Return those that readers do see: a live edition, the masthead or a page has them."""
        return self.showable().filter(
            Q(Exists(_editions(Edition.objects.live())))
            | Q(listings__isnull=False)
            | Q(mastheads__isnull=False)
            | Q(static_pages__is_public=True)
        )

    def once_published(self) -> Self:
        """Return those that an edition has that is or was live."""
        return self.filter(Exists(_editions(Edition.objects.begun())))

    def without_alt(self) -> Self:
        """Return those that say nothing to readers who cannot see them, though they should."""
        return self.filter(alt="", is_decorative=False)


class Picture(models.Model):
    """Describe an original, which is stored once under the SHA-256 of its bytes, and its rights."""

    sha256 = models.CharField(max_length=DIGITS, unique=True, editable=False)
    content_type = models.CharField(_("kind"), max_length=20, choices=PictureType, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    name = models.CharField(_("file"), max_length=255, blank=True, editable=False)
    alt = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_(
            "What the picture says, in a sentence, for readers who cannot see it. Nobody but you "
            "can write it: it is never made up."
        ),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that the text does not: screen readers pass over it."),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.TextField(
        _("credit"), blank=True, help_text=_("Whom readers see named, such as Ann Berg / Reuters.")
    )
    copyright = models.TextField(_("copyright"), blank=True)
    source = models.TextField(_("source"), blank=True, help_text=_("From whom it came."))
    licence = models.TextField(
        _("licence"), blank=True, help_text=_("Under which terms it may be shown.")
    )
    rights_until = models.DateField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("The last day on which readers see it. Empty for no end."),
    )
    focus_x = models.FloatField(
        _("focus from the left"),
        default=0.5,
        help_text=_(
            "What stays in sight where the picture is cropped: 0 is the left edge, 1 the right."
        ),
    )
    focus_y = models.FloatField(
        _("focus from the top"), default=0.5, help_text=_("0 is the upper edge, 1 the lower.")
    )
    fetched_from = models.TextField(
        _("fetched from"),
        blank=True,
        editable=False,
        help_text=_("The address at which an import found it."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("reason"), blank=True, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at", "-pk")
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions: ClassVar = [("fetch_picture", _("Can fetch pictures from their sources"))]
        indexes: ClassVar = [models.Index(fields=["-uploaded_at", "-id"], name="picture_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(focus_x__gte=0, focus_x__lte=1, focus_y__gte=0, focus_y__lte=1),
                name="picture_focus_is_in_it",
                violation_error_message=_("The focus is between 0 and 1, in both directions."),
            ),
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt=""),
                name="picture_decorative_has_no_alt",
                violation_error_message=_(
                    "A decorative picture has no alternative text: leave one of the two."
                ),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_reason=""),
                name="picture_reason_if_withdrawn",
            ),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="picture_has_size"),
        ]

    def __str__(self) -> str:
        return self.name or self.sha256[:12]

    @property
    def is_showable(self) -> bool:
        """Return whether readers may see it: neither withdrawn nor past its rights."""
        return self.withdrawn_at is None and not self.is_past_rights

    @property
    def is_past_rights(self) -> bool:
        """Return whether the last day has passed on which it may be shown."""
        return self.rights_until is not None and self.rights_until < timezone.localdate()

    @property
    def lacks_alt(self) -> bool:
        """Return whether somebody has yet to write its alternative text."""
        return not self.alt and not self.is_decorative


class EditionPicture(models.Model):
    """Tell that an edition shows a picture, by its SHA-256: readers get what a live one shows."""

    pk = models.CompositePrimaryKey("edition_id", "sha256")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pictures", db_index=False)
    sha256 = models.CharField(max_length=DIGITS)
    url_hash = models.BigIntegerField(
        null=True, help_text=_("Of its address where the article came from, in any size.")
    )

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(fields=["sha256"], name="edition_picture_sha256"),
            models.Index(
                fields=["url_hash"],
                condition=Q(url_hash__isnull=False),
                name="edition_picture_url_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.sha256[:12]}"


def _editions(editions: models.QuerySet[Edition]) -> models.QuerySet[EditionPicture]:
    return EditionPicture.objects.filter(sha256=OuterRef("sha256"), edition__in=editions)
