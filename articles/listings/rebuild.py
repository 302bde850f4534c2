"""Live editions that are in no listing, though names stand on them -> listed, after a release.

What was done stays done: whoever stops it begins where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.listings.membership import list_anew
from articles.locks import publish_lock
from articles.models import Edition

# Of one transaction: whoever publishes waits for it.
_TOGETHER: Final = 200


def list_unlisted() -> Iterator[int]:
    """List the editions, live or to be, that nobody has listed; yield how many, some at a time."""
    last = 0
    while keys := list(_unlisted(last).values_list("pk", flat=True)[:_TOGETHER]):
        with transaction.atomic():
            publish_lock()
            # As they are now: some may have ended, or been listed by who published them again.
            number = list_anew(_unlisted(last).filter(pk__in=keys))
        # Outside of the transaction: whoever stops here keeps what was done.
        yield number
        last = keys[-1]


def list_all_unlisted() -> None:
    """List all that nobody has listed: what is older than the pages of names."""
    for _number in list_unlisted():
        pass


def _unlisted(after: int) -> QuerySet[Edition]:
    """Return the open editions in no listing that have a name on them, by their keys.

    By the index of those that are in one: only of the others is more than that read.
    """
    editions = Edition.objects.open_at(timezone.now()).filter(pk__gt=after, listed=None)
    return editions.exclude(bylines=[], topics=[], publisher="").order_by("pk")
