"""The masthead: what the site is called and how it looks, on every page that readers see."""

from __future__ import annotations

from time import time_ns
from typing import Any, ClassVar, Final, Self

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.picture import Picture

_COLOUR: Final = RegexValidator(
    r"\A#[0-9a-f]{6}\Z", _("Write a colour as # and six digits, such as #0d5562.")
)


class _Stamped(models.QuerySet[Any]):
    """Renew the stamp of the masthead with whatever changes rows at once."""

    def update(self, **values: Any) -> int:
        with transaction.atomic(using=self.db):
            number = super().update(**values)
            renew_masthead()
        return number

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic(using=self.db):
            deleted = super().delete()
            renew_masthead()
        return deleted


class Masthead(models.Model):
    """Hold the one masthead of the site.

    `stamp` grows with each change of it, of its navigation or of a static page: a page's own query
    asks for it, so that a process knows whether what it has of them still holds. It is a time in
    microseconds, so that it grows beyond those of a database that was restored, too.
    """

    stamp = models.PositiveBigIntegerField(default=0, editable=False)
    name = models.CharField(
        _("name"),
        max_length=100,
        blank=True,
        help_text=_("Of the site; empty for the name in its settings."),
    )
    tagline = models.CharField(
        _("tagline"),
        max_length=200,
        blank=True,
        help_text=_("A line in the footer beside the name, such as “since 1871”."),
    )
    logo = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mastheads",
        verbose_name=_("logo"),
        help_text=_("Stands for the name at the top of each page; its description is read out."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[_COLOUR],
        help_text=_("Of links on light paper, such as #0d5562; empty for the usual."),
    )
    accent_on_dark = models.CharField(
        _("accent colour on dark"),
        max_length=7,
        blank=True,
        validators=[_COLOUR],
        help_text=_("Of links on dark paper, such as #90cad2; empty for the usual."),
    )
    # Lists of [name, address], each an address here or elsewhere.
    navigation = models.JSONField(_("navigation"), default=list, blank=True)
    footer = models.JSONField(_("footer"), default=list, blank=True)
    former_hosts = models.JSONField(
        _("former hosts"),
        default=list,
        blank=True,
        help_text=_(
            "Hosts whose articles moved here, such as old-blog.example, one per line: the paths "
            "that articles had there lead to them here."
        ),
    )

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("masthead")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="masthead_one"),
        ]

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            renew_masthead()

    @classmethod
    def get(cls) -> Self:
        """Return the masthead as it is stored; a new one that says nothing where none is."""
        return cls.objects.first() or cls(pk=1)


def renew_masthead() -> None:
    """Raise the stamp: what processes have of the masthead does not hold once this is committed."""
    now = time_ns() // 1_000
    later = Greatest(F("stamp") + 1, now)
    if not Masthead.objects.filter(pk=1).update(stamp=later):
        Masthead.objects.bulk_create([Masthead(pk=1, stamp=now)])


class StaticPage(models.Model):
    """Hold a page that is no article: about, imprint, contact."""

    slug = models.SlugField(
        _("slug"),
        max_length=120,
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of its address."),
    )
    title = models.CharField(_("title"), max_length=200)
    written = models.TextField(
        _("text"), blank=True, help_text=_("As the editor works on it; clean.")
    )
    markup = models.TextField(
        blank=True, editable=False, help_text=_("As readers see it: made of what is written.")
    )
    pictures = models.ManyToManyField(
        Picture, related_name="static_pages", editable=False, help_text=_("Those that it shows.")
    )
    former_slugs = models.JSONField(
        default=list, editable=False, help_text=_("Those that it had: they lead to it.")
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("Whether readers can see it.")
    )
    in_footer = models.BooleanField(
        _("in the footer"), default=True, help_text=_("Whether the foot of each page leads to it.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("In the footer; smaller numbers come first.")
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = _Stamped.as_manager()

    class Meta:
        ordering = ("position", "title", "pk")
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            renew_masthead()

    def get_absolute_url(self) -> str:
        return reverse("static_page", args=[self.slug])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            renew_masthead()
        return deleted
