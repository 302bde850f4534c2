"""An edition -> what others are told of its page: facts of schema.org, and a picture for a link."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from django.utils.timezone import localtime

from articles.models.edition import Edition
from articles.pictures.renditions import height_at

# What pages that show a link ask for.
_SHARED_WIDTH: Final = 1200


class SharedPicture(NamedTuple):
    """A rendition for those who show a link to the page: its absolute address, and its size.

    `alt` are the words that stand for it, "" where nobody has written any.
    """

    address: str
    width: int
    height: int
    sha256: str
    alt: str


def shared_picture(edition: Edition, address: str) -> SharedPicture | None:
    """Return the rendition of an edition's picture that others show; None where it has none.

    The narrowest of at least 1200 pixels, which is what they ask for, else the widest.
    """
    if not edition.picture:
        return None
    named = [each.rsplit(" ", 1) for each in edition.picture["jpeg"].split(", ")]
    by_width = {int(width.removesuffix("w")): path for path, width in named}
    wide = [width for width in by_width if width >= _SHARED_WIDTH]
    width = min(wide) if wide else max(by_width)
    height = height_at(width, edition.picture["width"], edition.picture["height"])
    path = by_width[width]
    sha256 = path.rsplit("/", 2)[-2]
    return SharedPicture(urljoin(address, path), width, height, sha256, _alt(edition))


def _alt(edition: Edition) -> str:
    """Return the words for an edition's picture in lists, as its body has them."""
    source = re.escape(edition.picture["src"])
    found = re.search(rf'<img src="{source}"[^>]*? alt="([^"]*)"', edition.body)
    return unescape(found[1]) if found else ""


def news_article(edition: Edition, address: str) -> dict[str, Any]:
    """Return the page of an edition, at this absolute address, as a NewsArticle of schema.org."""
    picture = shared_picture(edition, address)
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "headline": edition.headline,
        "description": edition.standfirst,
        "image": [picture.address] if picture else [],
        "datePublished": _with_zone(edition.first_published_at),
        "dateModified": _with_zone(edition.updated_at) if edition.updated_at else "",
        "author": [{"@type": "Person", "name": each} for each in edition.bylines],
        "inLanguage": edition.language,
        "keywords": edition.topics,
    }
    return {name: value for name, value in facts.items() if value}


def _with_zone(moment: datetime) -> str:
    """Return a moment in ISO 8601, in the site's time zone."""
    return localtime(moment).isoformat(timespec="seconds")
