"""Complete a page's metadata by what it shows its readers of author and date."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from articles.documents.metadata.dates import parse_datetime
from articles.documents.metadata.names import is_organisation, is_person, is_same
from articles.documents.reading.fragments import letters_of
from articles.documents.reading.pages.page_head import PageHead, head_of
from articles.documents.reading.pages.shown_author import named_in_byline, shown_authors
from articles.documents.reading.pages.shown_date import shown_date
from articles.documents.source import SourceMetadata
from articles.documents.urls.host import site_of

# /2019/05/03/, /2019-05-03-title, /20190503/title
_IN_URL: Final = re.compile(
    r"[/_-]((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)"
)


def _is_full(name: str, metadata: SourceMetadata) -> bool:
    """Return whether a name is more than a first name, an account or the publisher's own."""
    is_publisher = is_same(name, metadata.publisher, site_of(metadata.url))
    return " " in name.strip() and not is_publisher and not is_organisation(name)


def with_shown(metadata: SourceMetadata, tree: Any) -> SourceMetadata:
    """Return the metadata of a page with what its parsed tree shows of author and date."""
    head = head_of(tree, metadata.title)
    return replace(
        metadata,
        authors=_authors(metadata, head),
        published=metadata.published or _published(metadata, head),
    )


def _authors(metadata: SourceMetadata, head: PageHead) -> tuple[str, ...]:
    known = metadata.authors
    if any(_is_full(name, metadata) for name in known):
        return _as_in_byline(metadata, head)
    shown = shown_authors(head, metadata.language, metadata.publisher)
    if not known or (any(map(is_person, shown)) and _may_give_way(metadata, shown)):
        return shown
    return known


def _as_in_byline(metadata: SourceMetadata, head: PageHead) -> tuple[str, ...]:
    """Return the authors that are told machines, or whom readers see if these are others.

    Machines are told who put the text there, or who runs the site, at times.
    """
    known = metadata.authors
    shown = named_in_byline(head, metadata.language, metadata.publisher)
    if not shown or _words(known) & _words(shown) or any(head.says(name) for name in known):
        return known
    return shown


def _may_give_way(metadata: SourceMetadata, shown: tuple[str, ...]) -> bool:
    """Return whether a name that is no full one is another's: an account has one of its own."""
    site = site_of(metadata.url)
    accounts = [
        letters_of(name).casefold()
        for name in metadata.authors
        if not is_same(name, metadata.publisher, site) and not is_organisation(name)
    ]
    return not accounts or any(
        word in account for account in accounts for word in _words(shown) if len(word) > 2
    )


def _words(names: tuple[str, ...]) -> set[str]:
    return {word for name in names for word in name.casefold().split()}


def _published(metadata: SourceMetadata, head: PageHead) -> datetime | None:
    return parse_datetime(shown_date(head, metadata.language)) or _in_url(metadata.url)


def _in_url(url: str) -> datetime | None:
    found = _IN_URL.search(url)
    return parse_datetime("-".join(filter(None, found.groups()))) if found else None
