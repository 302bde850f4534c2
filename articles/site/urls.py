"""The public addresses. Names are used by `Edition.get_absolute_url` and the templates."""

from __future__ import annotations

import re

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.site import article, front, pages, pictures, search
from articles.site.feeds import view as feeds


class SlugInAnyScript(StringConverter):
    """What a `SlugField` with `allow_unicode` holds, and nothing a database would choke on."""

    regex = r"[-\w]+"


class Sha256(StringConverter):
    """A digest in hexadecimal digits, which is the key of a picture."""

    regex = r"[0-9a-f]{64}"


class FeedName(StringConverter):
    """The last part of a feed's address, which says its format."""

    regex = "|".join(map(re.escape, feeds.FORMATS_OF_FEEDS))


register_converter(FeedName, "feed")
register_converter(Sha256, "sha256")
register_converter(SlugInAnyScript, "slug_in_any_script")

urlpatterns = [
    path("", front.front_page, name="front_page"),
    path("feeds/", feeds.feeds_page, name="feeds"),
    path("feeds/<feed:name>", feeds.site_feed, name="site_feed"),
    path("search/", search.search_page, name="search"),
    path("search/<feed:name>", feeds.search_feed, name="search_feed"),
    path("articles/<slug_in_any_script:slug>/", article.article, name="article"),
    path("masthead-<int:stamp>.css", pages.masthead_colours, name="masthead_colours"),
    path("pages/<slug_in_any_script:slug>/", pages.static_page, name="static_page"),
    path("pictures/<sha256:sha256>/<int:width>.<suffix>", pictures.rendition, name="rendition"),
]
