"""The public pages. They read editions only, so that a draft cannot leak."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.keyset import Keyset
from articles.models.edition import Edition
from articles.publishing.page import page_context, page_policy
from articles.site.appearance import appearance
from articles.site.live import live_under, slug_since
from articles.site.response import CACHE_CONTROL, page_response

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
        return _moved(reverse("front_page"))
    editions = Edition.objects.live().only(*_SHOWN)
    page = NEWEST_FIRST.page(editions, request.GET, EDITIONS_ON_A_PAGE)
    return page_response(request, "articles/site/front_page.html", {"page": page})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the page of the edition live under a slug: one query, but two where it departed."""
    edition, was_live = live_under(slug)
    if edition is None:
        return _departed(request, slug) if was_live else _not_found(request)
    # Another article may have come or gone to which this one leads.
    changed = max(edition.live_from, edition.linked_at or edition.live_from)
    etag = f'"{edition.pk}-{changed.timestamp()}-{appearance()}"'
    modified = int(changed.timestamp())
    context = page_context(edition, request.build_absolute_uri(request.path))
    page = page_response(request, "articles/site/article.html", context)
    page.headers["ETag"] = etag
    page.headers["Last-Modified"] = http_date(modified)
    # The page is rendered after this, and only if the reader does not have it yet.
    answer = get_conditional_response(request, etag, modified, page) or page
    if policy := page_policy(edition):
        # Whoever has the page keeps it with the headers of the answer that says so.
        answer.headers["Content-Security-Policy"] = policy
    return answer


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponseBase:
    return page_response(request, "404.html", status=404)


def _departed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send readers of an older slug on; tell those of a withdrawn article that it is gone."""
    if successor := slug_since(slug):
        return _moved(reverse("article", args=[successor]))
    return page_response(request, "410.html", status=410)


def _moved(address: str) -> HttpResponseBase:
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": CACHE_CONTROL})
