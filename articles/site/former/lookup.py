"""The numbers of old addresses -> what readers find there now. One query each, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.query import RawQuerySet
from django.utils import timezone

from articles.models.edition import Edition
from articles.models.listing import Listing, ListingKind
from articles.models.picture import EditionPicture, Picture
from articles.search.normalise import folded_text

# Stand for the numbers in a statement, and are none of any page.
_FIRST: Final = -1_000


def slug_of_moved(numbers: Sequence[int]) -> str | None:
    """Return the slug that the article has now which had one of these addresses.

    It is that of the first address that any had, and of several the first that is live; "" if
    readers see it no more; None where none had any.
    """
    if not numbers:
        return None
    places: dict[int | None, int] = {number: place for place, number in enumerate(numbers)}
    found: list[tuple[int, bool, int, str]] = []
    for row in _raw(_editions, numbers):
        slug = row.slug_now or ""  # type: ignore[attr-defined]
        place = min(places.get(each, len(places)) for each in (row.url_hash, row.key_hash))
        found.append((place, not slug, row.article_id, slug))
    return min(found)[-1] if found else None


def picture_at(numbers: Sequence[int]) -> Picture | None:
    """Return the picture that readers see now and that had one of these addresses."""
    shown = EditionPicture.objects.filter(
        url_hash__in=numbers, edition__in=Edition.objects.live().order_by()
    )
    pictures = Picture.objects.showable().filter(sha256__in=shown.values("sha256"))
    return pictures.only("sha256", "width").order_by("pk").first()


def listing_named(kind: ListingKind, name: str) -> Listing | None:
    """Return the topic or the author whose page a name was the last part of the address of.

    That is its slug, an earlier one, or a spelling as other software makes slugs of names.
    """
    key = " ".join(folded_text(name.replace("-", " ")).split())
    named = Q(slug=name) | Q(former_slugs__slug=name) | Q(spellings__key=key)
    known = Listing.objects.of_kind(kind).known_to_readers()
    found = known.filter(named).distinct().order_by("pk")
    return min(found, key=lambda each: each.slug != name, default=None)


def _editions(numbers: Sequence[int], now: datetime) -> QuerySet[Edition, Any]:
    """The editions that ever had one of these addresses, each with the slug of its article now."""
    successor = Edition.objects.live().filter(article=OuterRef("article")).order_by().values("slug")
    named = Q(url_hash__in=numbers) | Q(key_hash__in=numbers)
    begun = Edition.objects.begun().filter(named)
    rows = begun.annotate(slug_now=Subquery(successor[:1]))
    return rows.only("url_hash", "key_hash", "article").order_by()


def _raw(
    query: Callable[[Sequence[int], datetime], QuerySet[Edition, Any]], numbers: Sequence[int]
) -> RawQuerySet[Edition]:
    sql, places = _statement(query, len(numbers))
    now = timezone.now()
    return Edition.objects.raw(sql, [now if place is None else numbers[place] for place in places])


@cache
def _statement(
    query: Callable[[Sequence[int], datetime], QuerySet[Edition, Any]], count: int
) -> tuple[str, tuple[int | None, ...]]:
    """The statement for so many numbers; for each parameter which of them it is, or None for now.

    Building and compiling it takes longer than all else of a page that is not there.
    """
    marks = [_FIRST - place for place in range(count)]
    sql, parameters = query(marks, timezone.now()).query.sql_with_params()
    return sql, tuple(
        # PostgreSQL's are of types of their own, each an `int`.
        marks.index(value) if isinstance(value, int) and value in marks else None
        for value in parameters
    )
