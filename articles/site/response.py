"""A public page as it is answered: rendered without the request, and asked for anew at each use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse

from articles.publishing.masthead import masthead

# A cache may keep a page but asks before each use, so a withdrawal, a correction or a moved slug
# shows at once. Asking costs one query and no rendering; a time to live would save that query and
# show what was withdrawn for as long. Redirects too: a slug can come back to where it was.
CACHE_CONTROL: Final = "public, no-cache"


def page_response(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
    *,
    stamp: int | None = None,
) -> SimpleTemplateResponse:
    """Return a page rendered without the request, so that no session is touched on the way.

    `stamp` is that of the masthead, as it came with the page's rows by `with_masthead`; without one
    it is asked for, by a query of its own.
    """
    surroundings = _surroundings(request.build_absolute_uri(request.path), stamp)
    return SimpleTemplateResponse(
        template,
        {**(context or {}), **surroundings},
        status=status,
        headers={"Cache-Control": CACHE_CONTROL},
    )


def rendered_page(template: str, context: Mapping[str, Any], address: str, stamp: int) -> bytes:
    """Return a page's bytes, for one that is remembered by all that it is made of."""
    return render_to_string(template, {**context, **_surroundings(address, stamp)}).encode()


def _surroundings(address: str, stamp: int | None) -> dict[str, Any]:
    shown, path = masthead(stamp), urlsplit(address).path
    return {
        "masthead": shown,
        "site_name": shown.name,
        # Where no link of the frame leads here, the frame is that of all other such pages.
        "path": path if path in shown.addresses else "",
        "address": address,
    }
