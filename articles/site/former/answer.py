"""What a reader is told at an address that is nothing here but was something at a former host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode, urljoin

from django.http import HttpRequest
from django.urls import reverse

from articles.documents.urls.picture_file import width_asked_for
from articles.pictures.renditions import widths_of
from articles.pictures.shown import address
from articles.site.former.candidates import (
    NUMBERS,
    is_of_picture,
    numbers_of_article,
    numbers_of_picture,
)
from articles.site.former.lookup import listing_named, picture_at, slug_of_moved
from articles.site.former.places import OldPlace, old_place, old_place_in_query

# By how much of a date is told.
_ARCHIVES: Final = {1: "archive_year", 2: "archive_month", 3: "archive_day"}
# Parameters by which WordPress asked its front page for something else.
ASKED_OF_FRONT: Final = frozenset({*NUMBERS, "feed", "s", "tag", "author_name", "m"})


def address_since(request: HttpRequest, hosts: Sequence[str]) -> str | None:
    """Return where readers find now what an address named at one of these hosts.

    "" where it was an article that they see no more; None where it named nothing that is known.
    """
    path = request.path
    place = old_place(path) if path != "/" else old_place_in_query(request.GET.dict())
    found = _address_of(place) if place else None
    if found and found != path:
        return found
    if is_of_picture(path):
        return _picture(path, hosts)
    query = request.META.get("QUERY_STRING", "")
    slug = slug_of_moved(numbers_of_article(path, query, hosts))
    return slug and reverse("article", args=[slug])


def _address_of(place: OldPlace) -> str | None:
    """Return the address of what a feed or a list of the old site is here; None if it is none."""
    if place.is_sitemap:
        return reverse("sitemap")
    if place.searched:
        return f"{reverse('search')}?{urlencode({'q': place.searched})}"
    if place.kind:
        listing = listing_named(place.kind, place.named)
        return urljoin(listing.get_absolute_url(), place.feed) if listing else None
    if place.feed:
        return reverse("site_feed", args=[place.feed])
    if place.date:
        return reverse(_ARCHIVES[len(place.date)], args=[f"{each:02}" for each in place.date])
    return reverse("front_page")


def _picture(path: str, hosts: Sequence[str]) -> str | None:
    """Return the address of a rendition about as wide as was asked for."""
    picture = picture_at(numbers_of_picture(path, hosts))
    if picture is None:
        return None
    widths = widths_of(picture.width)
    wanted = width_asked_for(path) or widths[-1]
    return address(picture.sha256, next((w for w in widths if w >= wanted), widths[-1]), "jpg")
