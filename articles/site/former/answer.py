"""What a reader is told at an address that is nothing here but was something at a former host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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
from articles.site.former.lookup import picture_at, slug_of_moved

# Parameters by which WordPress asked its front page for something else.
ASKED_OF_FRONT: Final = frozenset({*NUMBERS, "feed", "s", "tag", "author_name", "m"})


def address_since(request: HttpRequest, hosts: Sequence[str]) -> str | None:
    """Return where readers find now what an address named at one of these hosts.

    "" where it was an article that they see no more; None where it named nothing that is known.
    """
    if is_of_picture(request.path):
        return _picture(request.path, hosts)
    query = request.META.get("QUERY_STRING", "")
    slug = slug_of_moved(numbers_of_article(request.path, query, hosts))
    return slug and reverse("article", args=[slug])


def _picture(path: str, hosts: Sequence[str]) -> str | None:
    """Return the address of a rendition about as wide as was asked for."""
    picture = picture_at(numbers_of_picture(path, hosts))
    if picture is None:
        return None
    widths = widths_of(picture.width)
    wanted = width_asked_for(path) or widths[-1]
    return address(picture.sha256, next((w for w in widths if w >= wanted), widths[-1]), "jpg")
