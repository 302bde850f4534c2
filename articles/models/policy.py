"""Policies: whose text is kept where an editor and a source both changed it."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any, ClassVar, Final, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.documents.revisions.merge import Winner

_WINNERS: Final = (
    (Winner.ASK.value, _("Ask an editor")),
    (Winner.SOURCE.value, _("The source")),
    (Winner.EDITOR.value, _("The editor")),
)
_WINNER_VALUES: Final = [value for value, _label in _WINNERS]


class Updates(models.TextChoices):
    """Say whether readers of a live article see an update without anybody's doing."""

    AS_ASKED = "", _("As the import is asked to")
    ALWAYS = "always", _("Always")
    NEVER = "never", _("Never: an editor publishes")


class Retractions(models.TextChoices):
    """Say what becomes of an article that its publisher retracts."""

    AS_MEANT = "", _("Canceled: withdraw; withheld or a draft: ask an editor")
    ACT = "act", _("Withdraw at once")
    ASK = "ask", _("Ask an editor")
    IGNORE = "ignore", _("Take no notice")


class Copies(models.TextChoices):
    """Say what becomes of an article whose story is live already, as another article."""

    SHOWN = "", _("Shown on the desk, nothing is held")
    ASK = "ask", _("One live copy: an editor publishes any other")


class Pictures(models.TextChoices):
    """Say whether the pictures that articles name by their addresses are fetched."""

    LEFT = "", _("Leave them: readers see caption and credit")
    FETCHED = "fetch", _("Fetch them: we may show them")


class InFeeds(models.TextChoices):
    """Say how much of an article feeds have."""

    AS_OWNED = "", _("All of this site's own, the summary of others'")
    FULL = "full", _("All of it: we may pass it on")
    SUMMARY = "summary", _("The summary")
    NONE = "none", _("Nothing: it is in no feed")


class Canonical(models.TextChoices):
    """Say which page search engines are told to show for an article."""

    HERE = "", _("The page here")
    SOURCE = "source", _("Its publisher's page, where its address is known")


class Provenance(models.TextChoices):
    """Say what readers are told of how an article came to us."""

    HIDDEN = "", _("Nothing")
    FACTS = "facts", _("From whom, when and in what form")
    TEXT = "text", _("The same, and the text as it was received")


def _winner(name: Any, **options: Any) -> Any:
    return models.CharField(name, max_length=10, choices=_WINNERS, default=Winner.ASK, **options)


class PolicyQuerySet(models.QuerySet["Policy"]):
    def by_precedence(self) -> Self:
        """Return the closest first: by keys before by publisher, longer patterns before shorter."""
        return self.annotate(
            pattern_length=Length("external_ids"),
            publisher_length=Length("publisher"),
        ).order_by("-pattern_length", "-publisher_length", "pk")


class Policy(models.Model):
    """Hold for the documents of one publisher, or whose keys fit a pattern, or for all."""

    publisher = models.TextField(
        _("publisher"),
        blank=True,
        help_text=_("As the documents name it; empty for every publisher."),
    )
    external_ids = models.CharField(
        _("keys"),
        max_length=500,
        blank=True,
        help_text=_(
            "A pattern such as wire-* that a document's key (its id, address or file name) "
            "must fit; empty for every document."
        ),
    )
    headline = _winner(_("headline"))
    standfirst = _winner(_("standfirst"))
    bylines = _winner(_("bylines"))
    metadata = _winner(
        _("metadata"),
        help_text=_("The language, publisher, topics, dates, addresses and rights of an article."),
    )
    text = _winner(_("text"), help_text=_("Headings and paragraphs."))
    updates = models.CharField(
        _("publish updates"),
        max_length=10,
        blank=True,
        choices=Updates,
        default=Updates.AS_ASKED,
        help_text=_(
            "Whether a live article's readers see an update at once. What an editor has not "
            "published yet is never published so."
        ),
    )
    retractions = models.CharField(
        _("retractions"),
        max_length=10,
        blank=True,
        choices=Retractions,
        default=Retractions.AS_MEANT,
        help_text=_(
            "What becomes of an article that its publisher cancels, withholds, or makes a draft of "
            "again. What is withdrawn is told, and an editor may publish it again."
        ),
    )
    copies = models.CharField(
        _("copies"),
        max_length=10,
        blank=True,
        choices=Copies,
        default=Copies.SHOWN,
        help_text=_(
            "What becomes of an article whose story is live already under another key or from "
            "another publisher."
        ),
    )
    pictures = models.CharField(
        _("pictures"),
        max_length=10,
        blank=True,
        choices=Pictures,
        default=Pictures.LEFT,
        help_text=_(
            "Whether pictures that articles name by an address are fetched from there and shown. "
            "They have owners: fetch those that you may show."
        ),
    )
    feeds = models.CharField(
        _("feeds"),
        max_length=10,
        blank=True,
        choices=InFeeds,
        default=InFeeds.AS_OWNED,
        help_text=_("How much of an article others get who follow the site's feeds."),
    )
    canonical = models.CharField(
        _("canonical page"),
        max_length=10,
        blank=True,
        choices=Canonical,
        default=Canonical.HERE,
        help_text=_(
            "Which page search engines show. Of a copy it is its publisher's, where a contract "
            "says so; its page here is then in no sitemap."
        ),
    )
    provenance = models.CharField(
        _("how it came to us"),
        max_length=10,
        blank=True,
        choices=Provenance,
        default=Provenance.HIDDEN,
        help_text=_(
            "What readers are told of how an article came to us. A text as it was received shows "
            "what was changed or left out since, and has an owner: show what you may show."
        ),
    )
    max_loss = models.PositiveSmallIntegerField(
        _("greatest loss"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_(
            "Reject a document of which more than so many per cent of the text are noise or "
            "removed; empty for no bound."
        ),
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ("publisher", "external_ids")
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publisher", "external_ids"],
                name="policy_once",
                violation_error_message=_("There is a policy for this publisher and these keys."),
            ),
            models.CheckConstraint(
                condition=Q(max_loss=None) | Q(max_loss__lte=100), name="policy_max_loss"
            ),
            models.CheckConstraint(
                condition=Q(
                    headline__in=_WINNER_VALUES,
                    standfirst__in=_WINNER_VALUES,
                    bylines__in=_WINNER_VALUES,
                    metadata__in=_WINNER_VALUES,
                    text__in=_WINNER_VALUES,
                    updates__in=Updates.values,
                    retractions__in=Retractions.values,
                ),
                name="policy_choices",
            ),
            models.CheckConstraint(
                condition=Q(copies__in=Copies.values), name="policy_copies_known"
            ),
            models.CheckConstraint(
                condition=Q(pictures__in=Pictures.values), name="policy_pictures_known"
            ),
            models.CheckConstraint(
                condition=Q(feeds__in=InFeeds.values, canonical__in=Canonical.values),
                name="policy_syndication_known",
            ),
            models.CheckConstraint(
                condition=Q(provenance__in=Provenance.values), name="policy_provenance_known"
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.publisher, self.external_ids))) or gettext(
            "Every document"
        )

    def fits(self, publisher: str, key: str) -> bool:
        return (not self.publisher or self.publisher == publisher) and (
            not self.external_ids or fnmatchcase(key, self.external_ids)
        )


class Policies:
    """All policies of the site, the closest first; read once for many documents."""

    def __init__(self, policies: list[Policy]) -> None:
        self._policies = policies

    @classmethod
    def load(cls) -> Self:
        return cls(list(Policy.objects.by_precedence()))

    def of(self, publisher: str, key: str) -> Policy:
        """Return the closest policy that fits; without one, editors are asked."""
        return next((each for each in self._policies if each.fits(publisher, key)), Policy())
