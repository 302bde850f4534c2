"""The sitemap of news (https://www.google.com/schemas/sitemap-news/0.9): what is two days old."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils import timezone

from articles.publishing.language import site_language
from articles.site.feeds.xml import XML_DECLARATION, xml_text
from articles.site.sitemaps.addresses import canonical_here

MOST_NEWS: Final = 1_000
_NEWS_FOR: Final = timedelta(days=2)
_NAMESPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
# The one language that is told by its script.
_CHINESE: Final = {"hans": "zh-cn", "cn": "zh-cn", "sg": "zh-cn", "hant": "zh-tw", "tw": "zh-tw"}


class News(NamedTuple):
    """The sitemap, and the moment from which it has one address less."""

    text: str
    until: datetime


def news_sitemap(base: str, site: str) -> News:
    """Return what was first published in the last two days, the newest thousand. One query.

    An import's own time is no date of publication: what came without one is not among them. Where
    there is none it is the front page alone, without news: a sitemap must have an address.
    """
    now = timezone.now()
    rows = canonical_here().filter(is_dated=True, first_published_at__gt=now - _NEWS_FOR)
    found = rows.newest_first().values_list("slug", "headline", "language", "first_published_at")
    news = list(found[:MOST_NEWS])
    urls = (
        "".join(
            _news(f"{base}{reverse('article', args=[slug])}", site, headline, language, published)
            for slug, headline, language, published in news
        )
        or f"<url><loc>{xml_text(base + reverse('front_page'))}</loc></url>\n"
    )
    until = min([row[3] for row in news], default=now) + _NEWS_FOR
    return News(f"{XML_DECLARATION}<urlset {_NAMESPACES}>\n{urls}</urlset>\n", until)


def _news(address: str, site: str, headline: str, language: str, published: datetime) -> str:
    return (
        f"<url><loc>{xml_text(address)}</loc><news:news>"
        f"<news:publication><news:name>{xml_text(site)}</news:name>"
        f"<news:language>{news_language(language or site_language())}</news:language>"
        "</news:publication>"
        f"<news:publication_date>{published.isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{xml_text(headline)}</news:title></news:news></url>\n"
    )


def news_language(tag: str) -> str:
    """Return the language of a tag (BCP 47) as ISO 639 has it, two letters or three."""
    language, *subtags = tag.lower().split("-")
    if language != "zh":
        return xml_text(language)
    return next((_CHINESE[each] for each in subtags if each in _CHINESE), "zh-cn")
