"""The preview: the front page as readers would see it at this moment, were it published now."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.models import Edition, Listing
from articles.publishing.front.groups import Groups
from articles.publishing.front.made_of import NEWEST_READ
from articles.publishing.front.sections import (
    ShownGroup,
    address_of_listing,
    days_of,
    front_sections,
    headed,
)
from articles.publishing.masthead import masthead
from articles.publishing.teasers import TEASER_FIELDS

_PAGE = "admin/articles/front/preview.html"


def front_preview(request: HttpRequest, groups: Groups) -> HttpResponse:
    """Return the public page of these groups."""
    placed = [key for group in groups for key in group.articles]
    live = Edition.objects.live().only(*TEASER_FIELDS, "article")
    others = Edition.objects.live_newest_first().exclude(article__in=placed)
    newest = list(others.only(*TEASER_FIELDS, "article")[:NEWEST_READ])
    shown = masthead()
    context = {
        "sections": front_sections(_groups(groups, live.filter(article__in=placed)), newest),
        "days": days_of(newest),
        "masthead": shown,
        "site_name": shown.name,
        "address": request.build_absolute_uri(reverse("front_page")),
    }
    return TemplateResponse(request, _PAGE, context)


def _groups(groups: Groups, live: Iterable[Edition]) -> Iterable[ShownGroup]:
    editions = {edition.article_id: edition for edition in live}
    listings = Listing.objects.in_bulk([group.listing for group in groups if group.listing])
    for group in groups:
        listing = listings.get(group.listing or 0)
        address = address_of_listing(listing.kind, listing.slug) if listing else ""
        own = dict(group.headlines)
        shown = [
            headed(editions[key], own.get(key, "")) for key in group.articles if key in editions
        ]
        yield ShownGroup(group.name, group.form, address, shown)
