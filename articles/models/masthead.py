"""The masthead: what the site is called and how it looks, on every page that readers see."""

from __future__ import annotations

from typing import ClassVar, Final

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.picture import Picture

_COLOUR: Final = RegexValidator(
    r"\A#[0-9a-f]{6}\Z", _("Write a colour as # and six digits, such as #0d5562.")
)


class Masthead(models.Model):
    """Hold the one masthead of the site.

    `stamp` grows with each change of it, of its navigation or of a static page: a page's own query
    asks for it, so that a process knows whether what it has of them still holds.
    """

    stamp = models.PositiveIntegerField(default=1, editable=False)
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
        related_name="+",
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
        return self.name


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
    markup = models.TextField(_("text"), help_text=_("As it is cleaned for readers."))
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

    class Meta:
        ordering = ("position", "title", "pk")
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("static_page", args=[self.slug])
