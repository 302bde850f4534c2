"""An article's page. It reads editions only, so that a draft cannot leak."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.publishing.masthead import masthead
from articles.publishing.page import page_context, page_policy
from articles.site.appearance import appearance
from articles.site.elsewhere import departed, not_found
from articles.site.live import live_under
from articles.site.response import page_response


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the page of the edition live under a slug: one query, but two where it departed."""
    edition, ever_live = live_under(slug)
    if ever_live is None:
        return not_found(request)
    stamp = ever_live.masthead_stamp  # type: ignore[attr-defined]
    if edition is None:
        return departed(request, slug, stamp)
    # Another article may have come or gone to which this one leads.
    changed = max(edition.live_from, edition.linked_at or edition.live_from)
    etag = f'"{edition.pk}-{changed.timestamp()}-{appearance(stamp)}"'
    modified = int(changed.timestamp())
    context = page_context(edition, request.build_absolute_uri(request.path), masthead(stamp))
    page = page_response(request, "articles/site/article.html", context, stamp=stamp)
    page.headers["ETag"] = etag
    page.headers["Last-Modified"] = http_date(modified)
    # The page is rendered after this, and only if the reader does not have it yet.
    answer = get_conditional_response(request, etag, modified, page) or page
    if policy := page_policy(edition):
        # Whoever has the page keeps it with the headers of the answer that says so.
        answer.headers["Content-Security-Policy"] = policy
    return answer
