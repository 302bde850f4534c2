"""A set as its page and its list show it: what state it is in, and how each article stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, ReleaseEntry, ReleaseSet
from articles.publishing.release_sets import is_with_set, refusal_of


class SetState(StrEnum):
    """Say how far a set is; the values are the classes of the desk's marks."""

    GATHERED = "draft"
    SCHEDULED = "scheduled"
    RELEASED = "live"


@dataclass(frozen=True, slots=True)
class SetRow:
    """An article of a set.

    `refusal` is why it could not go live, "" for nothing. Of a scheduled set, `number` is the
    version that goes live with it, 0 for none.
    """

    article: Article
    number: int
    refusal: str

    @property
    def is_behind(self) -> bool:
        """Return whether what was saved last is not in the set yet."""
        return self.number != self.article.version


def state_of(release_set: ReleaseSet, now: datetime) -> SetState:
    if release_set.at is None:
        return SetState.GATHERED
    return SetState.RELEASED if release_set.is_released(now) else SetState.SCHEDULED


def set_rows(release_set: ReleaseSet) -> list[SetRow]:
    """Return how each article of a set stands."""
    now = timezone.now()
    begins = release_set.at or now
    is_released = release_set.is_released(now)
    found = release_set.entries.select_related("article__source", "edition__version")
    return [
        SetRow(
            entry.article,
            _number(entry, release_set),
            "" if is_released else refusal_of(entry.article, begins),
        )
        for entry in found.defer("edition__body", "edition__version__content")
    ]


def sets_ahead() -> QuerySet[ReleaseSet]:
    """Return the sets that articles can be added to."""
    return ReleaseSet.objects.ahead().order_by("-made_at", "-pk")


def _number(entry: ReleaseEntry, release_set: ReleaseSet) -> int:
    edition = entry.edition
    return edition.version.number if edition and is_with_set(edition, release_set) else 0
