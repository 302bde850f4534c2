"""Pages that are no article: about, imprint, contact; and the colours that the desk gave them."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models.masthead import StaticPage
from articles.publishing.masthead import masthead, stamp_of, with_masthead
from articles.site.elsewhere import moved, not_found
from articles.site.response import CACHE_CONTROL, page_response

_FOR_GOOD: Final = "public, max-age=31536000, immutable"


@require_safe
def static_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return a static page that is public. One query."""
    found = list(with_masthead(StaticPage.objects.filter(slug=slug, is_public=True)))
    if not found:
        return _former(request, slug)
    template = "articles/site/static_page.html"
    return page_response(request, template, {"page": found[0]}, stamp=stamp_of(found))


def _former(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Lead on from a slug that a page had; there are few pages, so all are looked through."""
    for now, former in StaticPage.objects.filter(is_public=True).values_list(
        "slug", "former_slugs"
    ):
        if slug in former:
            return moved(reverse("static_page", args=[now]))
    return not_found(request)


@require_safe
def masthead_colours(request: HttpRequest, stamp: int) -> HttpResponseBase:
    """Return the site's own colours as a style sheet: no style may stand in a page."""
    shown = masthead()
    # Of a page that a cache still has, with a masthead of before.
    is_former = shown.stamp != stamp
    sheet = "".join(
        f"@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ --accent: {colour} }} }}\n"
        for scheme, colour in (("light", shown.accent), ("dark", shown.accent_on_dark))
        if colour
    )
    return HttpResponse(
        sheet,
        content_type="text/css",
        headers={"Cache-Control": CACHE_CONTROL if is_former else _FOR_GOOD},
    )
