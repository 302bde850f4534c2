"""Addresses that lead elsewhere -> small pages that do, and lists of them for web servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.models.edition import Edition
from articles.publishing.masthead import masthead

NGINX: Final = "nginx"
NETLIFY: Final = "netlify"
FILES: Final = {NGINX: "redirects.map", NETLIFY: "_redirects"}
_TOGETHER: Final = 500


class Forward(NamedTuple):
    """An address that a reader may still have, and that of the page which is meant now."""

    old: str
    new: str


def forwards() -> Iterator[Forward]:
    """Yield the older slugs of live articles, and their paths at the hosts that they came from.

    And the slugs of withdrawn articles whose readers are sent on.
    """
    live = Edition.objects.live().order_by()
    now = live.filter(article=OuterRef("article")).values("slug")
    former = Edition.objects.begun().order_by("pk").annotate(slug_now=Subquery(now[:1]))
    former = former.filter(~Exists(live.filter(slug=OuterRef("slug"))))
    former = former.exclude(slug_now=None, leads_to="")
    rows = former.values_list("slug", "slug_now", "leads_to").iterator(_TOGETHER)
    for slug, slug_now, leads_to in rows:
        new = reverse("article", args=[slug_now]) if slug_now else leads_to
        yield Forward(reverse("article", args=[slug]), new)
    if hosts := {host.removeprefix("www.") for host in masthead().former_hosts}:
        for address, slug in live.values_list("url", "slug").iterator(_TOGETHER):
            parts = urlsplit(address)
            if (parts.hostname or "").removeprefix("www.") in hosts and parts.path.strip("/"):
                yield Forward(quote(parts.path, safe="/%"), reverse("article", args=[slug]))


def forwarding_page(base: str, forward: Forward) -> bytes:
    """Return a page that sends its reader on at once, and engines with them."""
    page = format_html(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<title>{title}</title>\n<link rel="canonical" href="{base}{new}">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta http-equiv="refresh" content="0; url={new}">\n</head>\n<body>\n'
        '<p><a href="{new}">{title}</a></p>\n</body>\n</html>\n',
        title=_("This page has moved."),
        base=base,
        new=forward.new,
    )
    return page.encode()


def line_for(server: str, forward: Forward) -> str:
    """Return what a web server's list of redirects has for one."""
    if server == NGINX:
        # It looks an address up as it reads once decoded.
        old = unquote(forward.old).replace("\\", r"\\").replace('"', r"\"")
        return f'"{old}" "{forward.new}";\n'
    return f"{forward.old} {forward.new} 301\n"
