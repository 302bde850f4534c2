"""The page of a topic, an author or a publisher: what is live under its name, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import Any, Final

from django.db.models import F, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_safe

from articles.keyset import AFTER, BEFORE, Keyset
from articles.models.edition import Edition
from articles.models.listing import Listing
from articles.models.picture import Picture
from articles.pictures.shown import ShownPicture, shown_picture
from articles.publishing.masthead import STAMP, stamp_of, with_masthead
from articles.publishing.teasers import LEAD, ROW, TEASER_FIELDS, Dated, teaser
from articles.site.appearance import appearance
from articles.site.compiled import rows_of_compiled
from articles.site.elsewhere import moved, not_found
from articles.site.response import CACHE_CONTROL, page_response, rendered_page

LISTED_ON_A_PAGE: Final = 20
# In the columns of the index that leads to each page of a listing.
_NEWEST_FIRST: Final = Keyset("-listed_at", "-listed_key")
# The same places, as editions have them.
_OF_EDITIONS: Final = Keyset("-first_published_at", "-id")
_TEMPLATE: Final = "articles/site/listing.html"
# Some tens of kilobytes each.
_REMEMBERED: Final = 128
_KIND: Final = "some-kind"
_SLUG: Final = "some-slug"
_OF_LISTING: Final = ("name", "about")
_OF_PICTURE: Final = (
    "sha256", "width", "height", "alt", "is_decorative", "focus_x", "focus_y", "rights_until",
    "withdrawn_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """The teasers of a month of a list, under its name."""

    name: str
    rows: Sequence[SafeString]


@require_safe
def listing_page(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Return a page of what is live under a name; one query, and one more where it is new.

    A former slug leads to where its listing is now. Where nothing is live there is a page only for
    what has something to say about itself.
    """
    if AFTER in request.GET or BEFORE in request.GET:
        return _older(request, kind, slug)
    made = tuple(rows_of_compiled(_newest, {_KIND: kind, _SLUG: slug}))
    if not made:
        return _empty(request, kind, slug)
    today, stamp = localdate(), made[0][-1]
    digest = blake2b(repr((made, today)).encode(), digest_size=12).hexdigest()
    etag = f'"{digest}-{appearance(stamp)}"'
    if (answer := get_conditional_response(request, etag)) is None:
        address = request.build_absolute_uri(request.path)
        answer = HttpResponse(_first_page(made, kind, slug, today, address))
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["ETag"] = etag
    return answer


def _newest() -> QuerySet[Edition, Any]:
    """Name all that a first page is made of: its editions, and what its listing says."""
    said = [f"listed__listing__{name}" for name in _OF_LISTING]
    shown = [f"listed__listing__picture__{name}" for name in _OF_PICTURE]
    rows = with_masthead(_live_under(_KIND, _SLUG)).order_by(
        "-listed__first_published_at", "-listed__edition_id"
    )
    return rows.values_list("pk", "live_from", "linked_at", *said, *shown, STAMP)[
        : LISTED_ON_A_PAGE + 1
    ]


def _live_under(kind: str, slug: str) -> QuerySet[Edition]:
    # By its key: then PostgreSQL knows that there is one, and that its index has the order.
    key = Listing.objects.filter(kind=kind, slug=slug).order_by().values("pk")[:1]
    return Edition.objects.live().filter(listed__listing=Subquery(key))


@lru_cache(_REMEMBERED)
def _first_page(made: tuple[Any, ...], kind: str, slug: str, _today: date, address: str) -> bytes:
    """Return the page that is made of this, as it reads on a day. One query, where it is new."""
    keys = [row[0] for row in made]
    editions = Edition.objects.only(*TEASER_FIELDS).in_bulk(keys)
    rows = [editions[key] for key in keys[:LISTED_ON_A_PAGE] if key in editions]
    name, about = made[0][3], made[0][4]
    listing = Listing(kind=kind, slug=slug, name=name, about=about)
    more = len(made) > LISTED_ON_A_PAGE and rows
    context = {
        "listing": listing,
        "portrait": _portrait(made[0][5:-1]),
        "lead": teaser(rows[0], LEAD, level=2, dated=Dated.DATE, within=name) if rows else "",
        "months": _months(rows[1:], name),
        "older": _OF_EDITIONS.address_after(rows[-1]) if more else "",
        "up_to": rows[0].first_published_at if rows else None,
    }
    return rendered_page(_TEMPLATE, context, address, made[0][-1])


def _portrait(values: Sequence[Any]) -> ShownPicture | None:
    """Return a picture of these values, unless there is none or readers may not see it."""
    if values[0] is None:
        return None
    picture = Picture(**dict(zip(_OF_PICTURE, values, strict=True)))
    # As the database writes it, which in SQLite is a text.
    picture.rights_until = Picture._meta.get_field("rights_until").to_python(picture.rights_until)
    return shown_picture(picture) if picture.is_showable else None


def _older(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """Return a page of what is older; from one of which nothing is left, to the first."""
    editions = with_masthead(_live_under(kind, slug).only(*TEASER_FIELDS)).annotate(
        listed_at=F("listed__first_published_at"),
        listed_key=F("listed__edition"),
        listing_name=F("listed__listing__name"),
    )
    page = _NEWEST_FIRST.page(editions, request.GET, LISTED_ON_A_PAGE)
    if not page.rows or not page.has_previous:
        headers = {"Cache-Control": CACHE_CONTROL}
        return HttpResponseRedirect(reverse(kind, args=[slug]), headers=headers)
    first: Any = page.rows[0]
    listing = Listing(kind=kind, slug=slug, name=first.listing_name)
    context = {
        "listing": listing,
        "page": page,
        "older": page.next_address() if page.has_next else "",
        "newer": page.previous_address(),
        "months": _months(page.rows, listing.name),
        "up_to": first.first_published_at,
    }
    return page_response(request, _TEMPLATE, context, stamp=stamp_of(page.rows))


def _empty(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """Answer where no live edition is listed."""
    listing = listing_at(kind, slug)
    if listing is None:
        return not_found(request)
    if listing.slug != slug:
        return moved(listing.get_absolute_url())
    picture = listing.picture
    portrait = shown_picture(picture) if picture and picture.is_showable else None
    context = {"listing": listing, "portrait": portrait, "is_empty": True}
    return page_response(request, _TEMPLATE, context)


def listing_at(kind: str, slug: str) -> Listing | None:
    """Return the listing that has, or had, a slug, if readers may know of it. One query."""
    known = Listing.objects.known_to_readers()
    found = known.filter(Q(slug=slug) | Q(former_slugs__slug=slug), kind=kind)
    return found.select_related("picture").order_by().first()


def _months(editions: Iterable[Edition], name: str) -> list[Month]:
    """Return the teasers of editions by the months in which they were first published."""
    return [
        Month(month, [teaser(each, ROW, dated=Dated.DAY, within=name) for each in group])
        for month, group in groupby(editions, key=_month)
    ]


def _month(edition: Edition) -> str:
    return date_format(localtime(edition.first_published_at), "YEAR_MONTH_FORMAT")
