"""The front page. It reads editions only, so that a draft cannot leak."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.keyset import Keyset
from articles.models.edition import Edition
from articles.publishing.masthead import stamp_of, with_masthead
from articles.site.elsewhere import moved
from articles.site.response import page_response

EDITIONS_ON_A_PAGE: Final = 20
# As `Edition.objects.newest_first()`, whose index leads to each page.
NEWEST_FIRST: Final = Keyset("-first_published_at", "-id")
_SHOWN: Final = (
    "slug", "headline", "standfirst", "language", "kicker", "bylines", "picture",
    "first_published_at",
)  # fmt: skip


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """Return a page of live editions, newest first; addresses by number lead to the first."""
    if "page" in request.GET:
        # Which editions a number meant changed with every one published, and finding them counts.
        return moved(reverse("front_page"))
    editions = with_masthead(Edition.objects.live().only(*_SHOWN))
    page = NEWEST_FIRST.page(editions, request.GET, EDITIONS_ON_A_PAGE)
    stamp = stamp_of(page.rows)
    return page_response(request, "articles/site/front_page.html", {"page": page}, stamp=stamp)
