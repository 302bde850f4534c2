"""An edition -> what its page shows, for readers and for the desk's preview."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import get_language_info

from articles.models.edition import Edition
from articles.pictures.renditions import height_at
from articles.publishing.parts.dateline import MARK
from articles.publishing.parts.players import hosts_of_players

# What pages that show a link ask for.
_SHARED_WIDTH: Final = 1200
_RIGHT_TO_LEFT: Final = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})


class PageDate(NamedTuple):
    """A datetime as a page shows it: for machines in ISO 8601, for people in the site's zone."""

    iso: str
    text: str


class SharedPicture(NamedTuple):
    """A rendition for those who show a link to the page: its absolute address, and its size."""

    address: str
    width: int
    height: int


def page_context(edition: Edition, address: str) -> dict[str, Any]:
    """Return the context of `articles/site/article.html`, whose absolute address this is."""
    published = page_date(edition.first_published_at)
    updated = page_date(edition.updated_at) if edition.updated_at else None
    picture = shared_picture(edition, address)
    return {
        "address": address,
        "site_name": settings.SITE_NAME,
        "edition": edition,
        # Of an edition of an older release: by now the body has it.
        "dateline": "" if MARK in edition.body else edition.dateline,
        "picture": picture,
        "facts": _facts(edition, address, picture, published, updated),
        "direction": text_direction(edition.language),
        "published": published,
        "updated": updated,
        "frame_hosts": frame_hosts(edition),
    }


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
    return SharedPicture(urljoin(address, by_width[width]), width, height)


def _facts(
    edition: Edition,
    address: str,
    picture: SharedPicture | None,
    published: PageDate,
    updated: PageDate | None,
) -> dict[str, Any]:
    """Return the page as a NewsArticle of schema.org."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "headline": edition.headline,
        "description": edition.standfirst,
        "image": [picture.address] if picture else [],
        "datePublished": published.iso,
        "dateModified": updated.iso if updated else "",
        "author": [{"@type": "Person", "name": each} for each in edition.bylines],
        "inLanguage": edition.language,
        "keywords": edition.topics,
    }
    return {name: value for name, value in facts.items() if value}


def frame_hosts(edition: Edition) -> list[str]:
    """Return the hosts that players of the page call, of those that the site has now."""
    if not edition.frame_hosts:
        return []
    hosts = hosts_of_players(settings.PLAYERS)
    return [host for host in edition.frame_hosts if host in hosts]


def page_policy(edition: Edition) -> str:
    """Return what the page needs beyond the site's Content-Security-Policy; "" for nothing."""
    hosts = frame_hosts(edition)
    return f"frame-src {' '.join(f'https://{host}' for host in hosts)}" if hosts else ""


def page_date(value: datetime) -> PageDate:
    """Return a datetime in the site's time zone."""
    local = localtime(value)
    # HTML's `datetime` takes no more than milliseconds.
    return PageDate(local.isoformat(timespec="seconds"), f"{local.day} {local:%B %Y, %H:%M %Z}")


def text_direction(language: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag, `auto` (HTML: by its first letter) if unknown.

    A script in the tag decides over the language: Azerbaijani is `ltr`, `az-Arab` is not.
    """
    subtags = language.lower().split("-")
    script = next((tag for tag in subtags[1:] if len(tag) == 4 and tag.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
    try:
        return "rtl" if get_language_info(subtags[0])["bidi"] else "ltr"
    except KeyError:
        return "auto"
