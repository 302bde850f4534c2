"""Editions -> the states of their articles, kept in columns that an index holds.

What an article's state is follows from its editions as of now (`with_state`), which no index can
look up. Every act that writes editions, or the version or slug of an article, ends with
`keep_states`. What time alone changes is told by turns: moments still to come, of which a list
first settles those that have passed. So a kept state is right the moment an edition begins or ends,
and no job is needed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from articles.bulk import datetime_value, insert, update
from articles.locks import publish_lock
from articles.models import Article, Edition, StateTurn

_TOGETHER: Final = 500


@transaction.atomic
def keep_states(article_ids: Collection[int]) -> None:
    """Keep the states of articles as of now, and the moments at which they may turn."""
    keys = sorted(article_ids)
    for start in range(0, len(keys), _TOGETHER):
        _keep(keys[start : start + _TOGETHER])


def settle_states() -> None:
    """Keep the states of articles whose editions began or ended since. One query, mostly of none.

    Lists that are asked for states call it first.
    """
    passed = StateTurn.objects.filter(at__lte=timezone.now()).order_by()
    if not passed.exists():
        return
    with transaction.atomic():
        # Before any row is locked: so nobody waits in a circle with who publishes.
        publish_lock()
        keep_states(set(passed.values_list("article_id", flat=True)))


def _keep(keys: Collection[int]) -> None:
    articles: Any = Article.with_deleted.filter(pk__in=keys).order_by("pk")
    if connection.features.has_select_for_update:
        # First: what others write meanwhile would not be seen by the query that waits for them.
        list(articles.for_change().only("pk"))
    # Before states are told: a moment that passes meanwhile is kept, and settled next.
    now = timezone.now()
    rows = articles.with_state_at().values_list(
        "pk", "kept_state", "kept_state_at", "state", "state_at"
    )
    update(
        Article,
        ("kept_state", "kept_state_at"),
        [
            (state, datetime_value(at), key)
            for key, kept, kept_at, state, at in rows
            if (kept, kept_at) != (state, at)
        ],
    )
    StateTurn.objects.filter(article__in=keys).delete()
    turns = sorted(set(_turns(keys, now)))
    insert(StateTurn, ("article", "at"), [(key, datetime_value(at)) for key, at in turns])


def _turns(keys: Collection[int], now: datetime) -> Iterator[tuple[int, datetime]]:
    """Yield articles, each with a moment ahead at which an edition of it begins or ends."""
    ahead = Edition.objects.open_at(now).filter(article__in=keys).order_by()
    for key, *moments in ahead.values_list("article_id", "live_from", "live_until"):
        yield from ((key, moment) for moment in moments if moment and moment > now)
