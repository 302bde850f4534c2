"""The public addresses. Names are used by `Edition.get_absolute_url` and the templates."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from articles.site import article, front, pages, pictures, search


class SlugInAnyScript(StringConverter):
    """What a `SlugField` with `allow_unicode` holds, and nothing a database would choke on."""

    regex = r"[-\w]+"


class Sha256(StringConverter):
    """A digest in hexadecimal digits, which is the key of a picture."""

    regex = r"[0-9a-f]{64}"


register_converter(Sha256, "sha256")
register_converter(SlugInAnyScript, "slug_in_any_script")

urlpatterns = [
    path("", front.front_page, name="front_page"),
    path("search/", search.search_page, name="search"),
    path("articles/<slug_in_any_script:slug>/", article.article, name="article"),
    path("masthead-<int:stamp>.css", pages.masthead_colours, name="masthead_colours"),
    path("pages/<slug_in_any_script:slug>/", pages.static_page, name="static_page"),
    path("pictures/<sha256:sha256>/<int:width>.<suffix>", pictures.rendition, name="rendition"),
]
