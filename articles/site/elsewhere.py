"""Addresses at which there is nothing, or nothing any more: on to where it is, 404 or 410."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.models.edition import Edition, Withdrawal
from articles.publishing.masthead import masthead, stamp_of, with_masthead
from articles.publishing.teasers import LINE, TEASER_FIELDS, Dated, teaser
from articles.site.former.answer import address_since
from articles.site.live import former_edition
from articles.site.response import CACHE_CONTROL, page_response

# So many of the newest articles are offered to who came for nothing.
_BEGIN_WITH: Final = 3
_SAFE: Final = frozenset({"GET", "HEAD"})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return not_found(request)


def not_found(request: HttpRequest) -> HttpResponseBase:
    """Return the page of an address that leads nowhere, with what is newest. One query."""
    live = Edition.objects.live_newest_first().only(*TEASER_FIELDS)
    newest = list(with_masthead(live)[:_BEGIN_WITH])
    stamp = masthead(stamp_of(newest)).stamp
    if page := at_former_host(request, stamp):
        return page
    rows = [teaser(edition, LINE, dated=Dated.DAY) for edition in newest]
    return page_response(request, "404.html", {"newest": rows}, status=404, stamp=stamp)


def at_former_host(request: HttpRequest, stamp: int | None = None) -> HttpResponseBase | None:
    """Answer for an address of a site that moved here; None where it was none of its."""
    shown = masthead(stamp)
    if not shown.former_hosts or request.method not in _SAFE:
        return None
    found = address_since(request, shown.former_hosts)
    if found is None:
        return None
    if found:
        return moved(found)
    return page_response(request, "410.html", status=410, stamp=shown.stamp)


def departed(request: HttpRequest, slug: str, stamp: int) -> HttpResponseBase:
    """Send readers of an older slug on; tell those of a withdrawn article that it is gone, and why.

    Or send them where whoever withdrew it has them go.
    """
    former = former_edition(slug)
    if successor := former.slug_now:  # type: ignore[attr-defined]
        return moved(reverse("article", args=[successor]))
    if former.leads_to:
        return moved(former.leads_to)
    context = {
        "note": former.withdrawal_note,
        "is_notice": former.withdrawal == Withdrawal.KILLED,
        "ended_at": former.live_until,
    }
    return page_response(request, "410.html", context, status=410, stamp=stamp)


def moved(address: str) -> HttpResponseBase:
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": CACHE_CONTROL})
