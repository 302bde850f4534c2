"""Which posts of a WordPress export are articles, and what becomes of the others.

Statuses: https://wordpress.org/documentation/article/post-status/
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from typing import Final

from articles.documents.messages import gettext_noop
from articles.documents.reading.xml.item_stream import XmlItem
from articles.documents.source import LeftOut, PublishingStatus

# Where a site has types of its own, those that are named like articles.
ARTICLES: Final = frozenset({"post", "article", "articles", "news", "story", "stories"})
# What WordPress and its plug-ins keep for themselves: tens of thousands, and nobody's text.
_OWN: Final = {
    "attachment": gettext_noop("attachments; the pictures of articles are taken with these"),
    "revision": gettext_noop("earlier revisions of posts"),
    "nav_menu_item": gettext_noop("items of menus"),
    "custom_css": gettext_noop("style sheets"),
    "customize_changeset": gettext_noop("settings of the theme"),
    "oembed_cache": gettext_noop("kept embeds"),
    "user_request": gettext_noop("requests of users"),
    "wp_block": gettext_noop("blocks for reuse"),
    "wp_font_face": gettext_noop("fonts"),
    "wp_font_family": gettext_noop("fonts"),
    "wp_global_styles": gettext_noop("styles of the theme"),
    "wp_navigation": gettext_noop("menus"),
    "wp_template": gettext_noop("templates"),
    "wp_template_part": gettext_noop("templates"),
    "acf-field": gettext_noop("field definitions"),
    "acf-field-group": gettext_noop("field definitions"),
    "elementor_library": gettext_noop("templates"),
    "guest-author": gettext_noop("profiles of guest authors"),
}
# Of a type that is not taken, so many are named one by one.
_NAMED: Final = 100
_MOST_TYPES: Final = 1_000

_STATUSES: Final = {
    "publish": PublishingStatus.USABLE,
    "future": PublishingStatus.USABLE,
    "private": PublishingStatus.WITHHELD,
    # Whoever throws it away may mean the page, and not what it says.
    "trash": PublishingStatus.WITHHELD,
}
# What WordPress makes before somebody writes, or keeps beside a post.
_UNWRITTEN: Final = frozenset({"auto-draft", "inherit"})
SCHEDULED: Final = "future"


def is_article(item: XmlItem, types: Set[str] = frozenset()) -> bool:
    """Return whether an item is of a type that is taken; `types` are taken beside the usual."""
    kind = item.texts.get("wp:post_type") or "post"
    if kind in types:
        return True
    return kind in ARTICLES and item.texts.get("wp:status") not in _UNWRITTEN


def status_of(item: XmlItem) -> PublishingStatus:
    """Return what the site says may be done with a post; what it has a password for is withheld."""
    if item.texts.get("wp:post_password"):
        return PublishingStatus.WITHHELD
    status = item.texts.get("wp:status") or "publish"
    # Statuses of a site's own workflow ("pitch", "in-progress") come before publication.
    return _STATUSES.get(status, PublishingStatus.DRAFT)


class PassedOver:
    """What of an export is not taken: counted, and named as far as anybody can read that."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._counts: Counter[str] = Counter()

    def name(self, item: XmlItem, title: str) -> Iterator[LeftOut]:
        """Yield an item as left out, unless it is one of many, which are only counted."""
        kind = (item.texts.get("wp:post_type") or "post")[:100]
        if kind not in self._counts and len(self._counts) >= _MOST_TYPES:
            return
        self._counts[kind] += 1
        if kind not in _OWN and kind not in ARTICLES and self._counts[kind] <= _NAMED:
            called = f", “{title[:200]}”" if title else ""
            yield LeftOut(
                self._file,
                f"{item.position}{called}",
                f"is no article but of the type {kind}",
                f"With --post-types {kind} all of this type are taken.",
            )

    def sum_up(self) -> Iterator[LeftOut]:
        """Yield what was only counted, a line for each type."""
        for kind, count in self._counts.most_common():
            if what := _OWN.get(kind):
                yield self._many(f"{count:,} of the type {kind} ({what})")
            elif kind in ARTICLES:
                yield self._many(f"{count:,} of the type {kind} that nobody has begun to write")
            elif count > _NAMED:
                yield self._many(f"{count - _NAMED:,} more of the type {kind}", kind)

    def _many(self, what: str, kind: str = "") -> LeftOut:
        hint = f"With --post-types {kind} they are taken." if kind else "Nothing is to be done."
        return LeftOut(self._file, "", f"has {what}", hint)
