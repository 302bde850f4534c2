"""Names -> listings: those that have them, and new ones for the rest. Few queries for many."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from django.db import transaction

from articles.bulk import insert, reserve_keys
from articles.listings.names import listing_key
from articles.locks import publish_lock
from articles.models import FormerSlug, Listing, ListingSpelling
from articles.slugs import other_slugs, slug_from

# A kind of listing, and a name as it is written or as `names` folds it.
Name = tuple[str, str]

_LISTING_FIELDS: Final = ("id", "kind", "name", "slug", "about", "picture")
_SPELLING_FIELDS: Final = ("listing", "kind", "spelling", "key")


class Listed(NamedTuple):
    """A listing as an edition needs it: its primary key, and where its page is."""

    pk: int
    slug: str


def listings_of(names: Collection[Name]) -> dict[Name, Listed]:
    """Return the listing of each name, by kind and name; what names nothing has none.

    New ones are made under the lock of publishing: of two processes at once, one makes them.
    """
    keys = {name: key for name in names if (key := listing_key(*name))}
    wanted = {(kind, key) for (kind, _), key in keys.items()}
    found = _known(wanted)
    if len(found) < len(wanted):
        spelled: dict[Name, str] = {}
        # Of several spellings, one in capitals heads a page last.
        for (kind, text), key in sorted(keys.items(), key=lambda each: each[0][1].isupper()):
            spelled.setdefault((kind, key), text)
        found |= _made({name: text for name, text in spelled.items() if name not in found})
    return {(kind, text): found[kind, key] for (kind, text), key in keys.items()}


def _known(wanted: Collection[Name]) -> dict[Name, Listed]:
    if not wanted:
        return {}
    spellings = ListingSpelling.objects.filter(key__among=sorted({key for _, key in wanted}))
    rows = spellings.order_by().values_list("kind", "key", "listing_id", "listing__slug")
    return {(kind, key): Listed(pk, slug) for kind, key, pk, slug in rows if (kind, key) in wanted}


@transaction.atomic
def _made(spelled: Mapping[Name, str]) -> dict[Name, Listed]:
    """Make a listing for each key, headed as it is spelled; none that somebody else just made."""
    publish_lock()
    found = _known(spelled.keys())
    new = {name: text for name, text in spelled.items() if name not in found}
    slugs = free_slugs([(kind, text, key) for (kind, key), text in new.items()])
    pks = reserve_keys(Listing, len(new))
    made = [
        (pk, kind, key, text, slug)
        for pk, ((kind, key), text), slug in zip(pks, new.items(), slugs, strict=True)
    ]
    insert(
        Listing,
        _LISTING_FIELDS,
        [(pk, kind, text, slug, "", None) for pk, kind, _, text, slug in made],
    )
    insert(
        ListingSpelling,
        _SPELLING_FIELDS,
        [(pk, kind, text, key) for pk, kind, key, text, _ in made],
    )
    return found | {(kind, key): Listed(pk, slug) for pk, kind, key, _, slug in made}


def free_slugs(names: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return a free slug for each kind, name and key, none given twice for a kind.

    A slug that once led to a listing stays its own for ever.
    """
    choices = [
        (kind, (slug := slug_from(text, otherwise=kind)), *other_slugs(slug, f"{kind} {key}"))
        for kind, text, key in names
    ]
    taken = _taken([(kind, slug) for kind, *slugs in choices for slug in slugs])
    free = []
    for kind, *slugs in choices:
        slug = next(each for each in slugs if (kind, each) not in taken)
        taken.add((kind, slug))
        free.append(slug)
    return free


def _taken(slugs: Collection[Name]) -> set[Name]:
    """Return those, by kind, that lead to a listing, or did before."""
    wanted = {slug for _, slug in slugs}
    if not wanted:
        return set()
    return {
        (kind, slug)
        for model in (Listing, FormerSlug)
        for kind, slug in model.objects.filter(slug__among=wanted).values_list("kind", "slug")
    }
