"""Addresses of pictures that were asked for: what came of it, and when they are asked for again."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of
from articles.models.picture import DIGITS

# How long an address is left alone after its first failure, its second, and so on.
PAUSES: Final = (
    timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3),
    timedelta(days=7), timedelta(days=7),
)  # fmt: skip


class AddressState(models.TextChoices):
    """Name what came of asking for a picture.

    LATER: another visit may bring it. GONE: its host says that there is none. REFUSED: it is not
    to be had, or no picture, and is not asked for again by itself.
    """

    FETCHED = "fetched", _("Fetched")
    LATER = "later", _("Asked for again")
    GONE = "gone", _("Not there")
    REFUSED = "refused", _("Not to be had")


class PictureAddressQuerySet(models.QuerySet["PictureAddress"]):
    def of(self, addresses: list[str]) -> Self:
        """Return what is known of these addresses."""
        return self.filter(digest__in=[digest_of_address(each) for each in addresses])

    def failed(self) -> Self:
        return self.exclude(state=AddressState.FETCHED)


class PictureAddress(models.Model):
    """Record what came of asking for the picture at an address, so that it is not for ever."""

    digest = models.CharField(max_length=DIGITS, unique=True, editable=False)
    address = models.TextField(_("address"), editable=False)
    host = models.CharField(_("host"), max_length=255, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=AddressState, editable=False)
    sha256 = models.CharField(max_length=DIGITS, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    tried_at = models.DateTimeField(_("tried"), default=timezone.now, editable=False)
    next_at = models.DateTimeField(_("tried again"), null=True, blank=True, editable=False)
    problem = models.TextField(_("problem"), blank=True, editable=False)

    objects = PictureAddressQuerySet.as_manager()

    class Meta:
        ordering = ("-tried_at", "-pk")
        verbose_name = _("address of a picture")
        verbose_name_plural = _("addresses of pictures")
        indexes: ClassVar = [
            models.Index(fields=["-tried_at", "-id"], name="picture_address_newest")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("state", AddressState.values), name="picture_address_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=AddressState.FETCHED) | ~Q(sha256=""),
                name="picture_address_has_picture",
            ),
            models.CheckConstraint(
                condition=Q(state=AddressState.LATER) | Q(next_at=None),
                name="picture_address_next_if_later",
            ),
        ]

    def __str__(self) -> str:
        return self.address[:100]

    @property
    def is_due(self) -> bool:
        """Return whether it may be asked for now."""
        return self.next_at is not None and self.next_at <= timezone.now()

    def next_pause(self) -> timedelta | None:
        """Return how long to leave it alone after so many attempts; None for ever."""
        return PAUSES[self.attempts - 1] if self.attempts <= len(PAUSES) else None

    def note_picture(self, digest: str) -> None:
        """Take in that it was fetched."""
        self.state, self.sha256, self.problem = AddressState.FETCHED, digest, ""
        self.attempts, self.tried_at, self.next_at = self.attempts + 1, timezone.now(), None

    def note_failure(
        self, problem: str, state: AddressState, after: timedelta | None = None
    ) -> None:
        """Take in that it was not; `after` is for how long its host asks to be left alone."""
        self.problem, self.sha256 = problem, ""
        self.attempts, self.tried_at = self.attempts + 1, timezone.now()
        self.state, self.next_at = state, self._next_at(state, after)
        if state is AddressState.LATER and self.next_at is None:
            self.state = AddressState.REFUSED

    def _next_at(self, state: AddressState, after: timedelta | None) -> datetime | None:
        pause = self.next_pause()
        if state is not AddressState.LATER or pause is None:
            return None
        return self.tried_at + max(pause, after or timedelta())


def digest_of_address(address: str) -> str:
    """Return by what an address is found: it may be longer than an index takes."""
    return sha256(address.encode()).hexdigest()
