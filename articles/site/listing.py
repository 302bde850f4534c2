"""The page of a topic, an author or a publisher: what is live under its name, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from articles.keyset import Keyset
from articles.models.edition import Edition
from articles.models.listing import Listing
from articles.models.picture import Picture
from articles.pictures.shown import ShownPicture, shown_picture
from articles.publishing.masthead import stamp_of, with_masthead
from articles.publishing.teasers import LEAD, ROW, TEASER_FIELDS, Dated, teaser
from articles.site.elsewhere import moved, not_found
from articles.site.response import CACHE_CONTROL, page_response

LISTED_ON_A_PAGE: Final = 20
# In the columns of the index that leads to each page of a listing.
_NEWEST_FIRST: Final = Keyset("-listed_at", "-listed_key")
_OF_LISTING: Final = ("id", "name", "about", "picture")


@dataclass(frozen=True, slots=True)
class Month:
    """The teasers of a month of a list, under its name."""

    name: str
    rows: Sequence[SafeString]


@require_safe
def listing_page(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return a page of what is live under a name; one query, and one more for its picture.

    A former slug leads to where its listing is now. Where nothing is live there is a page only for
    what has something to say about itself.
    """
    page = _NEWEST_FIRST.page(_editions(kind, slug), request.GET, LISTED_ON_A_PAGE)
    if not page.rows:
        return _empty(request, kind, slug, is_first=not page.has_previous)
    first = page.rows[0]
    listing = _listing(kind, slug, first)
    lead = None if page.has_previous else first
    rows = page.rows[1:] if lead else page.rows
    context = {
        "listing": listing,
        "portrait": _portrait(listing),
        "page": page,
        "lead": teaser(lead, LEAD, level=2, dated=Dated.DATE, within=listing.name) if lead else "",
        "months": _months(rows, listing.name),
        "up_to": first.first_published_at,
    }
    stamp = stamp_of(page.rows)
    return page_response(request, "articles/site/listing.html", context, stamp=stamp)


def _editions(kind: str, slug: str) -> QuerySet[Edition]:
    """Return the live editions listed there, each with what its page says of the listing."""
    live = Edition.objects.live().filter(listed__listing__kind=kind, listed__listing__slug=slug)
    said = {
        f"listing_{name}": F(f"listed__listing__{name}")
        for name in ("id", "name", "about", "picture")
    }
    return with_masthead(live.only(*TEASER_FIELDS)).annotate(
        listed_at=F("listed__first_published_at"), listed_key=F("listed__edition"), **said
    )


def _listing(kind: str, slug: str, row: Any) -> Listing:
    """Return the listing that came with its editions."""
    return Listing(
        pk=row.listing_id,
        kind=kind,
        slug=slug,
        name=row.listing_name,
        about=row.listing_about,
        picture_id=row.listing_picture,
    )


def _portrait(listing: Listing) -> ShownPicture | None:
    if listing.picture_id is None:
        return None
    picture = Picture.objects.showable().filter(pk=listing.picture_id).first()
    return shown_picture(picture) if picture else None


def _empty(request: HttpRequest, kind: str, slug: str, *, is_first: bool) -> HttpResponseBase:
    """Answer where no live edition is listed there, or none any more on that page."""
    listing = listing_at(kind, slug)
    if listing is None or (listing.slug == slug and is_first and not listing.about):
        return not_found(request)
    if listing.slug != slug:
        return moved(listing.get_absolute_url())
    if not is_first:
        headers = {"Cache-Control": CACHE_CONTROL}
        return HttpResponseRedirect(listing.get_absolute_url(), headers=headers)
    picture = listing.picture
    portrait = shown_picture(picture) if picture and picture.is_showable else None
    context = {"listing": listing, "portrait": portrait}
    return page_response(request, "articles/site/listing.html", context)


def listing_at(kind: str, slug: str) -> Listing | None:
    """Return the listing that has, or had, a slug. One query."""
    found = Listing.objects.filter(Q(slug=slug) | Q(former_slugs__slug=slug), kind=kind)
    return found.select_related("picture").order_by().first()


def _months(editions: Iterable[Edition], name: str) -> list[Month]:
    """Return the teasers of editions by the months in which they were first published."""
    return [
        Month(month, [teaser(each, ROW, dated=Dated.DAY, within=name) for each in group])
        for month, group in groupby(editions, key=_month)
    ]


def _month(edition: Edition) -> str:
    return date_format(localtime(edition.first_published_at), "YEAR_MONTH_FORMAT")
