"""The addresses of feeds, answered from what is remembered; a reader who has it gets no body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models.edition import Edition
from articles.publishing.language import site_language
from articles.publishing.masthead import masthead
from articles.search.find import matching
from articles.site.appearance import appearance
from articles.site.elsewhere import moved
from articles.site.feeds.atom import ATOM_TYPE, atom_entry, atom_feed
from articles.site.feeds.entry import ENTRY_FIELDS, FeedEntry, FeedHead, entry_of
from articles.site.feeds.json_feed import JSON_FEED_TYPE, json_feed, json_item
from articles.site.feeds.newest import (
    NewestEditions,
    in_feeds,
    newest_among,
    newest_of_listing,
    newest_of_site,
)
from articles.site.feeds.rss import RSS_TYPE, rss_feed, rss_item
from articles.site.listing import listing_at
from articles.site.memory import Memory
from articles.site.response import CACHE_CONTROL, page_response
from articles.site.search import Asked


@dataclass(frozen=True, slots=True)
class FeedFormat:
    """How a format writes an entry and a whole feed of such, and what that is called."""

    media_type: str
    entry: Callable[[FeedEntry], str]
    whole: Callable[[FeedHead, Sequence[str]], str]


FORMATS_OF_FEEDS: Final = {
    "rss.xml": FeedFormat(RSS_TYPE, rss_item, rss_feed),
    "atom.xml": FeedFormat(ATOM_TYPE, atom_entry, atom_feed),
    "feed.json": FeedFormat(JSON_FEED_TYPE, json_item, json_feed),
}

# Some ten kilobytes each; and some hundred.
_entries: Final[Memory[str]] = Memory(1_000)
_feeds: Final[Memory[bytes]] = Memory(100)


@require_safe
def site_feed(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return a feed of the newest editions of the site."""
    return answer(request, name, newest_of_site(), reverse("front_page"))


@require_safe
def listing_feed(request: HttpRequest, name: str, kind: str, slug: str) -> HttpResponseBase:
    """Return a feed of the newest editions of a topic, an author or a publisher."""
    newest, title = newest_of_listing(kind, slug)
    if not title:
        listing = listing_at(kind, slug)
        if listing is None:
            raise Http404("there is no such listing")
        if listing.slug != slug:
            return moved(reverse(f"{kind}_feed", args=[listing.slug, name]))
        title = listing.name
    return answer(request, name, newest, reverse(kind, args=[slug]), title)


@require_safe
def search_feed(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return a feed of the newest editions that a search finds."""
    asked = Asked.of(request.GET)
    query = asked.query
    if not query:
        return moved(reverse("site_feed", args=[name]))
    newest = newest_among(matching(in_feeds(), query))
    return answer(request, name, newest, asked.address(), asked.q or _("Search"))


def answer(
    request: HttpRequest, name: str, newest: NewestEditions, home: str, title: str = ""
) -> HttpResponse:
    """Return a feed of these editions; `home` is the page that it goes with.

    It takes one query where the process has them all.
    """
    form = FORMATS_OF_FEEDS.get(name)
    if form is None:
        raise Http404("there is no such format of feeds")
    # What else stands in an address is no other feed.
    _, mark, query = home.partition("?")
    address = request.build_absolute_uri(f"{request.path}{mark}{query}")
    made_of = (address, title, newest.rows, appearance(newest.stamp), settings.WEBSUB_HUB)
    etag = f'"{blake2b(repr(made_of).encode(), digest_size=12).hexdigest()}"'
    modified = int(max(newest.changed.timestamp(), newest.stamp / 1_000_000))
    headers = {
        "Cache-Control": CACHE_CONTROL,
        "ETag": etag,
        "Last-Modified": http_date(modified),
    }
    # Of a feed that has become empty no moment tells since when.
    if known := get_conditional_response(request, etag, modified if newest.rows else None):
        return _with(known, headers)
    head = _head(request, newest, address, home, title)
    data = _feeds.of(made_of, lambda: _written(name, form, newest, head))
    return HttpResponse(data, content_type=form.media_type, headers=headers)


def _with(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _head(
    request: HttpRequest, newest: NewestEditions, address: str, home: str, title: str
) -> FeedHead:
    site = masthead(newest.stamp).name
    return FeedHead(
        title=f"{title} · {site}" if title else site,
        home=request.build_absolute_uri(home),
        address=address,
        site=site,
        authority=_authority(request),
        updated=newest.changed,
        language=site_language(),
        hub=settings.WEBSUB_HUB,
    )


def _authority(request: HttpRequest) -> str:
    """Return whose ids are told: one host, whichever of the site's names was asked."""
    named = next(iter(settings.ALLOWED_HOSTS), "*").lstrip(".")
    host = request.get_host() if named == "*" else named
    return host.rpartition(":")[0] or host if not host.startswith("[") else "localhost"


def _written(name: str, form: FeedFormat, newest: NewestEditions, head: FeedHead) -> bytes:
    """Return a feed, for whose new entries alone the texts are asked for. One query at most."""
    surroundings = (name, head.site, head.authority, head.address.split("/", 3)[:3])
    keys = {row: (*map(str, surroundings), *row) for row in newest.rows}
    known = {row: _entries.get(key) for row, key in keys.items()}
    missing = [row[0] for row, entry in known.items() if entry is None]
    editions: dict[Any, Edition] = (
        Edition.objects.only(*ENTRY_FIELDS).order_by().in_bulk(missing) if missing else {}
    )
    entries = [
        known[row] or _entries.keep(key, form.entry(entry_of(editions[row[0]], head)))
        for row, key in keys.items()
        if known[row] or row[0] in editions
    ]
    return form.whole(head, [each for each in entries if each]).encode("utf-8", "replace")


@require_safe
def feeds_page(request: HttpRequest) -> HttpResponseBase:
    """Return the page that says which feeds there are."""
    return page_response(request, "articles/site/feeds.html")
