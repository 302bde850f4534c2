"""Noise rules: what a line of text always is, as an editor decided or as is proposed to one."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of


class NoiseState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    NOISE = "noise", _("Always noise")
    TEXT = "text", _("Always text")


def line_digest(publisher: str, text: str) -> str:
    """Return what identifies a line; the line itself may be too long for an index."""
    # No text has a zero character: cleaning removes it.
    return blake2b(f"{publisher}\0{text}".encode(), digest_size=16).hexdigest()


class LineDigest(models.CharField):  # type: ignore[type-arg]
    """Hold the digest of the rule's publisher and text, whoever saves it."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        digest = line_digest(model_instance.publisher, model_instance.text)
        setattr(model_instance, self.attname, digest)
        return digest


class NoiseRuleQuerySet(models.QuerySet["NoiseRule"]):
    def proposed(self) -> Self:
        """Return those that wait for an editor."""
        return self.filter(decided_at__isnull=True)

    def decided(self) -> Self:
        return self.filter(decided_at__isnull=False)

    def of(self, publisher: str, text: str) -> Self:
        return self.filter(digest=line_digest(publisher, text))

    def deciding_first(self) -> Self:
        """Return the proposed before the decided, first those that readers see most."""
        waits = When(state=NoiseState.PROPOSED, then=0)
        return self.annotate(is_decided=Case(waits, default=1)).order_by(
            "is_decided", "-as_text", "-documents", "pk"
        )


class NoiseRule(models.Model):
    """Decide on a line of text as blocks have it, of one publisher's documents or of all.

    Always noise, or text however often it recurs, as an editor decided; or proposed, since it
    recurs. `documents` and `as_text` say in how many of the newest articles it stood when it was
    proposed, and in how many of those as text.
    """

    publisher = models.TextField(
        blank=True, help_text=_("As the documents name it; empty for every publisher.")
    )
    text = models.TextField(help_text=_("The line to the letter, as a reader sees it."))
    digest = LineDigest(
        max_length=32,
        unique=True,
        editable=False,
        help_text=_("BLAKE2b of publisher and text, 16 bytes as hex."),
    )
    state = models.CharField(max_length=10, choices=NoiseState, default=NoiseState.PROPOSED)
    documents = models.PositiveIntegerField(
        default=0, help_text=_("In how many articles it was found when it was proposed.")
    )
    as_text = models.PositiveIntegerField(default=0, help_text=_("In how many of those as text."))
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = NoiseRuleQuerySet.as_manager()

    class Meta:
        ordering = ("publisher", "pk")
        verbose_name = _("noise rule")
        verbose_name_plural = _("noise rules")
        default_permissions = ("view",)
        permissions: ClassVar = [("decide_noise", _("Can decide what is always noise"))]
        indexes: ClassVar = [
            models.Index(
                fields=["created_at"], condition=Q(decided_at=None), name="noise_rule_proposed"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=one_of("state", NoiseState.values), name="noise_rule_state"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="noise_rule_text"),
            models.CheckConstraint(
                condition=Q(state=NoiseState.PROPOSED, decided_at=None)
                | (~Q(state=NoiseState.PROPOSED) & Q(decided_at__isnull=False)),
                name="noise_rule_decided_at",
            ),
            # What recurs in documents of everybody may be anything.
            models.CheckConstraint(
                condition=~Q(state=NoiseState.PROPOSED) | ~Q(publisher=""),
                name="noise_rule_proposed_of_publisher",
            ),
            models.CheckConstraint(
                condition=Q(as_text__lte=F("documents")), name="noise_rule_as_text"
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    def decide(self, state: NoiseState, by: AbstractBaseUser | None) -> None:
        """Save it as decided now, or as to be decided."""
        is_decided = state != NoiseState.PROPOSED
        self.state = state
        self.decided_at = timezone.now() if is_decided else None
        self.decided_by_id = by.pk if by and is_decided else None
        self.save()

    @property
    def whose(self) -> str:
        return self.publisher or gettext("Everywhere")
