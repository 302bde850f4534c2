"""Saved views: what the list of articles was asked for, under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of_user(self, user: User) -> Self:
        """Return a person's own, and those that their groups share."""
        return self.filter(Q(owner=user) | Q(group__in=user.groups.all()))


class SavedView(models.Model):
    """Hold the filters, the order and the search of a list; one's own, or a group's."""

    name = models.CharField(_("name"), max_length=60)
    parameters = models.JSONField(default=dict, help_text=_("Of the address, by their names."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        permissions: ClassVar = [
            ("share_savedview", _("Can share views of the list of articles with their groups")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(owner__isnull=False),
                name="saved_view_once_for_each_owner",
            ),
            models.UniqueConstraint(
                fields=["group", "name"],
                condition=Q(group__isnull=False),
                name="saved_view_once_for_each_group",
            ),
            models.CheckConstraint(
                condition=Q(owner=None, group__isnull=False) | Q(owner__isnull=False, group=None),
                name="saved_view_of_a_person_or_a_group",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> str:
        """Return the part of the list's address after its question mark."""
        return urlencode(sorted(self.parameters.items()))
