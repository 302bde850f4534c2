"""The archive: by years, months and days in which something was first published.

Each page is remembered by all that it is made of, which compiled statements tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles.keyset import AFTER, BEFORE, Keyset
from articles.models.edition import Edition
from articles.publishing.masthead import masthead
from articles.publishing.teasers import ROW, TEASER_FIELDS, Dated, teaser
from articles.site.appearance import appearance
from articles.site.compiled import AnyRow
from articles.site.elsewhere import not_found
from articles.site.periods import (
    ON_A_PAGE_OF_A_DAY,
    Period,
    editions_listed,
    neighbours,
    with_something,
    years,
)
from articles.site.response import CACHE_CONTROL, page_response, rendered_page

_NEWEST_FIRST: Final = Keyset("-first_published_at", "-id")
_OF_A_DAY: Final = "articles/site/archive_day.html"
# Some tens of kilobytes each at most.
_REMEMBERED: Final = 64


@dataclass(frozen=True)
class _MadeOf:
    """All that a page of the archive shows: the parts of a period, or the editions of a day."""

    stamp: int
    period: Period | None = None
    before: Period | None = None
    after: Period | None = None
    parts: tuple[Period, ...] = ()
    editions: tuple[AnyRow, ...] = ()


@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """Return the years that have something. Two queries."""
    found = years()
    return _answer(request, _MadeOf(masthead(found.stamp).stamp, parts=found.years))


@require_safe
def archive_of(request: HttpRequest, year: int, month: int = 0) -> HttpResponseBase:
    """Return the months of a year, or the days of a month, that have something. Two queries."""
    period = Period(year, month)
    near = neighbours(period)
    if near is None:
        return not_found(request)
    parts = with_something(period.parts)
    return _answer(request, _MadeOf(near.stamp, period, near.before, near.after, parts))


@require_safe
def archive_day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponseBase:
    """Return what a day first published, newest first: one query, one more where it is new."""
    period = Period(year, month, day)
    if not period.is_a_day:
        return not_found(request)
    near, editions = editions_listed(period)
    if near is None:
        return not_found(request)
    made = _MadeOf(near.stamp, period, near.before, near.after, editions=editions)
    if AFTER in request.GET or BEFORE in request.GET:
        return _older(request, period, made)
    return _answer(request, made)


def _answer(request: HttpRequest, made: _MadeOf) -> HttpResponseBase:
    digest = blake2b(repr(made).encode(), digest_size=12).hexdigest()
    etag = f'"{digest}-{appearance(made.stamp)}"'
    if (answer := get_conditional_response(request, etag)) is None:
        answer = HttpResponse(_page(made, request.build_absolute_uri(request.path)))
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["ETag"] = etag
    return answer


@lru_cache(_REMEMBERED)
def _page(made: _MadeOf, address: str) -> bytes:
    """Return the page that is made of this; one query where it has editions and is new."""
    if not made.editions:
        return rendered_page("articles/site/archive.html", _context(made), address, made.stamp)
    keys = [row[0] for row in made.editions[:ON_A_PAGE_OF_A_DAY]]
    found = Edition.objects.only(*TEASER_FIELDS).order_by().in_bulk(keys)
    editions = [found[key] for key in keys if key in found]
    more = len(made.editions) > ON_A_PAGE_OF_A_DAY and editions
    context = {
        **_context(made),
        "rows": _rows(editions),
        "older": _NEWEST_FIRST.address_after(editions[-1]) if more else "",
    }
    return rendered_page(_OF_A_DAY, context, address, made.stamp)


def _older(request: HttpRequest, period: Period, made: _MadeOf) -> HttpResponseBase:
    """Return a page of what is older; from one of which nothing is left, to the first."""
    editions = period.editions().only(*TEASER_FIELDS)
    page = _NEWEST_FIRST.page(editions, request.GET, ON_A_PAGE_OF_A_DAY)
    if not page.rows or not page.has_previous:
        return HttpResponseRedirect(period.address, headers={"Cache-Control": CACHE_CONTROL})
    context = {
        **_context(made),
        "rows": _rows(page.rows),
        "newer": page.previous_address(),
        "older": page.next_address() if page.has_next else "",
    }
    return page_response(request, _OF_A_DAY, context, stamp=made.stamp)


def _context(made: _MadeOf) -> dict[str, object]:
    return {
        "period": made.period,
        "before": made.before,
        "after": made.after,
        "parts": made.parts,
    }


def _rows(editions: Sequence[Edition]) -> list[SafeString]:
    return [teaser(each, ROW, level=2, dated=Dated.TIME) for each in editions]
