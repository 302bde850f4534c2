"""How an article came to us, for readers: only where a policy lets them know."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.models.edition import Edition
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.page import page_date, text_direction
from articles.site.around import received_beside, received_of
from articles.site.elsewhere import not_found
from articles.site.response import page_response


@require_safe
def received(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Return from whom, when and in what form an article was received, and its text, if allowed."""
    told = Edition.objects.live().filter(slug=slug, receipt__isnull=False)
    shown = told.annotate(received=received_beside(), text=F("receipt__text"))
    rows = list(with_masthead(shown.only("slug", "headline", "language")))
    if not rows:
        return not_found(request)
    edition = rows[0]
    receipt = received_of(edition.received)
    assert receipt
    context = {
        "edition": edition,
        "direction": text_direction(edition.language),
        "received": receipt,
        "received_at": page_date(receipt.received_at),
        "blocks": edition.text.splitlines() if receipt.has_text else [],
    }
    template = "articles/site/received.html"
    return page_response(request, template, context, stamp=stamp_of(rows))
