"""The archive: by years, months and days in which something was first published."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.keyset import Keyset
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.teasers import ROW, TEASER_FIELDS, Dated, teaser
from articles.site.elsewhere import not_found
from articles.site.periods import Period, with_something, years
from articles.site.response import page_response

ON_A_PAGE_OF_A_DAY: Final = 20
_NEWEST_FIRST: Final = Keyset("-first_published_at", "-id")


@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """Return the years that have something."""
    return page_response(request, "articles/site/archive.html", {"parts": years()})


@require_safe
def archive_of(request: HttpRequest, year: int, month: int = 0) -> HttpResponseBase:
    """Return the months of a year, or the days of a month, that have something. Two queries."""
    period = Period(year, month)
    rows = list(with_masthead(period.editions().only("pk").order_by())[:1])
    if not rows:
        return not_found(request)
    context = {**_beside(period, rows[0]), "parts": with_something(period.parts)}
    return page_response(request, "articles/site/archive.html", context, stamp=stamp_of(rows))


@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponseBase:
    """Return what was first published on a day, newest first. One query."""
    period = Period(year, month, day)
    try:
        editions = with_masthead(period.editions().only(*TEASER_FIELDS))
    except ValueError:
        return not_found(request)
    page = _NEWEST_FIRST.page(editions, request.GET, ON_A_PAGE_OF_A_DAY)
    if not page.rows:
        return not_found(request)
    rows = [teaser(each, ROW, level=2, dated=Dated.TIME) for each in page.rows]
    context = {**_beside(period, page.rows[0]), "page": page, "rows": rows}
    stamp = stamp_of(page.rows)
    return page_response(request, "articles/site/archive_day.html", context, stamp=stamp)


def _beside(period: Period, row: Any) -> dict[str, Period | None]:
    """Return the period and those nearest to it that have something, as its row tells."""
    return {
        "period": period,
        "before": period.at(row.before) if row.before else None,
        "after": period.at(row.after) if row.after else None,
    }
