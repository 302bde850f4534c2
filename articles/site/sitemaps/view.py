"""The addresses of sitemaps, answered from what is remembered while the same editions are live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.publishing.masthead import masthead
from articles.site.compiled import AnyRow
from articles.site.memory import Memory
from articles.site.response import CACHE_CONTROL
from articles.site.sitemaps.addresses import (
    index_of_parts,
    part_of_articles,
    part_of_listings,
    part_of_pages,
    parts_of_articles,
    parts_of_listings,
)
from articles.site.sitemaps.live_set import live_set
from articles.site.sitemaps.news import news_sitemap

# Clocks of several machines may differ: nothing is believed for longer.
_BELIEVED_FOR: Final = timedelta(minutes=10)
_PAGES: Final = "pages"


class _Document(NamedTuple):
    data: bytes
    etag: str
    live: AnyRow
    until: datetime


# Up to half a megabyte each.
_documents: Final[Memory[_Document]] = Memory(20)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Return the index of all parts."""

    def made(base: str, live: AnyRow) -> str:
        articles = [f"articles-{number}" for number in parts_of_articles()]
        listings = [f"listings-{number}" for number in parts_of_listings()]
        return index_of_parts(base, [_PAGES, *listings, *articles])

    return _answer(request, made)


@require_safe
def sitemap_part(request: HttpRequest, name: str) -> HttpResponse:
    """Return a part by its name; 404 for one that has no address."""
    kind, _, number = name.partition("-")

    def made(base: str, live: AnyRow) -> str:
        if kind == _PAGES:
            return part_of_pages(base)
        part = part_of_articles if kind == "articles" else part_of_listings
        return part(base, int(number))

    return _answer(request, made)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Return the sitemap of news."""
    untils: list[datetime] = []

    def made(base: str, live: AnyRow) -> str:
        found = news_sitemap(base, masthead(live[-1] if live else None).name)
        untils.append(found.until)
        return found.text

    return _answer(request, made, untils)


def _answer(
    request: HttpRequest, made: Callable[[str, AnyRow], str], untils: list[datetime] | None = None
) -> HttpResponse:
    """Return a document as remembered, by one query, or as it is made now.

    `untils` may get a moment from which it holds no more.
    """
    key, live, now = request.build_absolute_uri(request.path), live_set(), timezone.now()
    known = _documents.get(key)
    if known is None or known.live != live or known.until <= now:
        data = made(request.build_absolute_uri("/")[:-1], live).encode()
        if not data:
            raise Http404("no address is in this part")
        etag = f'"{blake2b(data, digest_size=12).hexdigest()}"'
        until = min([now + _BELIEVED_FOR, *(untils or ())])
        known = _documents.keep(key, _Document(data, etag, live, until))
    headers = {"Cache-Control": CACHE_CONTROL, "ETag": known.etag}
    answer = get_conditional_response(request, known.etag) or HttpResponse(
        known.data, content_type="application/xml; charset=utf-8"
    )
    for name, value in headers.items():
        answer.headers[name] = value
    return answer
