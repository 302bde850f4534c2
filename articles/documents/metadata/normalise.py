"""What a document says of itself, as its reader gives it -> the same as all the rest goes by it.

Readers hand over what their formats hold; here, and only here, it is spelled in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, NamedTuple

from articles.documents import markup
from articles.documents.markup import Removal
from articles.documents.markup.links import removals_of
from articles.documents.metadata.language import normal_tag
from articles.documents.source import SourceMetadata
from articles.documents.urls.canonical import (
    TrackingParameters,
    canonical_url,
    resolved_url,
    site_of,
    without_tracking,
)

MOST_AUTHORS: Final = 100
MOST_TOPICS: Final = 100
LONGEST_TOPIC: Final = 200

_BY: Final = re.compile(r"by(?::\s*|\s+)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\w+://|www\.", re.IGNORECASE)
_BETWEEN_NAMES: Final = re.compile(r"\s*[;|\n]\s*")
# The last "and" of a list, and the commas before it.
_AND: Final = re.compile(r",?\s+(?:and|&)\s+")
_COMMA: Final = re.compile(r",\s*")
# A person as most are named: two to four words with a capital each, none of them an abbreviation
# ("BBC News") or an article ("The Associated Press"); "van" and the like may stand between.
_WORD: Final = r"(?!The\b)[^\W\d_a-z](?=\S*[^\W\d_A-Z])[\w.'’-]*"
_PERSON: Final = re.compile(rf"{_WORD}(?: (?:[a-z]{{1,3}} )?{_WORD}){{1,3}}")


class NormalisedMetadata(NamedTuple):
    """`removed` is the tracking that addresses had."""

    metadata: SourceMetadata
    removed: tuple[Removal, ...] = ()


def normalise(
    metadata: SourceMetadata, tracking: TrackingParameters = TrackingParameters()
) -> NormalisedMetadata:
    """Spell addresses, names, language and moments in one way; leave out what is none."""
    if metadata == _NOTHING:
        return NormalisedMetadata(metadata)
    url = canonical_url(metadata.url, tracking)
    # A picture's address may be written as from its page.
    picture = canonical_url(resolved_url(metadata.picture.strip(), url), tracking)
    return NormalisedMetadata(
        replace(
            metadata,
            url=url,
            published=_in_utc(metadata.published),
            updated=_in_utc(metadata.updated),
            authors=_once(_names(metadata.authors))[:MOST_AUTHORS],
            language=normal_tag(metadata.language),
            publisher=markup.one_line(metadata.publisher) or site_of(url),
            topics=_once(_topics(metadata.topics))[:MOST_TOPICS],
            picture=picture,
        ),
        _removals(metadata.url, tracking)
        + _removals(metadata.picture, tracking)
        + _lost(metadata.url, url, "its own address")
        + _lost(metadata.picture, picture, "its picture's address"),
    )


_NOTHING: Final = SourceMetadata()


def _removals(url: str, tracking: TrackingParameters) -> tuple[Removal, ...]:
    return removals_of(without_tracking(url, tracking).removed, url)


def _lost(said: str, kept: str, name: str) -> tuple[Removal, ...]:
    """What leads to no page is left out, and told."""
    return (Removal("link", name, said[:200]),) if said.strip() and not kept else ()


def _in_utc(moment: datetime | None) -> datetime | None:
    """A moment without a zone is taken to be in UTC."""
    if moment is None or moment.tzinfo is UTC:
        return moment
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _names(written: Iterable[str]) -> Iterator[str]:
    """Each author's name; addresses, as some pages give instead of names, are none."""
    for text in written:
        for part in _BETWEEN_NAMES.split(text.strip()):
            line = _BY.sub("", markup.one_line(part), count=1) if _BY.match(part) else part
            if line and not _ADDRESS.match(line):
                yield from _each_of(markup.one_line(line))


def _each_of(line: str) -> list[str]:
    """The names of "A B, C D and E F"; what may be one name or a name with a post stays whole."""
    first, *last = _AND.split(line)
    names = [*_COMMA.split(first), *last] if len(last) == 1 else [line]
    return names if len(names) > 1 and all(map(_PERSON.fullmatch, names)) else [line]


def _topics(written: Iterable[str]) -> Iterator[str]:
    for text in written:
        line = markup.one_line(text)
        if line and len(line) <= LONGEST_TOPIC:
            yield line


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Each of them as it was first written."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return tuple(found.values())
