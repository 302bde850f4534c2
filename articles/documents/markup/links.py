"""Resolve the links of clean markup, and strip their tracking parameters.

Only imports do this: what an editor writes into a link is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from articles.documents.markup import Cleaned, Removal
from articles.documents.markup.inline import (
    canonical_inlines,
    escape_value,
    inlines,
    to_markup,
    unescape,
)
from articles.documents.markup.sanitiser import detail
from articles.documents.urls.canonical import resolved_url
from articles.documents.urls.safe_url import safe_url
from articles.documents.urls.tracking import TrackingParameters, without_tracking

# Exact: canonical markup escapes every "<" and quotation mark, and writes href first.
_TARGET: Final = re.compile('(?<=<a href=")[^"]*')
# What most links are, and what stays: a whole address without a query or a fragment.
_KEPT: Final = re.compile("https?://[^?#]*", re.IGNORECASE)
_TOUCHING: Final = "</a><a "


def resolved_links(
    markup: str, base: str, tracking: TrackingParameters = TrackingParameters()
) -> Cleaned:
    """Resolve links against the document's own URL ("" if unknown) and strip tracking.

    Canonical markup stays canonical, and the visible text stays as it is.
    """
    removed: list[Removal] = []

    def resolved(found: re.Match[str]) -> str:
        if _KEPT.fullmatch(found[0]):
            return found[0]
        url = unescape(found[0])
        target, names = without_tracking(resolved_url(url, base), tracking)
        # A target of nothing but tracking leads to the page itself, which nothing names.
        if safe_url(target) != target:
            return found[0]
        removed.extend(parameter_removals(names, url))
        return escape_value(target)

    changed = _TARGET.sub(resolved, markup)
    if _TOUCHING in changed and changed != markup:
        # Two links side by side that have one target now are one link.
        changed = to_markup(canonical_inlines(inlines(changed)))
    return Cleaned(changed, tuple(dict.fromkeys(removed)))


def parameter_removals(names: Iterable[str], url: str) -> tuple[Removal, ...]:
    """Return the report of a URL that had these tracking parameters."""
    return tuple(Removal("parameter", name, detail(url)) for name in names)
