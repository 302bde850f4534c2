"""Blogger's exports: Atom feeds of posts, and of all else that a blog has.

The older one (until 2023) names the kind of an entry by a category, the newer by an element.
"""

from __future__ import annotations

from typing import Final

from articles.documents.reading.xml.item_stream import XmlItem
from articles.documents.source import PublishingStatus

_SCHEME: Final = "http://schemas.google.com/g/2005#kind"

STATUSES: Final = {
    "DRAFT": PublishingStatus.DRAFT,
    "SCHEDULED": PublishingStatus.USABLE,
    "SOFT_TRASHED": PublishingStatus.WITHHELD,
    "TRASHED": PublishingStatus.WITHHELD,
}


def kind_of_entry(item: XmlItem) -> str:
    """Return "post" for an article of any feed, else what it is: page, comment, settings …"""
    if kind := item.texts.get("blogger:type"):
        return kind.lower()[:100]
    for name, _, attributes in item.listed:
        if name == "atom:category" and attributes.get("scheme") == _SCHEME:
            return attributes.get("term", "").rpartition("#")[2][:100] or "post"
    return "comment" if "thr:in-reply-to" in item.texts else "post"
