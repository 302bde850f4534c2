"""Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime

from articles.site.feeds.entry import FeedEntry, FeedHead
from articles.site.feeds.xml import XML_DECLARATION, xml_element, xml_text

ATOM_TYPE: Final = "application/atom+xml; charset=utf-8"
_HTML: Final = ' type="html"'


def atom_entry(entry: FeedEntry) -> str:
    """Return an entry; its author is its publisher where nobody is named, else the feed's."""
    language = f' xml:lang="{xml_text(entry.language)}"' if entry.language else ""
    names = entry.authors or ((entry.publisher,) if entry.publisher else ())
    authors = "".join(f"<author>{xml_element('name', each)}</author>\n" for each in names)
    topics = "".join(f'<category term="{xml_text(each)}"/>\n' for each in entry.topics)
    source = f'<link rel="via" href="{xml_text(entry.source)}"/>\n' if entry.source else ""
    return (
        f"<entry{language}>\n"
        f"{xml_element('id', entry.key)}"
        f"<title>{xml_text(entry.headline)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{xml_text(entry.address)}"/>\n'
        f"{source}{_atom_picture(entry)}"
        f"{xml_element('published', atom_date(entry.published))}"
        f"{xml_element('updated', atom_date(entry.updated))}"
        f"{authors}{topics}"
        f"{xml_element('summary', entry.summary)}"
        f"{xml_element('content', entry.html, _HTML)}"
        f"{xml_element('rights', entry.rights)}"
        "</entry>\n"
    )


def _atom_picture(entry: FeedEntry) -> str:
    if not entry.picture:
        return ""
    length = f' length="{entry.picture_bytes}"' if entry.picture_bytes else ""
    address = xml_text(entry.picture.address)
    return f'<link rel="enclosure" type="image/jpeg"{length} href="{address}"/>\n'


def atom_feed(head: FeedHead, entries: Sequence[str]) -> str:
    """Return a whole feed of entries."""
    hub = f'<link rel="hub" href="{xml_text(head.hub)}"/>\n' if head.hub else ""
    return (
        f'{XML_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"'
        f' xml:lang="{xml_text(head.language)}">\n'
        f"{xml_element('id', head.address)}"
        f"{xml_element('title', head.title)}"
        f'<link rel="self" type="application/atom+xml" href="{xml_text(head.address)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{xml_text(head.home)}"/>\n'
        f"{hub}"
        f"{xml_element('updated', atom_date(head.updated))}"
        f"<author>{xml_element('name', head.site)}</author>\n"
        f"{''.join(entries)}</feed>\n"
    )


def atom_date(moment: datetime) -> str:
    """Return a moment as RFC 3339 has it, in the site's time zone."""
    return localtime(moment).isoformat(timespec="seconds")
