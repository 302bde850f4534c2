"""Which editions a feed has at this moment, by one query without a text: by it all else is known.

What an edition shows changes only with `linked_at` and with its policy: its key, when it began and
those two are all that an entry is made of, and those of thirty all that a feed is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from articles.models.edition import Edition, EditionQuerySet
from articles.models.policy import InFeeds
from articles.publishing.masthead import STAMP, current_stamp, with_masthead
from articles.site.compiled import AnyRow, rows_of_compiled

ENTRIES: Final = 30
_SOME_KIND: Final = "some-kind"
_SOME_SLUG: Final = "some-slug"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NewestEditions:
    """The keys of the editions of a feed, newest first, and what they are told apart by.

    `rows` has each key with what its entry is made of: `linked_at`, policy, `live_from`. `changed`
    is when any of it, or what was there before, last changed.
    """

    rows: tuple[AnyRow, ...]
    stamp: int
    changed: datetime

    @property
    def keys(self) -> list[int]:
        return [row[0] for row in self.rows]


def newest_of_site() -> NewestEditions:
    """Return the newest editions of the site. One query."""
    return _newest(rows_of_compiled(_of_site))


def newest_of_listing(kind: str, slug: str) -> tuple[NewestEditions, str]:
    """Return the newest editions of a topic, an author or a publisher, and its name. One query.

    The name is "" where none is live under it.
    """
    rows = rows_of_compiled(_of_listing, {_SOME_KIND: kind, _SOME_SLUG: slug})
    return _newest(row[:-1] for row in rows), rows[0][-1] if rows else ""


def newest_among(editions: QuerySet[Edition]) -> NewestEditions:
    """Return the newest of live editions that stand in that order. One query."""
    return _newest(_rows(editions))


def in_feeds() -> EditionQuerySet:
    """Return the live editions that feeds may have."""
    return Edition.objects.live().exclude(feeds=InFeeds.NONE)


def _of_site() -> QuerySet[Edition, Any]:
    return _rows(in_feeds().newest_first())


def _of_listing() -> QuerySet[Edition, Any]:
    here = {"listed__listing__kind": _SOME_KIND, "listed__listing__slug": _SOME_SLUG}
    # In the columns of the index that leads to each listing.
    order = ("-listed__first_published_at", "-listed__edition_id")
    return _rows(in_feeds().filter(**here).order_by(*order), "listed__listing__name")


def _rows(editions: QuerySet[Edition], *more: str) -> QuerySet[Edition, Any]:
    ended = Edition.objects.filter(live_until__lte=timezone.now()).order_by("-live_until")
    told = with_masthead(editions).annotate(ended=Subquery(ended.values("live_until")[:1]))
    return told.values_list("pk", "linked_at", "feeds", "live_from", "ended", STAMP, *more)[
        :ENTRIES
    ]


def _newest(found: Iterable[AnyRow]) -> NewestEditions:
    rows = list(found)
    if not rows:
        return NewestEditions((), current_stamp(), _EPOCH)
    ended, stamp = rows[0][4:]
    # What ended last may have been here.
    moments = [ended, *(moment for row in rows for moment in (row[1], row[3]))]
    changed = max(_moment(moment) for moment in moments if moment)
    return NewestEditions(tuple(row[:4] for row in rows), stamp, changed)


def _moment(value: Any) -> datetime:
    """Return a moment as the database wrote it: SQLite has texts, or no zone."""
    found: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)
