"""The front page. It reads editions only, so that a draft cannot leak."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.keyset import Keyset
from articles.models.edition import Edition
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.teasers import LEAD, ROW, TEASER_FIELDS, Dated, teaser
from articles.site.elsewhere import at_former_host, moved
from articles.site.former.answer import ASKED_OF_FRONT
from articles.site.response import page_response

EDITIONS_ON_A_PAGE: Final = 20
# As `Edition.objects.newest_first()`, whose index leads to each page.
NEWEST_FIRST: Final = Keyset("-first_published_at", "-id")


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """Return a page of live editions, newest first; addresses by number lead to the first."""
    if "page" in request.GET:
        # Which editions a number meant changed with every one published, and finding them counts.
        return moved(reverse("front_page"))
    if not ASKED_OF_FRONT.isdisjoint(request.GET) and (found := at_former_host(request)):
        return found
    editions = with_masthead(Edition.objects.live().only(*TEASER_FIELDS))
    page = NEWEST_FIRST.page(editions, request.GET, EDITIONS_ON_A_PAGE)
    rows = list(page.rows)
    lead = rows.pop(0) if rows and not page.has_previous else None
    context = {
        "page": page,
        "lead": teaser(lead, LEAD, level=2, dated=Dated.DATE) if lead else "",
        "rows": [teaser(each, ROW, level=2, dated=Dated.DATE) for each in rows],
    }
    stamp = stamp_of(page.rows)
    return page_response(request, "articles/site/front_page.html", context, stamp=stamp)
