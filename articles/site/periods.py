"""Years, months and days of the archive: their bounds, and those in which something is live.

No page counts or groups articles: an index tells of each period whether it has one, and which is
the nearest before and after that has.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone, localtime

from articles.models.edition import Edition
from articles.publishing.masthead import STAMP, with_masthead
from articles.site.compiled import AnyRow, rows_of_compiled, which_have_rows

ON_A_PAGE_OF_A_DAY: Final = 20
# Stand for the bounds of a period in a statement.
_BEGINS: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ENDS: Final = datetime(2000, 1, 2, tzinfo=UTC)
_OF_NEAREST: Final = ("before", "after", STAMP)
_NEAR: Final = len(_OF_NEAREST)


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
    def is_a_day(self) -> bool:
        """Return whether the calendar has it: no month has a 31st because some have."""
        return self.day <= monthrange(self.year, self.month)[1]

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

    @property
    def bounds(self) -> dict[datetime, datetime]:
        """Return its bounds by what stands for them in a statement."""
        return {_BEGINS: self.begins, _ENDS: self.ends}

    def editions(self) -> QuerySet[Edition]:
        """Return its live editions."""
        return _within(self.begins, self.ends)


class Neighbours(NamedTuple):
    """The periods nearest to one that have something, and the stamp of the masthead."""

    before: Period | None
    after: Period | None
    stamp: int


class Years(NamedTuple):
    """The years that have something, the newest first, and the stamp of the masthead."""

    years: tuple[Period, ...]
    stamp: int | None


def neighbours(period: Period) -> Neighbours | None:
    """Return what is nearest to a period; None where nothing of it is live. One query."""
    return next((_near(period, row) for row in rows_of_compiled(_nearest, period.bounds)), None)


def editions_listed(period: Period) -> tuple[Neighbours | None, tuple[AnyRow, ...]]:
    """Return the same, and the newest editions of a period, one more than a page has. One query.

    Of each edition its key, and what tells whether it is still as it was.
    """
    rows = rows_of_compiled(_newest, period.bounds)
    near = next((_near(period, row) for row in rows), None)
    return near, tuple(row[_NEAR:] for row in rows)


def years() -> Years:
    """Return the years in which something is live. Two queries."""
    found = rows_of_compiled(_ends)
    if not found:
        return Years((), None)
    [(oldest, newest, stamp)] = found
    first, last = (localtime(_moment(each)).year for each in (oldest, newest))
    some = with_something([Period(year) for year in range(last, first - 1, -1)])
    return Years(some, stamp)


def with_something(periods: Sequence[Period]) -> tuple[Period, ...]:
    """Return those in which something is live. One query."""
    found = which_have_rows(_some, [period.bounds for period in periods])
    return tuple(period for period, has_some in zip(periods, found, strict=True) if has_some)


def _some() -> QuerySet[Edition, Any]:
    return _within(_BEGINS, _ENDS).order_by().values_list("pk")[:1]


def _nearest() -> QuerySet[Edition, Any]:
    return _with_nearest().order_by().values_list(*_OF_NEAREST)[:1]


def _newest() -> QuerySet[Edition, Any]:
    rows = _with_nearest().order_by("-first_published_at", "-pk")
    listed = rows.values_list(*_OF_NEAREST, "pk", "live_from", "linked_at")
    return listed[: ON_A_PAGE_OF_A_DAY + 1]


def _with_nearest() -> QuerySet[Edition]:
    live = Edition.objects.live()
    before = live.filter(first_published_at__lt=_BEGINS).newest_first()
    after = live.filter(first_published_at__gte=_ENDS).order_by("first_published_at", "pk")
    return with_masthead(_within(_BEGINS, _ENDS)).annotate(
        before=Subquery(before.values("first_published_at")[:1]),
        after=Subquery(after.values("first_published_at")[:1]),
    )


def _ends() -> QuerySet[Edition, Any]:
    live = Edition.objects.live()
    oldest = live.order_by("first_published_at", "pk").values("first_published_at")[:1]
    newest = with_masthead(live.newest_first()).annotate(oldest=Subquery(oldest))
    return newest.values_list("oldest", "first_published_at", STAMP)[:1]


def _within(begins: datetime, ends: datetime) -> QuerySet[Edition]:
    since = Edition.objects.live().filter(first_published_at__gte=begins)
    return since.filter(first_published_at__lt=ends)


def _near(period: Period, row: AnyRow) -> Neighbours:
    before, after, stamp = row[:_NEAR]
    return Neighbours(_at(period, before), _at(period, after), stamp)


def _at(period: Period, moment: datetime | str | None) -> Period | None:
    return None if moment is None else period.at(_moment(moment))


def _moment(value: datetime | str) -> datetime:
    """Return a moment as a database wrote it, which in SQLite is a text in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _midnight(day: date) -> datetime:
    """Return the moment at which a day begins in the zone of the site."""
    return datetime(day.year, day.month, day.day, tzinfo=get_current_timezone())
