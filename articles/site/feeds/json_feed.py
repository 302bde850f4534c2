"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from articles.site.feeds.atom import atom_date
from articles.site.feeds.entry import FeedEntry, FeedHead

JSON_FEED_TYPE: Final = "application/feed+json; charset=utf-8"


def json_item(entry: FeedEntry) -> str:
    """Return an entry as an item, written as JSON."""
    names = entry.authors or ((entry.publisher,) if entry.publisher else ())
    item: dict[str, Any] = {
        "id": entry.key,
        "url": entry.address,
        "external_url": entry.source,
        "title": entry.headline,
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary or entry.headline,
        "summary": entry.summary,
        "image": entry.picture.address if entry.picture else "",
        "date_published": atom_date(entry.published),
        "date_modified": atom_date(entry.updated),
        "authors": [{"name": each} for each in names],
        "tags": entry.topics,
        "language": entry.language,
    }
    return _written({name: value for name, value in item.items() if value})


def json_feed(head: FeedHead, items: Sequence[str]) -> str:
    """Return a whole feed of items that are written already."""
    hubs = {"hubs": [{"type": "WebSub", "url": head.hub}]} if head.hub else {}
    told = _written(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": head.title,
            "home_page_url": head.home,
            "feed_url": head.address,
            "language": head.language,
            "authors": [{"name": head.site}],
            **hubs,
        }
    )
    return f'{told[:-1]},"items":[{",".join(items)}]}}'


def _written(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
