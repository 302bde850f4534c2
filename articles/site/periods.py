"""Years, months and days of the archive: their bounds, and those in which something is live.

No page counts or groups articles: an index tells of each period whether it has one, and which is
the nearest before and after that has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final

from django.db import connection
from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime

from articles.models.edition import Edition

# Stands for the bounds of a period in a statement.
_SOME: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Period:
    """A year, a month of it or a day, in the zone of the site; a part that is 0 is left open."""

    year: int
    month: int = 0
    day: int = 0

    @cached_property
    def first(self) -> date:
        """Return its first day. Raises `ValueError` where there is no such period."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def begins(self) -> datetime:
        return _midnight(self.first)

    @property
    def ends(self) -> datetime:
        """Return the moment that follows it."""
        if self.day:
            after = self.first + timedelta(days=1)
        elif self.month:
            after = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        else:
            after = date(self.year + 1, 1, 1)
        return _midnight(after)

    @property
    def name(self) -> str:
        if self.day:
            return date_format(self.first, "DATE_FORMAT")
        return date_format(self.first, "YEAR_MONTH_FORMAT") if self.month else f"{self.year}"

    @property
    def short_name(self) -> str:
        """Return its name within the period around it."""
        if self.day:
            return date_format(self.first, "MONTH_DAY_FORMAT")
        return date_format(self.first, "F") if self.month else self.name

    @property
    def address(self) -> str:
        if self.day:
            return reverse("archive_day", args=[self.year, self.month, self.day])
        if self.month:
            return reverse("archive_month", args=[self.year, self.month])
        return reverse("archive_year", args=[self.year])

    @property
    def around(self) -> list[Period]:
        """Return the periods that it is part of, the smallest first."""
        month = [Period(self.year, self.month)] if self.day else []
        return [*month, Period(self.year)] if self.month else []

    @property
    def parts(self) -> list[Period]:
        """Return its months, or its days."""
        if not self.month:
            return [Period(self.year, month) for month in range(1, 13)]
        last = localtime(self.ends - timedelta(microseconds=1)).day
        return [Period(self.year, self.month, day) for day in range(1, last + 1)]

    def at(self, moment: datetime) -> Period:
        """Return the period of the same length that holds a moment."""
        day = localtime(moment).date()
        return Period(day.year, self.month and day.month, self.day and day.day)

    def editions(self) -> QuerySet[Edition]:
        """Return its live editions, each with when those nearest before and after it were."""
        live = Edition.objects.live()
        before = live.filter(first_published_at__lt=self.begins).newest_first()
        after = live.filter(first_published_at__gte=self.ends).order_by("first_published_at", "pk")
        return _within(self.begins, self.ends).annotate(
            before=Subquery(before.values("first_published_at")[:1]),
            after=Subquery(after.values("first_published_at")[:1]),
        )


def years() -> list[Period]:
    """Return the years in which something is live, the newest first. Two queries."""
    live = Edition.objects.live()
    oldest = live.order_by("first_published_at", "pk").values("first_published_at")[:1]
    newest = live.newest_first().annotate(oldest=Subquery(oldest))
    ends = newest.values_list("oldest", "first_published_at").first()
    if ends is None:
        return []
    first, last = (localtime(moment).year for moment in ends)
    return with_something([Period(year) for year in range(last, first - 1, -1)])


def with_something(periods: Sequence[Period]) -> list[Period]:
    """Return those in which something is live. One query."""
    some = _within(_SOME, _SOME).order_by().values("pk")[:1]
    sql, values = some.query.sql_with_params()
    statement = ", ".join(f"EXISTS ({sql})" for _ in periods)
    adapted = connection.ops.adapt_datetimefield_value
    parameters = [
        value
        for period in periods
        for value in (*values[:-2], adapted(period.begins), adapted(period.ends))
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {statement}", parameters)
        found = cursor.fetchone()
    return [period for period, has_some in zip(periods, found, strict=True) if has_some]


def _within(begins: datetime, ends: datetime) -> QuerySet[Edition]:
    """Return what is live of a stretch; its bounds are the last parameters of the query."""
    since = Edition.objects.live().filter(first_published_at__gte=begins)
    return since.filter(first_published_at__lt=ends)


def _midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the zone of the site."""
    return datetime(day.year, day.month, day.day, tzinfo=get_current_timezone())
