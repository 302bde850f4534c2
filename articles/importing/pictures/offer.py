"""What there is to fetch, told to people before anybody is asked: how many, and what hinders it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from articles.importing.pictures.wanted import (
    EVERYTHING,
    Whose,
    known_addresses,
    may_be_had,
    undone_articles,
    without_picture,
)
from articles.models import PictureAddress
from articles.models.picture_address import AddressState, digest_of_address
from articles.models.policy import Pictures, Policies

# A page is not kept waiting for the rest of a large archive.
MOST_COUNTED: Final = 1_000
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """How many pictures are at their source, each address once.

    `due` may be fetched now; of `forbidden` no policy allows it, with their `publishers`; `failed`
    were asked for and did not come. `is_more`: these were counted, and there are others.
    """

    due: int = 0
    forbidden: int = 0
    failed: int = 0
    publishers: Sequence[str] = ()
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """An address in an article."""

    article: int
    publisher: str
    key: str
    address: str


def pictures_at_source(whose: Whose = EVERYTHING) -> Offer:
    """Return what there is to fetch. Five queries at most, one where there is nothing."""
    named = list(_named(whose, MOST_COUNTED + 1))
    if not named:
        return Offer()
    policies, allowed, forbidden = Policies.load(), list[_Named](), list[_Named]()
    for each in named[:MOST_COUNTED]:
        policy = policies.of(each.publisher, each.key)
        (allowed if policy.pictures == Pictures.FETCHED else forbidden).append(each)
    left = undone_articles({each.article for each in allowed}) if allowed else set()
    wanted = list(dict.fromkeys(each.address for each in allowed if each.article not in left))
    known = known_addresses(wanted) if wanted else {}
    due = sum(may_be_had(known.get(address)) for address in wanted)
    return Offer(
        due,
        len({each.address for each in forbidden}),
        len(wanted) - due,
        sorted({each.publisher for each in forbidden}),
        len(named) > MOST_COUNTED,
    )


def ask_again(whose: Whose) -> int:
    """Let pictures that did not come be asked for as if nobody had; return how many."""
    digests = [
        digest_of_address(each) for each in dict.fromkeys(each.address for each in _named(whose))
    ]
    failed, now = PictureAddress.objects.failed(), timezone.now()
    return sum(
        failed.filter(digest__in=digests[first : first + _AT_ONCE]).update(
            state=AddressState.LATER, next_at=now, attempts=0
        )
        for first in range(0, len(digests), _AT_ONCE)
    )


def _named(whose: Whose, most: int | None = None) -> Iterator[_Named]:
    rows = without_picture(whose).order_by("article_id", "position")
    values = rows.values_list(
        "article_id", "article__publisher", "article__source__publisher",
        "article__external_id", "attributes",
    )[:most]  # fmt: skip
    for article, own, received, key, attributes in values:
        if address := json.loads(attributes).get("source"):
            yield _Named(article, own if received is None else received, key, address)
