"""An edition -> what others are told of its page: facts of schema.org, and a picture for a link."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.models.correction import CorrectionKind
from articles.models.edition import Edition
from articles.models.policy import Canonical
from articles.pictures.renditions import height_at
from articles.publishing.language import site_language
from articles.publishing.listed import ListedName, ListedNames, listed_names
from articles.publishing.masthead import ShownMasthead
from articles.publishing.told import ToldCorrection, told_corrections

# What pages that show a link ask for.
_SHARED_WIDTH: Final = 1200
_CONTEXT: Final = "https://schema.org"


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


def canonical_address(edition: Edition, address: str) -> str:
    """Return the page that search engines are to show of an edition: this one, or its source's."""
    return edition.url if edition.canonical == Canonical.SOURCE and edition.url else address


def article_facts(edition: Edition, address: str, site: ShownMasthead) -> list[dict[str, Any]]:
    """Return what the page of an edition, at this absolute address, is by schema.org's words."""
    names = listed_names(edition)
    return [_news_article(edition, address, site, names), _breadcrumbs(edition, address, names)]


def site_facts(address: str, site: ShownMasthead) -> list[dict[str, Any]]:
    """Return what the site, whose front page is at this absolute address, is by schema.org."""
    search = urljoin(address, reverse("search"))
    asks = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    website = {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": site.name,
        "url": address,
        "inLanguage": site_language(),
        "potentialAction": asks,
    }
    return [website, {"@context": _CONTEXT, **_organization(address, site)}]


def _news_article(
    edition: Edition, address: str, site: ShownMasthead, names: ListedNames
) -> dict[str, Any]:
    picture = shared_picture(edition, address)
    canonical = canonical_address(edition, address)
    facts = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": canonical,
        "url": address,
        "headline": edition.headline,
        "description": edition.standfirst,
        "image": [_image(picture)] if picture else [],
        "datePublished": _with_zone(edition.first_published_at),
        "dateModified": _with_zone(edition.updated_at) if edition.updated_at else "",
        "correction": [
            _correction(each, address)
            for each in told_corrections(edition)
            if each.kind != CorrectionKind.UPDATE
        ],
        "author": [_person(each, address) for each in names.authors],
        "publisher": _organization(address, site),
        **_origin(edition, site),
        "articleSection": edition.topics[0] if edition.topics else "",
        "keywords": edition.topics,
        "inLanguage": edition.language,
        "copyrightNotice": edition.rights,
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value}


def _origin(edition: Edition, site: ShownMasthead) -> dict[str, Any]:
    """Return where an article of others comes from."""
    if edition.publisher in ("", site.name):
        return {}
    publisher = {"@type": "Organization", "name": edition.publisher}
    return {"isBasedOn": edition.url, "sourceOrganization": publisher}


def _correction(told: ToldCorrection, address: str) -> dict[str, Any]:
    """Return a correction or clarification as a comment; what is new since corrects nothing."""
    return {
        "@type": "CorrectionComment",
        "text": told.note,
        "datePublished": _with_zone(told.at),
        "url": f"{address}#{told.anchor}",
    }


def _image(picture: SharedPicture) -> dict[str, Any]:
    image = {"@type": "ImageObject", "url": picture.address}
    size = {"width": picture.width, "height": picture.height}
    return {**image, **size, **({"caption": picture.alt} if picture.alt else {})}


def _person(name: ListedName, address: str) -> dict[str, Any]:
    url = {"url": urljoin(address, name.address)} if name.address else {}
    return {"@type": "Person", "name": name.name, **url}


def _organization(address: str, site: ShownMasthead) -> dict[str, Any]:
    """Return the site as the organization that publishes, with its logo."""
    known = {
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": urljoin(address, reverse("front_page")),
    }
    if not site.picture:
        return known
    logo = {"@type": "ImageObject", "url": urljoin(address, site.picture.src)}
    size = {"width": site.picture.width, "height": site.picture.height}
    return {**known, "logo": {**logo, **size}}


def _breadcrumbs(edition: Edition, address: str, names: ListedNames) -> dict[str, Any]:
    """Return the way to the page: the front page, its first topic that has a page, itself."""
    topic = next((each for each in names.topics if each.address), None)
    front = (gettext("Front page"), urljoin(address, reverse("front_page")))
    steps = [front, *([(topic.name, urljoin(address, topic.address))] if topic else [])]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": at}
        for place, (name, at) in enumerate([*steps, (edition.headline, address)], 1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def _with_zone(moment: datetime) -> str:
    """Return a moment in ISO 8601, in the site's time zone."""
    return localtime(moment).isoformat(timespec="seconds")
