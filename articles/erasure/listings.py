"""Passages -> out of topics, authors and publishers, and out of what editions say of them.

The editions themselves have been swept: they are listed anew, under the names that they have left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.db.models import Q, QuerySet

from articles.documents.redaction import Redaction, compared_words
from articles.listings.make import free_slugs
from articles.listings.membership import list_anew
from articles.listings.names import listing_key
from articles.models import (
    Article,
    Edition,
    FormerSlug,
    ListedEdition,
    Listing,
    ListingSpelling,
)

_TOGETHER: Final = 200
# The label of a table, the key of a row, and the name of a field.
Held = tuple[str, int, str]


def sweep_listings(redaction: Redaction, article: Article | None) -> Iterator[Held]:
    """Take the passages out, and yield where they were.

    Of one article, out of the listings that no other article's editions are in.
    """
    stale = set(_editions_with(redaction, article))
    yield from ((Edition._meta.label, key, "listings") for key in sorted(stale))
    listings = Listing.objects.all()
    if article:
        others = ListedEdition.objects.exclude(edition__article=article)
        listings = listings.exclude(pk__in=others.values("listing"))
    for listing in list(_holding(redaction, listings)):
        stale.update(listing.listed.values_list("edition", flat=True))
        yield from _sweep_listing(listing, redaction)
    _list_anew(sorted(stale))


def _editions_with(redaction: Redaction, article: Article | None) -> Iterator[int]:
    editions = Edition.objects.filter(article=article) if article else Edition.objects.all()
    rows = editions.exclude(listings=[]).order_by("pk").values_list("pk", "listings")
    for key, entries in rows.iterator(chunk_size=_TOGETHER):
        if any(redaction.is_in(text) for _, *texts in entries for text in texts):
            yield key


def _holding(redaction: Redaction, listings: QuerySet[Listing]) -> Iterator[Listing]:
    rows = listings.order_by("pk").prefetch_related("spellings", "former_slugs")
    for listing in rows.iterator(chunk_size=_TOGETHER):
        texts = [listing.name, listing.slug, listing.about]
        texts += [each.spelling for each in listing.spellings.all()]
        texts += [each.slug for each in listing.former_slugs.all()]
        if any(map(redaction.is_in, texts)):
            yield listing


def _sweep_listing(listing: Listing, redaction: Redaction) -> Iterator[Held]:
    yield from _held_fields(listing, redaction)
    for former in listing.former_slugs.all():
        if redaction.is_in(former.slug):
            yield FormerSlug._meta.label, former.pk, "slug"
            FormerSlug.objects.filter(pk=former.pk).delete()
    for spelling in listing.spellings.all():
        if redaction.is_in(spelling.spelling):
            yield ListingSpelling._meta.label, spelling.pk, "spelling"
            _redact_spelling(spelling, redaction.redacted(spelling.spelling))
    name = redaction.redacted(listing.name)
    key = listing_key(listing.kind, name)
    is_left = name == listing.name or (compared_words(name) and key)
    if not is_left:
        # Of whom nothing is left but a mark, there is nothing to list.
        Listing.objects.filter(pk=listing.pk).delete()
        return
    slug = listing.slug
    if redaction.is_in(slug):
        [slug] = free_slugs([(listing.kind, name, key)])
    Listing.objects.filter(pk=listing.pk).update(
        name=name, slug=slug, about=redaction.redacted(listing.about)
    )


def _held_fields(listing: Listing, redaction: Redaction) -> Iterable[Held]:
    for field in ("name", "slug", "about"):
        if redaction.is_in(getattr(listing, field)):
            yield Listing._meta.label, listing.pk, field


def _redact_spelling(spelling: ListingSpelling, text: str) -> None:
    """Write a spelling without a passage; one that is another's then, or nothing, goes."""
    key = listing_key(spelling.kind, text)
    same = Q(kind=spelling.kind, key=key)
    if not key or ListingSpelling.objects.filter(same).exclude(pk=spelling.pk).exists():
        ListingSpelling.objects.filter(pk=spelling.pk).delete()
        return
    ListingSpelling.objects.filter(pk=spelling.pk).update(spelling=text, key=key)


def _list_anew(keys: Collection[int]) -> None:
    numbers = list(keys)
    for start in range(0, len(numbers), _TOGETHER):
        list_anew(Edition.objects.filter(pk__in=numbers[start : start + _TOGETHER]))
