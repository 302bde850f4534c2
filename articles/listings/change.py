"""What editors do with listings: rename, merge, split off. Bylines and topics stay as printed.

Each act takes the lock of publishing, so that nothing is listed meanwhile under what goes. Where
links on articles lead follows in the end, for many articles in the background: until then a former
slug leads on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.bulk import datetime_value, json_value, update
from articles.listings.make import free_slugs
from articles.listings.names import listing_key
from articles.locks import publish_lock
from articles.models import Edition, FormerSlug, ListedEdition, Listing, ListingSpelling
from articles.models.masthead import renew_masthead
from articles.slugs import slug_from

# Of one transaction: whoever publishes waits for it.
_TOGETHER: Final = 500
# An entry of `Edition.listings`: kind, name as printed, slug.
_Entry = list[str]
# An edition by its primary key, its entries, and when it was first published.
_Row = tuple[int, list[_Entry], datetime]


class OnlySpelling(Exception):
    """A listing has no spelling but the one that is to go its own way."""

    def __init__(self) -> None:
        super().__init__(_("It has no other spelling: rename it instead."))


@transaction.atomic
def save_listing(listing: Listing) -> None:
    """Store a listing, new or changed: its former slug leads on, its name is one of its spellings.

    Raises what the database does where another has its slug or that name.
    """
    publish_lock()
    before = Listing.objects.filter(pk=listing.pk).first()
    if not listing.slug:
        key = listing_key(listing.kind, listing.name)
        [listing.slug] = free_slugs([(listing.kind, listing.name, key)])
    listing.save()
    listing.former_slugs.filter(slug=listing.slug).delete()
    if before and before.slug != listing.slug:
        FormerSlug.objects.create(listing_id=listing.pk, kind=listing.kind, slug=before.slug)
        # Stored sitemaps do not know: the same editions are live.
        renew_masthead()
    key = listing_key(listing.kind, listing.name)
    values = {"listing_id": listing.pk, "spelling": listing.name}
    ListingSpelling.objects.get_or_create(values, kind=listing.kind, key=key)


@transaction.atomic
def merge_listings(into: Listing, others: Collection[Listing]) -> None:
    """Let a listing have all that others of its kind had: spellings, slugs, editions.

    What it does not say about itself, the first says that does.
    """
    publish_lock()
    for other in others:
        both = ListedEdition.objects.filter(listing=into.pk).values("edition")
        ListedEdition.objects.filter(listing=other.pk, edition__in=both).delete()
        ListedEdition.objects.filter(listing=other.pk).update(listing=into.pk)
        other.spellings.update(listing=into.pk)
        other.former_slugs.update(listing=into.pk)
        FormerSlug.objects.create(listing_id=into.pk, kind=into.kind, slug=other.slug)
        into.about = into.about or other.about
        into.picture_id = into.picture_id or other.picture_id
        Listing.objects.filter(pk=other.pk).delete()
    into.save(update_fields=["about", "picture"])
    renew_masthead()


@transaction.atomic
def split_spelling(spelling: ListingSpelling) -> Listing:
    """Make a listing of its own of a spelling, with the editions that print it; return it.

    Where its slug led on from a merged one, that is its own again. Raises `OnlySpelling`.
    """
    publish_lock()
    before = spelling.listing
    if before.spellings.count() < 2:
        raise OnlySpelling
    slug = slug_from(spelling.spelling, otherwise=spelling.kind)
    if not before.former_slugs.filter(slug=slug).delete()[0]:
        [slug] = free_slugs([(spelling.kind, spelling.spelling, spelling.key)])
    own = Listing.objects.create(kind=spelling.kind, name=spelling.spelling, slug=slug)
    ListingSpelling.objects.filter(pk=spelling.pk).update(listing=own)
    left = set(before.spellings.values_list("key", flat=True))
    for rows in _listed(before.pk):
        _move(rows, before, own, left)
    renew_masthead()
    return own


def _move(rows: Collection[_Row], before: Listing, own: Listing, left: Collection[str]) -> None:
    """List the editions under its own listing that print its name, and no more under the other.

    But under both those that print a spelling that is `left` to it as well.
    """
    key = listing_key(own.kind, own.name)
    named = [
        (pk, moment, {listing_key(kind, name) for kind, name, _ in entries if kind == own.kind})
        for pk, entries, moment in rows
    ]
    ListedEdition.objects.bulk_create(
        ListedEdition(listing=own, edition_id=pk, first_published_at=moment)
        for pk, moment, keys in named
        if key in keys
    )
    alone = [pk for pk, _, keys in named if key in keys and keys.isdisjoint(left)]
    ListedEdition.objects.filter(listing=before, edition__in=alone).delete()


def forget_unlisted(keys: Collection[int]) -> list[int]:
    """Delete those of these listings that nothing is listed under; return their keys.

    But none that an editor had a hand in: that says something of itself, or had another slug.
    """
    unused = Listing.objects.filter(
        pk__in=keys, listed=None, about="", picture=None, former_slugs=None
    )
    found = list(unused.order_by().values_list("pk", flat=True))
    Listing.objects.filter(pk__in=found).delete()
    return found


def listings_of_articles(article_ids: Collection[int]) -> set[int]:
    """Return the keys of the listings that editions of these articles are in, or once were."""
    editions = Edition.objects.filter(article__in=article_ids).order_by()
    slugs: dict[str, set[str]] = defaultdict(set)
    for entries in editions.values_list("listings", flat=True):
        for kind, _name, slug in entries:
            slugs[kind].add(slug)
    found = set(
        ListedEdition.objects.filter(edition__in=editions).values_list("listing", flat=True)
    )
    for kind, known in slugs.items():
        listings = Listing.objects.filter(kind=kind, slug__among=known).order_by()
        found.update(listings.values_list("pk", flat=True))
    return found


def lead_names(listing: Listing) -> int:
    """Lead the names on editions to where a listing is now; return how many changed."""
    keys = set(listing.spellings.values_list("key", flat=True))

    def led(entry: _Entry) -> _Entry:
        kind, name, _slug = entry
        is_here = kind == listing.kind and listing_key(kind, name) in keys
        return [kind, name, listing.slug] if is_here else entry

    return sum(_lead_some([pk for pk, _, _ in rows], led) for rows in _listed(listing.pk))


@transaction.atomic
def _lead_some(keys: Collection[int], led: Callable[[_Entry], _Entry]) -> int:
    publish_lock()
    # So that browsers ask for it anew.
    now = datetime_value(timezone.now())
    rows = Edition.objects.filter(pk__in=keys).order_by().values_list("pk", "listings")
    changed = [
        (json_value(new), now, pk)
        for pk, entries in rows
        if (new := [led(entry) for entry in entries]) != entries
    ]
    update(Edition, ("listings", "linked_at"), changed)
    return len(changed)


def _listed(listing: int) -> Iterator[list[_Row]]:
    """Yield the editions under a listing, some hundred at a time, with the names on them."""
    rows = ListedEdition.objects.filter(listing=listing).order_by("edition_id")
    fields = ("edition_id", "edition__listings", "first_published_at")
    last = 0
    while found := list(rows.filter(edition__gt=last).values_list(*fields)[:_TOGETHER]):
        last = found[-1][0]
        yield found
