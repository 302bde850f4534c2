"""Editions: what readers see. Nothing here reaches the working copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.compressed import CompressedTextField
from articles.models.constraints import one_of
from articles.models.policy import Canonical, InFeeds


class EditionQuerySet(models.QuerySet["Edition"]):
    def live(self) -> Self:
        """Return those live now: a predicate, so no schedule can be missed and no job is needed."""
        now = timezone.now()
        return self.filter(
            Q(live_until__isnull=True) | Q(live_until__gt=now),
            live_from__lte=now,
        )

    def open_at(self, moment: datetime) -> Self:
        """Return those live then, or to begin after it."""
        return self.not_cancelled().filter(Q(live_until__isnull=True) | Q(live_until__gt=moment))

    def scheduled(self) -> Self:
        return self.not_cancelled().filter(live_from__gt=timezone.now())

    def begun(self) -> Self:
        """Return those live now or once live."""
        return self.not_cancelled().filter(live_from__lte=timezone.now())

    def not_cancelled(self) -> Self:
        """Leave out those that end as they begin: never live, but each was a decision."""
        return self.exclude(live_until=F("live_from"))

    def live_newest_first(self) -> Self:
        """Return those live now, found by the index of their order.

        Whatever is live was published. Without saying so, SQLite takes the index of the moments at
        which editions begin, and sorts all that have begun.
        """
        return self.live().filter(first_published_at__lte=timezone.now()).newest_first()

    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")


class Withdrawal(models.TextChoices):
    """Name what readers find at the address of an article that was withdrawn."""

    GONE = "gone", _("That it is gone")
    MOVED = "moved", _("Another page of this site")
    KILLED = "killed", _("A notice that it was wrong to publish it")


class Edition(models.Model):
    """Show readers one version, rendered, live from a moment until a moment (or for good)."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="editions")
    version = models.ForeignKey("articles.Version", models.RESTRICT, related_name="editions")
    slug = models.SlugField(max_length=120, allow_unicode=True)
    headline = models.TextField()
    standfirst = models.TextField(blank=True)
    bylines = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=35, blank=True)
    publisher = models.TextField(blank=True)
    url = models.TextField(blank=True)
    topics = models.JSONField(default=list, blank=True)
    rights = models.TextField(blank=True)
    kicker = models.TextField(blank=True)
    dateline = models.TextField(blank=True)
    sign_off = models.TextField(_("sign-off"), blank=True)
    picture = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("What lists show of its first picture: addresses and size; empty without one."),
    )
    frame_hosts = models.JSONField(
        default=list,
        blank=True,
        help_text=_("The hosts that players in the body call, once a reader starts them."),
    )
    listings = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Where its bylines, topics and publisher are listed: kind, name, slug."),
    )
    minutes = models.PositiveSmallIntegerField(
        null=True, help_text=_("How long it takes to read; empty where nobody worked it out.")
    )
    corrections = models.JSONField(
        default=list,
        blank=True,
        help_text=_("What its page tells of corrections, the newest first."),
    )
    body = CompressedTextField(help_text=_("The sections rendered as safe HTML."))
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField(
        null=True,
        help_text=_("When it replaced an earlier edition; empty for an article's first."),
    )
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("The end that was chosen for it; the next edition may take its place before."),
    )
    end_due = models.BooleanField(
        default=False, help_text=_("Whether others' links are to be turned once it has ended.")
    )
    withdrawal = models.CharField(
        max_length=6,
        blank=True,
        choices=Withdrawal,
        help_text=_("What its readers find since it was withdrawn; empty where nobody chose."),
    )
    withdrawal_note = models.TextField(
        blank=True, help_text=_("Why it was withdrawn, as readers are told.")
    )
    leads_to = models.CharField(
        max_length=400, blank=True, help_text=_("The path on this site that readers are sent to.")
    )
    url_hash = models.BigIntegerField(
        null=True,
        help_text=_("Of its publisher's page, as `documents.urls.canonical` numbers them."),
    )
    key_hash = models.BigIntegerField(
        null=True,
        help_text=_("Of its article's key, where that is another address, such as /?p=123."),
    )
    linked_at = models.DateTimeField(
        null=True, help_text=_("When links in the body were last turned, if readers had seen it.")
    )
    links_due = models.BooleanField(
        default=False, help_text=_("Whether others' links are to be turned once it is live.")
    )
    feeds = models.CharField(
        max_length=10,
        blank=True,
        choices=InFeeds,
        default=InFeeds.AS_OWNED,
        help_text=_("How much of it feeds have, as its policy says."),
    )
    canonical = models.CharField(
        max_length=10,
        blank=True,
        choices=Canonical,
        default=Canonical.HERE,
        help_text=_("Whose page search engines are led to, as its policy says."),
    )
    is_dated = models.BooleanField(
        default=True,
        help_text=_(
            "Whether it is known when it was first published: of what was imported without a "
            "date, only when it came here is."
        ),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # Of the pictures that it shows, by their SHA-256, while it is not stored: each becomes a row.
    sha256s: frozenset[str] = frozenset()
    # Of those, the ones that had an address where it came from, by its number.
    picture_hashes: Mapping[str, int | None] = {}
    # Its words for search, as long: they become a row of their own.
    searched: str = ""
    # What a policy lets its readers know of how it came to us, as long: it becomes a receipt.
    provenance: str = ""

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-live_from", "-pk")
        indexes: ClassVar = [
            # What is not live is passed over in the index, without its row.
            models.Index(
                fields=["-first_published_at", "-id", "live_until", "live_from"],
                name="edition_live_newest_first",
            ),
            models.Index(
                fields=["url_hash"],
                condition=Q(url_hash__isnull=False),
                name="edition_url_hash",
            ),
            models.Index(
                fields=["key_hash"],
                condition=Q(key_hash__isnull=False),
                name="edition_key_hash",
            ),
            models.Index(
                fields=["live_from"], condition=Q(links_due=True), name="edition_links_due"
            ),
            models.Index(fields=["live_until"], condition=Q(end_due=True), name="edition_end_due"),
            # What began last, and what ended last: by them is known whether anything has changed.
            models.Index(fields=["live_from"], name="edition_live_from"),
            models.Index(
                fields=["live_until"],
                condition=Q(live_until__isnull=False),
                name="edition_live_until",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until__isnull=True),
                name="edition_one_open_for_each_article",
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(live_until__isnull=True),
                name="edition_one_open_for_each_slug",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=one_of("withdrawal", ["", *Withdrawal.values]),
                name="edition_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(leads_to="") | Q(withdrawal=Withdrawal.MOVED.value),
                name="edition_leads_where_it_moved",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])


class EditionLink(models.Model):
    """Index an address that an edition leads to, by its number: whose links to turn, and when."""

    pk = models.CompositePrimaryKey("edition_id", "url_hash")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="links", db_index=False)
    url_hash = models.BigIntegerField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [models.Index(fields=["url_hash"], name="edition_link_url_hash")]

    def __str__(self) -> str:
        return f"{self.edition_id} → {self.url_hash}"
