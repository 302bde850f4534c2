"""Names on articles -> to where their listing is now: at once on a few, or by a worker."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from articles.admin.typed import ModelAdmin
from articles.counts import capped_count
from articles.listings.change import lead_names
from articles.listings.work import lead_names_anew
from articles.models import Listing

# What a request has time for.
_MOST_AT_ONCE: Final = 500


def follow_listing(desk: ModelAdmin[Any], request: HttpRequest, listing: Listing) -> None:
    """Bring links on articles up to date with a listing, and say what comes of it."""
    number: int = capped_count(listing.listed.all())
    if number > _MOST_AT_ONCE:
        lead_names_anew.enqueue(listing=listing.pk)
        words = ngettext(
            "%(number)s article leads there in the background; until then its old address does.",
            "%(number)s articles lead there in the background; until then its old address does.",
            number,
        )
    else:
        number = lead_names(listing)
        words = ngettext(
            "%(number)s article leads there now.", "%(number)s articles lead there now.", number
        )
    if number:
        desk.message_user(request, words % {"number": f"{number}"}, messages.SUCCESS)
