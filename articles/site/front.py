"""The front page. It reads editions only, so that a draft cannot leak."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from articles.keyset import AFTER, BEFORE, Keyset
from articles.models.edition import Edition
from articles.publishing.front.made_of import MadeOf, front_made_of
from articles.publishing.front.sections import (
    NEWEST_ALONE,
    NEWEST_BELOW_GROUPS,
    days_of,
    editions_shown,
    front_sections,
    groups_of_page,
)
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.teasers import ROW, TEASER_FIELDS, Dated, teaser
from articles.site.appearance import appearance
from articles.site.elsewhere import at_former_host, moved
from articles.site.former.answer import ASKED_OF_FRONT
from articles.site.response import CACHE_CONTROL, page_response, rendered_page

EDITIONS_ON_A_PAGE: Final = 20
# As `Edition.objects.newest_first()`, whose index leads to each page.
NEWEST_FIRST: Final = Keyset("-first_published_at", "-id")
_TEMPLATE: Final = "articles/site/front_page.html"
# Some tens of kilobytes each: the page of now, at each address that the site has.
_REMEMBERED: Final = 8


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """Return the front page, or a page of what is older; addresses by number lead to the first."""
    if "page" in request.GET:
        # Which editions a number meant changed with every one published, and finding them counts.
        return moved(reverse("front_page"))
    if not ASKED_OF_FRONT.isdisjoint(request.GET) and (found := at_former_host(request)):
        return found
    if AFTER in request.GET or BEFORE in request.GET:
        return _older(request)
    made, today = front_made_of(), localdate()
    etag = _etag(made, today)
    if (answer := get_conditional_response(request, etag)) is None:
        answer = HttpResponse(_page(made, today, request.build_absolute_uri(request.path)))
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["ETag"] = etag
    return answer


def _older(request: HttpRequest) -> HttpResponseBase:
    """Return a page of live editions, newest first."""
    editions = with_masthead(Edition.objects.live().only(*TEASER_FIELDS))
    page = NEWEST_FIRST.page(editions, request.GET, EDITIONS_ON_A_PAGE)
    if not page.has_previous:
        headers = {"Cache-Control": CACHE_CONTROL}
        return HttpResponseRedirect(reverse("front_page"), headers=headers)
    rows = [teaser(each, ROW, level=2, dated=Dated.DATE) for each in page.rows]
    context = {"page": page, "rows": rows}
    return page_response(request, _TEMPLATE, context, stamp=stamp_of(page.rows))


@lru_cache(_REMEMBERED)
def _etag(made: MadeOf, today: date) -> str:
    digest = blake2b(repr((made, today)).encode(), digest_size=12).hexdigest()
    return f'"{digest}-{appearance(made.stamp)}"'


@lru_cache(_REMEMBERED)
def _page(made: MadeOf, today: date, address: str) -> bytes:
    """Return the page that is made of this, as it reads on a day. One query, where it is new."""
    editions = editions_shown(made)
    newest = [editions[each[0]] for each in made.newest if each[0] in editions]
    sections = front_sections(groups_of_page(made, editions), newest)
    context = {
        "sections": sections,
        "days": days_of(newest),
        "older": _address_of_older(made, newest),
    }
    return rendered_page(_TEMPLATE, context, address, made.stamp)


def _address_of_older(made: MadeOf, newest: Sequence[Edition]) -> str:
    """Return where the list of the newest goes on; "" where it ends here."""
    shown = NEWEST_BELOW_GROUPS if made.placed else NEWEST_ALONE
    if len(newest) <= shown:
        return ""
    return NEWEST_FIRST.address_after(newest[shown - 1])
