"""The public pages. They read editions only, so that a draft cannot leak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.models.edition import Edition
from articles.publishing.page import page_context, page_policy
from articles.site.appearance import appearance
from articles.site.live import live_under

EDITIONS_ON_A_PAGE: Final = 20

# A cache may keep a page but asks before each use, so a withdrawal, a correction or a moved slug
# shows at once. Asking costs one query and no rendering; a time to live would save that query and
# show what was withdrawn for as long. Redirects too: a slug can come back to where it was.
CACHE_CONTROL: Final = "public, no-cache"


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """Return a page of live editions, newest first; a page number that leads nowhere is a 404."""
    editions = Edition.objects.live().newest_first()
    shown = editions.only(
        "slug", "headline", "standfirst", "language", "picture", "first_published_at"
    )
    try:
        page = Paginator(shown, EDITIONS_ON_A_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404(str(error)) from error
    return _page(request, "articles/site/front_page.html", {"page": page})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the page of the edition live under a slug: one query where there is one, else two."""
    edition = live_under(slug)
    if edition is None:
        return _departed(request, slug)
    # Another article may have come or gone to which this one leads.
    changed = max(edition.live_from, edition.linked_at or edition.live_from)
    etag = f'"{edition.pk}-{changed.timestamp()}-{appearance()}"'
    modified = int(changed.timestamp())
    page = _page(request, "articles/site/article.html", page_context(edition))
    page.headers["ETag"] = etag
    page.headers["Last-Modified"] = http_date(modified)
    # The page is rendered after this, and only if the reader does not have it yet.
    answer = get_conditional_response(request, etag, modified, page) or page
    if policy := page_policy(edition):
        # Whoever has the page keeps it with the headers of the answer that says so.
        answer.headers["Content-Security-Policy"] = policy
    return answer


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return _page(request, "404.html", status=404)


def _departed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send readers of an older slug on; tell those of a withdrawn article that it is gone."""
    successor = Edition.objects.live().filter(article=OuterRef("article")).values("slug")[:1]
    former = Edition.objects.begun().filter(slug=slug)
    last = former.annotate(slug_now=Subquery(successor)).values("slug_now").first()
    if last is None:
        raise Http404("nothing was ever published under this slug")
    if last["slug_now"] is None:
        return _page(request, "410.html", status=410)
    address = reverse("article", args=[last["slug_now"]])
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": CACHE_CONTROL})


def _page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> SimpleTemplateResponse:
    """A page rendered without the request, so that no session can be touched on the way."""
    surroundings = {
        "site_name": settings.SITE_NAME,
        "address": request.build_absolute_uri(request.path),
    }
    return SimpleTemplateResponse(
        template,
        {**surroundings, **(context or {})},
        status=status,
        headers={"Cache-Control": CACHE_CONTROL},
    )
