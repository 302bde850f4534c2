"""Rules of a site on parameters of addresses, beside what every release removes."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.documents.urls.host import site_of
from articles.documents.urls.tracking import ParameterRule
from articles.models.constraints import one_of

# What would end the name of a parameter, or is none of it.
_NO_NAME: Final = re.compile(r"[\s=&?#;/]")
# Each more makes a long name slower to judge by as much again.
_MOST_STARS: Final = 2


class Fate(models.TextChoices):
    REMOVE = "remove", _("Remove")
    KEEP = "keep", _("Keep")


class TrackingRule(models.Model):
    """Remove or keep parameters whose names fit a pattern, on every site or on one."""

    pattern = models.CharField(
        _("parameter"),
        max_length=100,
        help_text=_(
            "The name of a parameter, such as ref, or a pattern such as ref_*. Capitals do "
            "not matter."
        ),
    )
    host = models.CharField(
        _("site"),
        max_length=255,
        blank=True,
        help_text=_(
            "Only in addresses of this site, such as harbour.example, and of those under "
            "it; empty for every site."
        ),
    )
    fate = models.CharField(
        _("what becomes of it"),
        max_length=10,
        choices=Fate,
        default=Fate.REMOVE,
        help_text=_(
            "Keep those that lead to another page: a rule for one site holds over one for "
            "every site, and over what is always removed."
        ),
    )

    class Meta:
        ordering = ("host", "pattern")
        verbose_name = _("tracking parameter")
        verbose_name_plural = _("tracking parameters")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pattern", "host"],
                name="tracking_rule_once",
                violation_error_message=_("There is a rule for this parameter on this site."),
            ),
            models.CheckConstraint(
                condition=~Q(pattern="") & Q(pattern=Lower("pattern"), host=Lower("host")),
                name="tracking_rule_small_letters",
            ),
            models.CheckConstraint(
                condition=~Q(pattern="*", host=""),
                name="tracking_rule_not_everything",
                violation_error_message=_(
                    "This would fit every parameter of every address. Name a site."
                ),
            ),
            models.CheckConstraint(
                condition=one_of("fate", Fate.values), name="tracking_rule_fate"
            ),
        ]

    def __str__(self) -> str:
        if not self.host:
            return self.pattern
        return gettext("%(pattern)s on %(site)s") % {"pattern": self.pattern, "site": self.host}

    def clean(self) -> None:
        """Take an address as the host that it names, and capitals as small letters."""
        self.pattern = self.pattern.strip().lower()
        host = self.host.strip().lower()
        self.host = site_of(host if "//" in host else f"https://{host}") if host else ""
        if _NO_NAME.search(self.pattern):
            raise ValidationError(
                {"pattern": gettext("Write its name alone, without a value or a space.")}
            )
        if self.pattern.count("*") > _MOST_STARS:
            raise ValidationError(
                {"pattern": gettext("Write %(number)s stars at most.") % {"number": _MOST_STARS}}
            )
        if host and not self.host:
            raise ValidationError(
                {"host": gettext("This is not the name of a site. Write harbour.example.")}
            )

    def rule(self) -> ParameterRule:
        return ParameterRule(self.pattern, self.host, self.fate == Fate.KEEP)
