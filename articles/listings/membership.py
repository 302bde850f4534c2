"""Editions -> the topics, authors and publisher that list them, written in their transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from articles.bulk import datetime_value, insert, json_value, update
from articles.listings.make import Listed, Name, listings_of
from articles.models import Edition, ListedEdition, ListingKind

_FIELDS: Final = ("listing", "edition", "first_published_at")
_NAMED: Final = ("article", "bylines", "topics", "publisher", "first_published_at")
# The primary keys of the listings of an edition.
Membership = Sequence[int]


def find_listings(editions: Sequence[Edition]) -> list[Membership]:
    """Set where the names on editions lead; return the listings of each. Makes those that lack.

    One query where all are known. Editions need not be stored yet.
    """
    named = [_names(edition) for edition in editions]
    found = listings_of(list(dict.fromkeys(chain.from_iterable(named))))
    return [_set(edition, names, found) for edition, names in zip(editions, named, strict=True)]


def _set(edition: Edition, names: Sequence[Name], found: dict[Name, Listed]) -> Membership:
    known = [(kind, text, found[kind, text]) for kind, text in names if (kind, text) in found]
    edition.listings = [[kind, text, listed.slug] for kind, text, listed in known]
    return list(dict.fromkeys(listed.pk for _, _, listed in known))


def _names(edition: Edition) -> list[Name]:
    kinds = (
        (ListingKind.AUTHOR.value, edition.bylines),
        (ListingKind.TOPIC.value, edition.topics),
        (ListingKind.PUBLISHER.value, [edition.publisher]),
    )
    return [(kind, text) for kind, texts in kinds for text in texts if text]


def add_to_listings(editions: Sequence[Edition], memberships: Sequence[Membership]) -> None:
    """List stored editions."""
    _insert(zip(editions, memberships, strict=True))


def _insert(memberships: Iterable[tuple[Edition, Membership]]) -> None:
    insert(
        ListedEdition,
        _FIELDS,
        [
            (listing, edition.pk, moment)
            for edition, listings in memberships
            # Once for all of an edition: of the rest it costs as much.
            for moment in (datetime_value(edition.first_published_at),)
            for listing in listings
        ],
    )


def list_anew(editions: QuerySet[Edition]) -> int:
    """List stored editions by the names that they have now; return how many.

    Of those that have ended, only where their names lead is written.
    """
    found = list(editions.only(*_NAMED).order_by("article", "pk"))
    keys = [edition.pk for edition in found]
    memberships = find_listings(found)
    is_open = set(
        Edition.objects.open_at(timezone.now()).filter(pk__in=keys).values_list("pk", flat=True)
    )
    ListedEdition.objects.filter(edition__in=keys).delete()
    rows = zip(found, memberships, strict=True)
    _insert([(edition, listings) for edition, listings in rows if edition.pk in is_open])
    now = datetime_value(timezone.now())
    # So that browsers ask for it anew.
    update(
        Edition,
        ("listings", "linked_at"),
        [(json_value(edition.listings), now, edition.pk) for edition in found],
    )
    return len(found)


def drop_ended_from_listings(article_ids: Collection[int]) -> None:
    """Take these articles' editions that have ended from all lists: none is shown again."""
    ended = Edition.objects.filter(article__in=article_ids, live_until__lte=timezone.now())
    ListedEdition.objects.filter(edition__in=ended.order_by().values("pk")).delete()
