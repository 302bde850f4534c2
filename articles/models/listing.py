"""Listings: topics, authors and publishers, each a page of what was published under its name."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.constraints import one_of
from articles.models.edition import Edition
from articles.models.picture import Picture


class ListingKind(models.TextChoices):
    TOPIC = "topic", _("Topic")
    AUTHOR = "author", _("Author")
    PUBLISHER = "publisher", _("Publisher")


class ListingQuerySet(models.QuerySet["Listing"]):
    def of_kind(self, kind: ListingKind) -> Self:
        return self.filter(kind=kind)

    def known_to_readers(self) -> Self:
        """Return those that have something live or say something about themselves.

        Another name is that of drafts alone, and nobody's to know.
        """
        live = Edition.objects.live().filter(listed__listing=OuterRef("pk")).order_by()
        return self.filter(~Q(about="") | Exists(live))


class Listing(models.Model):
    """Be one topic, author or publisher, whatever spellings articles name it by.

    An import or an editor's save makes it of a name that none has; bylines and topics keep their
    text as written. `spellings` are all that lead to it.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ListingKind, editable=False)
    name = models.TextField(_("name"), help_text=_("As its page is headed."))
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        allow_unicode=True,
        help_text=_("The last part of its page's address. An earlier one leads there, too."),
    )
    about = models.TextField(
        _("about"), blank=True, help_text=_("A few sentences for readers, under its name.")
    )
    picture = models.ForeignKey(
        Picture,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("picture"),
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="listing_once_for_each_slug",
                violation_error_message=_("Another one has this slug."),
            ),
            models.CheckConstraint(
                condition=one_of("kind", ListingKind.values), name="listing_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(self.kind, args=[self.slug])


class ListingSpelling(models.Model):
    """Lead from a spelling to its listing; `key` is the name as `listings.names` folds it."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="spellings")
    # As that of its listing: no two listings of a kind share a spelling.
    kind = models.CharField(max_length=10, choices=ListingKind, editable=False)
    spelling = models.TextField(_("spelling"))
    key = models.CharField(max_length=200, editable=False)

    class Meta:
        ordering = ("spelling", "pk")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="listing_spelling_once"),
            models.CheckConstraint(
                condition=one_of("kind", ListingKind.values), name="listing_spelling_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.spelling


class FormerSlug(models.Model):
    """Lead from a slug that a listing had, or that of one merged into it, to where it is now."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="former_slugs")
    kind = models.CharField(max_length=10, choices=ListingKind, editable=False)
    slug = models.SlugField(max_length=120, allow_unicode=True)

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_once"),
            models.CheckConstraint(
                condition=one_of("kind", ListingKind.values), name="former_slug_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ListedEdition(models.Model):
    """List an edition under a topic, an author or a publisher, where its page finds it by date.

    Written with the edition; those of editions that have ended go with the next of their article.
    """

    pk = models.CompositePrimaryKey("listing_id", "edition_id")
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="listed", db_index=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="listed")
    # That of the edition, for the order.
    first_published_at = models.DateTimeField()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        indexes: ClassVar = [
            models.Index(
                fields=["listing", "-first_published_at", "-edition"], name="listed_newest_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.edition_id}"


class _OfKind(models.Manager.from_queryset(ListingQuerySet)):  # type: ignore[misc]
    """Know the listings of one kind."""

    def __init__(self, kind: ListingKind) -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> ListingQuerySet:
        return ListingQuerySet(self.model, using=self._db).of_kind(self.kind)


class Topic(Listing):
    KIND: ClassVar = ListingKind.TOPIC
    objects: ClassVar = _OfKind(KIND)

    class Meta:
        proxy = True
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Author(Listing):
    KIND: ClassVar = ListingKind.AUTHOR
    objects: ClassVar = _OfKind(KIND)

    class Meta:
        proxy = True
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class Publisher(Listing):
    KIND: ClassVar = ListingKind.PUBLISHER
    objects: ClassVar = _OfKind(KIND)

    class Meta:
        proxy = True
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
