"""Feeds as programs read them."""

from __future__ import annotations

from typing import Any

import feedparser
from django.test import Client

NAMES = ("rss.xml", "atom.xml", "feed.json")


def read_feed(client: Client, address: str) -> Any:
    """What feedparser makes of a feed, which it has no complaint about."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    return feed
