"""What was published -> those who want to be told at once: IndexNow's search engines, a WebSub hub.

Used only where settings name them. Their machines are judged as those are that pictures come from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from articles.models.edition import Edition
from articles.pictures.fetching.answer import HostAnswer, Limits, NoAnswer, Posted, ask, target_of
from articles.pictures.fetching.connection import ClosedAddress
from articles.pictures.fetching.public_addresses import Endpoint
from articles.publishing.purge import addresses_to_purge
from articles.tasks.queue import GiveUp

_AGENT: Final = "Newsroom"
_LIMITS: Final = Limits(64 * 2**10, 30.0)
_FEED: Final = re.compile(r"/(?:rss\.xml|atom\.xml|feed\.json)\Z")
# Of one request, as https://www.indexnow.org/documentation has it.
_MOST: Final = 10_000
# An answer that the next try may well not get.
_BUSY: Final = frozenset({408, 425, 429})


def tell_indexnow(article_ids: Collection[int]) -> int:
    """Tell search engines which pages have changed, or gone; return how many. One query.

    Raises `NoAnswer` where it is worth another try, `GiveUp` where it is not.
    """
    begun = Edition.objects.begun().filter(article__in=article_ids).order_by()
    base = site_base()
    slugs = sorted(set(begun.values_list("slug", flat=True)))
    pages = [base + reverse("article", args=[slug]) for slug in slugs]
    for first in range(0, len(pages), _MOST):
        told = {
            "host": base.partition("://")[2],
            "key": settings.INDEXNOW_KEY,
            "keyLocation": base + reverse("indexnow_key"),
            "urlList": pages[first : first + _MOST],
        }
        data = json.dumps(told).encode()
        _post(settings.INDEXNOW_ENDPOINT, Posted(data, "application/json; charset=utf-8"))
    return len(pages)


def tell_websub(article_ids: Collection[int]) -> int:
    """Tell the hub which feeds have changed; return how many (https://www.w3.org/TR/websub/).

    Raises as `tell_indexnow` does.
    """
    base = site_base()
    seen = addresses_to_purge(article_ids, seen_alone=True)
    feeds = [base + path for path in seen if _FEED.search(path)]
    if feeds:
        told = [("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]
        data = urlencode(told).encode()
        _post(settings.WEBSUB_HUB, Posted(data, "application/x-www-form-urlencoded"))
    return len(feeds)


def site_base() -> str:
    """Return the site's address by its settings, without a last slash. Raises `GiveUp`."""
    host = next((each for each in settings.ALLOWED_HOSTS if re.match(r"[^.*]", each)), "")
    if not host:
        raise GiveUp("NEWSROOM_HOSTS names no host of this site: write one before any pattern.")
    return f"{'https' if settings.IS_BEHIND_PROXY else 'http'}://{host}"


def _post(url: str, posted: Posted) -> None:
    allowed = frozenset(Endpoint(*machine) for machine in settings.FETCH_FROM)
    try:
        answer = ask(target_of(url), _AGENT, _LIMITS, allowed, posted=posted)
    except ClosedAddress as error:
        raise GiveUp(f"{url} leads to no machine of the open internet.") from error
    _judge(url, answer)


def _judge(url: str, answer: HostAnswer) -> None:
    if 200 <= answer.status < 300:
        return
    if answer.status in _BUSY or answer.status >= 500:
        raise NoAnswer(f"{url} answers with {answer.status}.")
    raise GiveUp(f"{url} refuses what it is told ({answer.status}).")
