"""Which groups ask for more than a password."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class SecondFactorDemand(models.Model):
    """A group whose members work on the desk with a second factor only."""

    group = models.OneToOneField(
        Group,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="second_factor_demand",
        verbose_name=_("group"),
    )

    class Meta:
        verbose_name = _("demand of a second factor")
        verbose_name_plural = _("demands of a second factor")

    def __str__(self) -> str:
        return self.group.name
