"""What readers see of articles has changed -> a proxy that keeps pages is told to forget them.

Used only where `NEWSROOM_PURGE` names proxies. They are asked by the method PURGE, as Varnish and
nginx's modules know it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles.models.edition import Edition
from articles.tasks.queue import GiveUp

_TIMEOUT: Final = 5.0
# What a proxy says that forgot it, had none, or does not know the method.
_DONE: Final = frozenset({200, 202, 204, 404})
_UNKNOWN: Final = frozenset({400, 403, 405, 501})
_FEEDS: Final = ("rss.xml", "atom.xml", "feed.json")
# Pages of an article, by the names of their addresses.
_ARTICLE: Final = ("article", "received")
# Lists of the site as a whole, by the names of their addresses.
_SITE: Final = ("front_page", "archive", "corrections", "sitemap", "news_sitemap")


class PurgeFailed(Exception):
    """A proxy did not answer: it is asked again later."""


def addresses_to_purge(article_ids: Collection[int], *, seen_alone: bool = False) -> list[str]:
    """Return the addresses that show anything of these articles, did, or will. One query.

    With `seen_alone`, for others than our own proxies, none where it will.
    """
    known = Edition.objects.begun() if seen_alone else Edition.objects.all()
    editions = known.filter(article__in=article_ids).order_by()
    found: dict[str, None] = {}
    for slug, listings, published in editions.values_list("slug", "listings", "first_published_at"):
        found |= dict.fromkeys(reverse(name, args=[slug]) for name in _ARTICLE)
        day = timezone.localtime(published)
        date = (f"{day:%Y}", f"{day:%m}", f"{day:%d}")
        for number, name in enumerate(("archive_year", "archive_month", "archive_day"), 1):
            found[reverse(name, args=date[:number])] = None
        for kind, _name, listing in listings:
            found |= dict.fromkeys(_with_feeds(reverse(kind, args=[listing])))
    return [*found, *_of_site()] if found else []


def purge_at_proxies(addresses: Collection[str]) -> int:
    """Have every proxy forget these addresses of the site; return how many it was asked for.

    Raises `PurgeFailed`, or `GiveUp` for what is no proxy that knows the method.
    """
    asked = 0
    for proxy in settings.PURGE:
        connection = _connection(proxy)
        try:
            for host in _hosts():
                for address in addresses:
                    _purge(connection, proxy, host, address)
                    asked += 1
        except (OSError, HTTPException) as error:
            raise PurgeFailed(f"{proxy} does not answer: {error}") from error
        finally:
            connection.close()
    return asked


def _purge(connection: HTTPConnection, proxy: str, host: str, address: str) -> None:
    connection.request("PURGE", address, headers={"Host": host})
    answer = connection.getresponse()
    answer.read()
    if answer.status in _UNKNOWN:
        raise GiveUp(f"{proxy} refuses PURGE of {address} ({answer.status}): set it up to take it.")
    if answer.status not in _DONE:
        raise PurgeFailed(f"{proxy} answers PURGE of {address} with {answer.status}.")


def _connection(proxy: str) -> HTTPConnection:
    parts = urlsplit(proxy)
    made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return made(parts.hostname or "", parts.port, timeout=_TIMEOUT)


def _hosts() -> Iterator[str]:
    """Yield the names under which a proxy may keep a page."""
    yield from (host for host in settings.ALLOWED_HOSTS if re.match(r"[^.*]", host))


def _of_site() -> Iterator[str]:
    names = get_resolver().reverse_dict
    yield from (reverse(name) for name in _SITE if name in names)
    yield from (reverse("site_feed", args=[name]) for name in _FEEDS)


def _with_feeds(address: str) -> Iterator[str]:
    yield address
    yield from (f"{address}{name}" for name in _FEEDS)
