"""An edition -> an entry, as every format of feeds tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models.edition import Edition
from articles.models.policy import InFeeds
from articles.pictures.stored import size_of_rendition
from articles.publishing.structured import SharedPicture, shared_picture
from articles.publishing.told import told_corrections
from articles.site.feeds.content import feed_html, summary_of

# What an entry needs of an edition.
ENTRY_FIELDS: Final = (
    "article_id", "slug", "headline", "standfirst", "bylines", "language", "publisher", "url",
    "topics", "rights", "sign_off", "picture", "corrections", "body", "feeds", "first_published_at",
    "updated_at", "live_from", "linked_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself.

    `home` is the page that it goes with, `address` its own; `authority` is whose its ids are, `hub`
    tells followers of changes, "" for none. All addresses are absolute.
    """

    title: str
    home: str
    address: str
    site: str
    authority: str
    updated: datetime
    language: str
    hub: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What a feed says of an edition; `html` is "" where it has the summary alone.

    `key` stays that of its article under whatever address, and is told as a tag URI (RFC 4151).
    `source` is its publisher's page, "" for none. `picture_bytes` is 0 where it is not known.
    """

    key: str
    address: str
    headline: str
    summary: str
    html: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    language: str
    publisher: str
    source: str
    rights: str
    published: datetime
    updated: datetime
    picture: SharedPicture | None
    picture_bytes: int


def entry_of(edition: Edition, head: FeedHead) -> FeedEntry:
    """Return the entry of an edition in a feed of the site."""
    address = urljoin(head.address, edition.get_absolute_url())
    picture = shared_picture(edition, address)
    is_full = _is_full(edition, head.site)
    html = feed_html(edition.body, address) if is_full else ""
    summary = summary_of(edition.standfirst, edition.body)
    published = edition.first_published_at
    return FeedEntry(
        key=f"tag:{head.authority},{published:%Y-%m-%d}:article/{edition.article_id}",
        address=address,
        headline=edition.headline,
        summary=summary if html else f"{_corrected_in_words(edition)}{summary}",
        html=html and f"{_corrected(edition)}{html}{_signed(edition)}",
        authors=tuple(edition.bylines),
        topics=tuple(dict.fromkeys(edition.topics)),
        language=edition.language,
        publisher=edition.publisher,
        source=edition.url,
        rights=edition.rights,
        published=published,
        updated=edition.updated_at or published,
        picture=picture,
        picture_bytes=size_of_rendition(picture.sha256, picture.width, "jpg") if picture else 0,
    )


def _is_full(edition: Edition, site: str) -> bool:
    """Return whether a feed has all of it: as its policy says, else if it is the site's own."""
    if edition.feeds:
        return edition.feeds == InFeeds.FULL
    own = {"", site.casefold(), settings.SITE_NAME.casefold()}
    return edition.publisher.strip().casefold() in own


def _corrected(edition: Edition) -> SafeString:
    """Return what readers are told of corrections, before the text: followers may know the old."""
    told = told_corrections(edition)
    return format_html_join(
        "", "<p><strong>{}</strong>: {}</p>\n", ((each.title, each.note) for each in told)
    )


def _corrected_in_words(edition: Edition) -> str:
    return "".join(f"{each.title}: {each.note} " for each in told_corrections(edition))


def _signed(edition: Edition) -> str:
    """Return who wrote it where that stands under the text, as on its page."""
    return format_html("\n<p>{}</p>", edition.sign_off) if edition.sign_off else ""
