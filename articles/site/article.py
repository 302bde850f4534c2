"""An article's page. It reads editions only, so that a draft cannot leak."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles.models.edition import Edition
from articles.publishing.masthead import masthead
from articles.publishing.page import page_context, page_date, page_policy, with_report_links
from articles.publishing.teasers import Dated, TeaserForm, teaser
from articles.site.appearance import appearance
from articles.site.around import Around, stamp_around
from articles.site.elsewhere import departed, not_found
from articles.site.live import LiveRow, live_row
from articles.site.remembered import RememberedPages
from articles.site.response import CACHE_CONTROL, rendered_page

PAGES: Final = RememberedPages()
# A card without its text; on a phone a row.
RELATED: Final = TeaserForm(
    "teaser", "(min-width: 48rem) 24rem, (min-width: 38rem) 50vw, 5.5rem", has_text=False
)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return the page of the edition live under a slug: one query, but two where it departed."""
    row, begun = live_row(slug)
    if begun is None:
        return not_found(request)
    stamp = begun.values["masthead_stamp"]
    if row is None:
        return departed(request, slug, stamp)
    etag = _entity_tag(row, stamp)
    # Whoever says nothing but since when they have it gets it anew: what stands around an article
    # changes without it.
    answer = get_conditional_response(request, etag) or _page(request, row, etag, stamp)
    answer.headers["ETag"] = etag
    answer.headers["Last-Modified"] = http_date(int(_changed(row)))
    answer.headers["Cache-Control"] = CACHE_CONTROL
    # Nearly all have no player.
    if row.values["frame_hosts"] != "[]" and (policy := page_policy(row.edition())):
        # Whoever has the page keeps it with the headers of the answer that says so.
        answer.headers["Content-Security-Policy"] = policy
    return answer


def _entity_tag(row: LiveRow, stamp: int) -> str:
    """Return a tag of all that an article's page is made of, but for its own address."""
    around = stamp_around(row.values)
    return f'"{row.values["id"]}-{_changed(row)}-{around}-{appearance(stamp)}"'


def _changed(row: LiveRow) -> float:
    live_from, linked_at = row.moment("live_from"), row.moment("linked_at")
    assert live_from
    # Another article may have come or gone to which this one leads.
    return max(live_from, linked_at or live_from).timestamp()


def _page(request: HttpRequest, row: LiveRow, etag: str, stamp: int) -> HttpResponse:
    address = request.build_absolute_uri(request.path)
    # Of the site as files, which take no form.
    takes_reports = not getattr(request, "is_for_files", False)
    key = (etag, address, takes_reports)
    return HttpResponse(
        PAGES.page(
            key, lambda: _rendered(row.edition(), address, stamp, takes_reports=takes_reports)
        )
    )


def _rendered(edition: Edition, address: str, stamp: int, *, takes_reports: bool) -> bytes:
    around = Around.of(edition)
    if takes_reports:
        edition.body = with_report_links(edition.body)
    context = {
        **page_context(edition, address, masthead(stamp)),
        "around": around,
        "related": [teaser(each, RELATED, dated=Dated.DATE) for each in around.related],
        "received_at": page_date(around.received.received_at) if around.received else None,
        # Beneath the page, so that the sentence around it is that of all pages.
        "report": "report/" if takes_reports else "",
    }
    return rendered_page("articles/site/article.html", context, address, stamp)
