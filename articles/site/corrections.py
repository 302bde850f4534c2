"""The list of corrections: what readers were told of changes, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from django.db.models import (
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from articles.keyset import AFTER, BEFORE, Keyset
from articles.models.correction import Correction
from articles.models.edition import Edition
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.page import page_date, text_direction
from articles.publishing.told import anchor_of_correction
from articles.site.response import CACHE_CONTROL, page_response

ON_A_PAGE_OF_CORRECTIONS: Final = 20
# Not by the column itself, which is empty while a correction waits: that would cost a query.
_NEWEST_FIRST: Final = Keyset("-told_at", "-id")
_OF_EDITION: Final = ("slug", "headline", "language")


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """Return a page of what was corrected in articles that readers still see. One query."""
    page = _NEWEST_FIRST.page(_shown(), request.GET, ON_A_PAGE_OF_CORRECTIONS)
    is_further = AFTER in request.GET or BEFORE in request.GET
    if is_further and not (page.rows and page.has_previous):
        headers = {"Cache-Control": CACHE_CONTROL}
        return HttpResponseRedirect(reverse("corrections"), headers=headers)
    context = {
        "months": _months(page.rows),
        "older": page.next_address() if page.has_next else "",
        "newer": page.previous_address() if page.has_previous else "",
    }
    stamp = stamp_of(page.rows)
    return page_response(request, "articles/site/corrections.html", context, stamp=stamp)


def _shown() -> QuerySet[Correction, Any]:
    """Return what is told of live articles, with what names the edition that is live."""
    live = Edition.objects.live().filter(article=OuterRef("article")).order_by()
    named = {f"live_{name}": Subquery(live.values(name)[:1]) for name in _OF_EDITION}
    told_at = ExpressionWrapper(F("shown_from"), DateTimeField())
    shown = Correction.objects.shown().annotate(told_at=told_at, **named)
    rows = shown.filter(Q(live_slug__isnull=False))
    return with_masthead(rows.order_by())


def _months(rows: Iterable[Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return what each correction shows, by the months in which readers were told."""
    return [
        (month, [_shown_row(row) for row in group])
        for month, group in groupby(
            rows, lambda row: date_format(localtime(row.shown_from), "YEAR_MONTH_FORMAT")
        )
    ]


def _shown_row(row: Any) -> dict[str, Any]:
    return {
        "kind": row.get_kind_display(),
        "note": row.note,
        "headline": row.live_headline,
        "language": row.live_language,
        "direction": text_direction(row.live_language),
        "address": f"{reverse('article', args=[row.live_slug])}#{anchor_of_correction(row.pk)}",
        "day": date_format(localtime(row.shown_from), "DATE_FORMAT"),
        "moment": page_date(row.shown_from),
    }
