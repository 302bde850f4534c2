"""RSS 2.0 (https://www.rssboard.org/rss-specification), with Dublin Core, content and Media RSS."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime as format_rfc_822
from html import escape
from typing import Final

from articles.site.feeds.entry import FeedEntry, FeedHead
from articles.site.feeds.xml import XML_DECLARATION, xml_element, xml_text

RSS_TYPE: Final = "application/rss+xml; charset=utf-8"
_NO_ADDRESS: Final = ' isPermaLink="false"'
_NAMESPACES: Final = (
    ' xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss_item(entry: FeedEntry) -> str:
    """Return an entry as an item."""
    authors = "".join(xml_element("dc:creator", each) for each in entry.authors)
    topics = "".join(xml_element("category", each) for each in entry.topics)
    return (
        "<item>\n"
        f"{xml_element('title', entry.headline)}"
        f"{xml_element('link', entry.address)}"
        f"{xml_element('guid', entry.key, _NO_ADDRESS)}"
        f"{xml_element('pubDate', format_rfc_822(entry.published))}"
        f"{authors}{topics}"
        f"{xml_element('description', entry.summary)}"
        f"{xml_element('content:encoded', entry.html)}"
        f"{xml_element('dc:language', entry.language)}"
        f"{xml_element('dc:rights', entry.rights)}"
        f"{_rss_picture(entry)}"
        "</item>\n"
    )


def _rss_picture(entry: FeedEntry) -> str:
    """Return its picture: as an enclosure only with its true length, which that must have."""
    picture = entry.picture
    if not picture:
        return ""
    address = escape(picture.address)
    enclosure = ""
    if entry.picture_bytes:
        enclosure = (
            f'<enclosure url="{address}" length="{entry.picture_bytes}" type="image/jpeg"/>\n'
        )
    alt = xml_element("media:description", picture.alt)
    return (
        f'{enclosure}<media:content url="{address}" type="image/jpeg" medium="image"'
        f' width="{picture.width}" height="{picture.height}">{alt}</media:content>\n'
    )


def rss_feed(head: FeedHead, items: Sequence[str]) -> str:
    """Return a whole feed of items."""
    hub = f'<atom:link rel="hub" href="{xml_text(head.hub)}"/>\n' if head.hub else ""
    return (
        f'{XML_DECLARATION}<rss version="2.0"{_NAMESPACES}>\n<channel>\n'
        f"{xml_element('title', head.title)}"
        f"{xml_element('link', head.home)}"
        f"<description>{xml_text(head.title)}</description>\n"
        f"{xml_element('language', head.language)}"
        f"{xml_element('lastBuildDate', format_rfc_822(head.updated))}"
        f'<atom:link rel="self" type="application/rss+xml" href="{xml_text(head.address)}"/>\n'
        f"{hub}{''.join(items)}</channel>\n</rss>\n"
    )
