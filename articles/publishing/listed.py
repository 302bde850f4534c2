"""An edition -> the names on its page, each with where its page is."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from django.urls import reverse

from articles.models.edition import Edition

_REMEMBERED: Final = 4096


class ListedName(NamedTuple):
    """A name as it is printed, and the address of its page; "" where it has none."""

    name: str
    address: str


class ListedNames(NamedTuple):
    """The authors, the topics and the publisher of an edition."""

    authors: tuple[ListedName, ...]
    topics: tuple[ListedName, ...]
    publisher: ListedName


def listed_names(edition: Edition) -> ListedNames:
    """Return the names on an edition as it keeps them, without a query."""
    slugs = {(kind, name): slug for kind, name, slug in edition.listings}

    def listed(kind: str, name: str) -> ListedName:
        slug = slugs.get((kind, name))
        return ListedName(name, _address(kind, slug) if slug else "")

    return ListedNames(
        tuple(listed("author", name) for name in edition.bylines),
        tuple(listed("topic", name) for name in edition.topics),
        listed("publisher", edition.publisher),
    )


@lru_cache(_REMEMBERED)
def _address(kind: str, slug: str) -> str:
    return reverse(kind, args=[slug])
