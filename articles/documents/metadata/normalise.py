"""Normalise a document's metadata: URLs, names, language and datetimes in one spelling each.

Readers hand over what their formats hold; it is normalised here, and only here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, NamedTuple

from articles.documents import markup
from articles.documents.markup import Removal
from articles.documents.markup.links import parameter_removals
from articles.documents.metadata.language import normal_tag
from articles.documents.metadata.names import byline_of
from articles.documents.source import SourceMetadata
from articles.documents.urls.canonical import canonical_url, resolved_url
from articles.documents.urls.host import site_of
from articles.documents.urls.local_file import local_file
from articles.documents.urls.tracking import TrackingParameters, without_tracking

MOST_AUTHORS: Final = 100
MOST_TOPICS: Final = 100
LONGEST_TOPIC: Final = 200


class NormalisedMetadata(NamedTuple):
    """The metadata in one spelling; `removed` reports the tracking that its URLs had."""

    metadata: SourceMetadata
    removed: tuple[Removal, ...] = ()


def normalise(
    metadata: SourceMetadata, tracking: TrackingParameters = TrackingParameters()
) -> NormalisedMetadata:
    """Return the metadata normalised; invalid URLs and languages are left out.

    What is to be known of it is reported as removals are.
    """
    if metadata == _NOTHING:
        return NormalisedMetadata(metadata)
    url = canonical_url(metadata.url, tracking)
    # A picture's address may be written as from its page.
    picture = canonical_url(resolved_url(metadata.picture.strip(), url), tracking)
    byline = byline_of(metadata.authors, metadata.language)
    return NormalisedMetadata(
        replace(
            metadata,
            url=url,
            published=_in_utc(metadata.published),
            updated=_in_utc(metadata.updated),
            authors=byline.names[:MOST_AUTHORS],
            agencies=_once((*metadata.agencies, *byline.agencies))[:MOST_AUTHORS],
            language=normal_tag(metadata.language),
            publisher=markup.one_line(metadata.publisher) or site_of(url),
            topics=_once(_topics(metadata.topics))[:MOST_TOPICS],
            picture=picture,
            embargoed=_in_utc(metadata.embargoed),
        ),
        _removals(metadata.url, tracking)
        + _removals(metadata.picture, tracking)
        + _lost(metadata.url, url, "its own address")
        + _lost(metadata.picture, picture or local_file(metadata.picture), "its picture's address")
        + tuple(Removal(*remark) for remark in metadata.remarks),
    )


_NOTHING: Final = SourceMetadata()


def _removals(url: str, tracking: TrackingParameters) -> tuple[Removal, ...]:
    return parameter_removals(without_tracking(url, tracking).removed, url)


def _lost(written: str, kept: str, name: str) -> tuple[Removal, ...]:
    """Return the report of a URL that was left out because it leads to no page."""
    return (Removal("link", name, written[:200]),) if written.strip() and not kept else ()


def _in_utc(value: datetime | None) -> datetime | None:
    """Return a datetime in UTC, which is also assumed where it has no zone."""
    if value is None or value.tzinfo is UTC:
        return value
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _topics(written: Iterable[str]) -> Iterator[str]:
    for text in written:
        line = markup.one_line(text)
        # Without letters it is what an erasure has left, or nothing that anybody looks for.
        if len(line) <= LONGEST_TOPIC and any(map(str.isalnum, line)):
            yield line


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, as it was first written."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())
