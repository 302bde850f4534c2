"""A page that is no article: about, imprint, contact."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.models.masthead import StaticPage
from articles.publishing.masthead import stamp_of, with_masthead
from articles.site.elsewhere import not_found
from articles.site.response import page_response


@require_safe
def static_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return a static page that is public. One query."""
    found = list(with_masthead(StaticPage.objects.filter(slug=slug, is_public=True)))
    if not found:
        return not_found(request)
    template = "articles/site/static_page.html"
    return page_response(request, template, {"page": found[0]}, stamp=stamp_of(found))
