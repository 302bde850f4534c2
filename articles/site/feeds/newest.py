"""Which editions a feed has at this moment, by one query without a text: by it all else is known.

What an edition shows changes only with `linked_at` and with its policy: its key, when it began and
those two are all that an entry is made of, and those of thirty all that a feed is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet, Subquery
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models.edition import Edition, EditionQuerySet
from articles.models.policy import InFeeds
from articles.publishing.masthead import STAMP, current_stamp, with_masthead

ENTRIES: Final = 30
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SOME_LISTING: Final = -1
# An edition's key, when it began, when its text was last changed, and its policy.
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class NewestEditions:
    """The keys of the editions of a feed, newest first, and what they are told apart by.

    `rows` has each key with what its entry is made of; `changed` is when any of it, or what was
    there before, last changed.
    """

    rows: tuple[_Row, ...]
    stamp: int
    changed: datetime

    @property
    def keys(self) -> list[int]:
        return [row[0] for row in self.rows]


def newest_of_site() -> NewestEditions:
    """Return the newest editions of the site. One query."""
    return _newest(_fetched(_of_site, 0))


def newest_among(editions: QuerySet[Edition]) -> NewestEditions:
    """Return the newest of live editions that stand in that order. One query."""
    return _newest(_rows(editions))


def in_feeds() -> EditionQuerySet:
    """Return the live editions that feeds may have."""
    return Edition.objects.live().exclude(feeds=InFeeds.NONE)


def _of_site() -> QuerySet[Edition, Any]:
    return _rows(in_feeds().newest_first())


def _rows(editions: QuerySet[Edition]) -> QuerySet[Edition, Any]:
    ended = Edition.objects.filter(live_until__lte=timezone.now()).order_by("-live_until")
    told = with_masthead(editions).annotate(ended=Subquery(ended.values("live_until")[:1]))
    return told.values_list("pk", "linked_at", "feeds", "live_from", "ended", STAMP)[:ENTRIES]


def _newest(found: Iterable[_Row]) -> NewestEditions:
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


def _fetched(query: Callable[[], QuerySet[Edition, Any]], listing: int) -> list[_Row]:
    """Return the rows of a query that is compiled once."""
    sql, given = _statement(query)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    places: dict[Any, Any] = {_NOW: now, _SOME_LISTING: listing}
    with connection.cursor() as cursor:
        cursor.execute(sql, [places.get(value, value) for value in given])
        rows: list[_Row] = cursor.fetchall()
        return rows


# In the place of a moment.
_NOW: Final = "now"


@cache
def _statement(query: Callable[[], QuerySet[Edition, Any]]) -> tuple[str, tuple[Any, ...]]:
    """Return the statement and its parameters, with marks for those that differ each time."""
    sql, parameters = query().query.sql_with_params()
    return sql, tuple(_NOW if _is_moment(value) else value for value in parameters)


def _is_moment(value: Any) -> bool:
    is_text = isinstance(value, str) and value[:4].isdigit() and parse_datetime(value) is not None
    return isinstance(value, datetime) or is_text
