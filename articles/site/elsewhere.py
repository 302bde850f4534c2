"""Addresses at which there is nothing, or nothing any more: on to where it is, 404 or 410."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from articles.site.live import slug_since
from articles.site.response import CACHE_CONTROL, page_response


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    return not_found(request)


def not_found(request: HttpRequest) -> HttpResponseBase:
    return page_response(request, "404.html", status=404)


def departed(request: HttpRequest, slug: str, stamp: int) -> HttpResponseBase:
    """Send readers of an older slug on; tell those of a withdrawn article that it is gone."""
    if successor := slug_since(slug):
        return moved(reverse("article", args=[successor]))
    return page_response(request, "410.html", status=410, stamp=stamp)


def moved(address: str) -> HttpResponseBase:
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": CACHE_CONTROL})
