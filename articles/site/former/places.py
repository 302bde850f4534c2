"""An old address -> which feed, listing or archive it was, by its words alone. No query.

As WordPress, Ghost, Hugo, Jekyll and Blogger write them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from articles.models.listing import ListingKind

RSS: Final = "rss.xml"
ATOM: Final = "atom.xml"
JSON: Final = "feed.json"

# What feeds are called beneath a folder named for them, and what where they stand for themselves.
_BENEATH: Final = {
    "rss": RSS, "rss2": RSS, "rdf": RSS, "atom": ATOM, "json": JSON,
}  # fmt: skip
_ALONE: Final = {
    "rss": RSS, "rss2": RSS, "rss.xml": RSS, "rss2.xml": RSS, "feed.xml": RSS, "index.xml": RSS,
    "feed.rss": RSS, "index.rdf": RSS, "rdf.xml": RSS, "wp-rss2.php": RSS, "wp-rss.php": RSS,
    "wp-feed.php": RSS, "atom": ATOM, "atom.xml": ATOM, "feed.atom": ATOM, "wp-atom.php": ATOM,
    "feed.json": JSON,
}  # fmt: skip
_FEEDS: Final = frozenset({"feed", "feeds"})
_OF_BLOGGER: Final = ["feeds", "posts", "default"]
_LISTINGS: Final = {
    "category": ListingKind.TOPIC, "categories": ListingKind.TOPIC, "tag": ListingKind.TOPIC,
    "tags": ListingKind.TOPIC, "topic": ListingKind.TOPIC, "label": ListingKind.TOPIC,
    "author": ListingKind.AUTHOR,
}  # fmt: skip
_SITEMAPS: Final = frozenset(
    {"sitemap_index.xml", "sitemap-index.xml", "wp-sitemap.xml", "post-sitemap.xml"}
)
_DATE: Final = re.compile(
    r"([12]\d{3})(?:/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII
)
_MONTH: Final = re.compile(r"([12]\d{3})(?:(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?)?\Z", re.ASCII)
_PAGE: Final = re.compile(r"\d{1,6}\Z")


@dataclass(frozen=True, slots=True)
class OldPlace:
    """Be a list of articles at a former host: all of them where nothing else is said.

    `feed` is the name of a feed, `date` a year, with a month, with a day, `searched` what was
    looked for; a listing is `named` by the last part of its address.
    """

    feed: str = ""
    kind: ListingKind | None = None
    named: str = ""
    date: tuple[int, ...] = ()
    searched: str = ""
    is_sitemap: bool = False


def old_place(path: str) -> OldPlace | None:
    """Return what a path was; None where its words do not tell."""
    steps = [step for step in path.split("/") if step]
    if len(steps) == 1 and steps[0].lower() in _SITEMAPS:
        return OldPlace(is_sitemap=True)
    feed, rest = _without_feed(steps)
    if len(rest) > 1 and rest[-2] == "page" and _PAGE.match(rest[-1]):
        rest = rest[:-2]
        if not rest and not feed:
            return OldPlace()
    if not rest:
        return OldPlace(feed) if feed else None
    if len(rest) > 1 and (kind := _LISTINGS.get(rest[0].lower())):
        return OldPlace(feed, kind, rest[-1])
    date = _DATE.match("/".join(rest))
    return OldPlace(feed, date=_numbers(date)) if date else None


def old_place_in_query(parameters: Mapping[str, str]) -> OldPlace | None:
    """Return what the parameters of a front page asked for; None where they name no list."""
    if "feed" in parameters:
        return OldPlace(_BENEATH.get(parameters["feed"].lower(), RSS))
    if parameters.get("s", "").strip():
        return OldPlace(searched=parameters["s"].strip())
    for name, kind in (("tag", ListingKind.TOPIC), ("author_name", ListingKind.AUTHOR)):
        if parameters.get(name):
            return OldPlace("", kind, parameters[name])
    month = _MONTH.match(parameters.get("m", ""))
    return OldPlace(date=_numbers(month)) if month else None


def _without_feed(steps: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the feed that the end of a path names, "" for none, and the path before it."""
    last = steps[-1].lower() if steps else ""
    if last in _FEEDS or steps[-3:] == _OF_BLOGGER:
        return RSS, [] if last not in _FEEDS else steps[:-1]
    if len(steps) > 1 and steps[-2].lower() in _FEEDS and last in _BENEATH:
        return _BENEATH[last], steps[:-2]
    if last in _ALONE:
        return _ALONE[last], steps[:-1]
    return "", steps


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(each) for each in found.groups() if each)
