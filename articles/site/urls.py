"""The public addresses. Names are used by `Edition.get_absolute_url` and the templates."""

from __future__ import annotations

import re

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from articles.site import (
    archive,
    article,
    corrections,
    front,
    listing,
    pages,
    pictures,
    received,
    report,
    robots,
    search,
)
from articles.site.feeds import view as feeds
from articles.site.sitemaps import view as sitemaps


class SlugInAnyScript(StringConverter):
    """What a `SlugField` with `allow_unicode` holds, and nothing a database would choke on."""

    regex = r"[-\w]+"


class Sha256(StringConverter):
    """A digest in hexadecimal digits, which is the key of a picture."""

    regex = r"[0-9a-f]{64}"


class FeedName(StringConverter):
    """The last part of a feed's address, which says its format."""

    regex = "|".join(map(re.escape, feeds.FORMATS_OF_FEEDS))


class SitemapPart(StringConverter):
    """The name of a part of the sitemap: what is in it, and its number."""

    regex = r"pages|(?:articles|listings)-[0-9]{1,12}"


class DigitsOfYear(IntConverter):
    """A year that dates and databases can reckon with."""

    regex = r"[12][0-9]{3}"


class TwoDigits(IntConverter):
    def to_url(self, value: int | str) -> str:
        return f"{int(value):02}"


class DigitsOfMonth(TwoDigits):
    regex = r"0[1-9]|1[0-2]"


class DigitsOfDay(TwoDigits):
    regex = r"0[1-9]|[12][0-9]|3[01]"


register_converter(FeedName, "feed")
register_converter(DigitsOfDay, "day")
register_converter(DigitsOfMonth, "month")
register_converter(DigitsOfYear, "year")
register_converter(SitemapPart, "part")
register_converter(Sha256, "sha256")
register_converter(SlugInAnyScript, "slug_in_any_script")

urlpatterns = [
    path("", front.front_page, name="front_page"),
    path("feeds/", feeds.feeds_page, name="feeds"),
    path("feeds/<feed:name>", feeds.site_feed, name="site_feed"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemaps/<part:name>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", robots.robots, name="robots"),
    path("indexnow.txt", robots.indexnow_key, name="indexnow_key"),
    path(".well-known/security.txt", robots.security, name="security"),
    path("search/", search.search_page, name="search"),
    path("search/<feed:name>", feeds.search_feed, name="search_feed"),
    path("articles/<slug_in_any_script:slug>/", article.article, name="article"),
    path("articles/<slug_in_any_script:slug>/report/", report.report_error, name="report_error"),
    path(
        "articles/<slug_in_any_script:slug>/report/thanks/",
        report.report_thanks,
        name="report_thanks",
    ),
    path("articles/<slug_in_any_script:slug>/received/", received.received, name="received"),
    path("masthead-<int:stamp>.css", pages.masthead_colours, name="masthead_colours"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:year>/", archive.archive_of, name="archive_year"),
    path("archive/<year:year>/<month:month>/", archive.archive_of, name="archive_month"),
    path("archive/<year:year>/<month:month>/<day:day>/", archive.archive_day, name="archive_day"),
    *(
        path(
            f"{kind}s/<slug_in_any_script:slug>/<feed:name>",
            feeds.listing_feed,
            {"kind": kind},
            name=f"{kind}_feed",
        )
        for kind in ("topic", "author", "publisher")
    ),
    *(
        path(
            f"{kind}s/<slug_in_any_script:slug>/",
            listing.listing_page,
            {"kind": kind},
            name=kind,
        )
        for kind in ("topic", "author", "publisher")
    ),
    path("pages/<slug_in_any_script:slug>/", pages.static_page, name="static_page"),
    path("pictures/<sha256:sha256>/<int:width>.<suffix>", pictures.rendition, name="rendition"),
]
