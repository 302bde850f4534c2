"""Editions -> the states of their articles, kept in columns that an index holds.

What an article's state is follows from its editions as of now (`with_state`), which no index can
look up. Every act that writes editions, or the version or slug of an article, ends with
`keep_states`, or with what that would come to. What time alone changes is told by turns: moments
still to come, of which a list first settles those that have passed. So a kept state is right the
moment an edition begins or ends, and no job is needed.
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
from articles.models.article import State

_TOGETHER: Final = 500


@transaction.atomic
def keep_states(article_ids: Collection[int]) -> None:
    """Keep the states of articles as of now, and the moments at which they may turn."""
    for some in _some(article_ids):
        _keep(some)


@transaction.atomic
def keep_live(editions: Collection[Edition]) -> None:
    """Keep as live the articles whose current versions these editions show from now on, for good.

    It is what `keep_states` would find, where nothing of the articles is scheduled.
    """
    overtaken = _overtaken(editions)
    StateTurn.objects.filter(article__in=[each.article_id for each in editions]).delete()
    update(
        Article,
        ("kept_state", "kept_state_at"),
        sorted(
            (State.LIVE.value, datetime_value(each.first_published_at), each.article_id)
            for each in editions
        ),
    )
    if overtaken:
        keep_states(overtaken)


def _overtaken(editions: Collection[Edition]) -> list[int]:
    """Lock the articles of editions; return those that somebody saved since they were read."""
    if not connection.features.has_select_for_update:
        # Nobody else has written anything meanwhile.
        return []
    articles = Article.with_deleted.filter(pk__in=[each.article_id for each in editions])
    rows = articles.for_change().order_by("pk").values_list("pk", "version", "slug")
    found = {pk: tuple(values) for pk, *values in rows}
    return [
        each.article_id
        for each in editions
        if found.get(each.article_id) != (each.article.version, each.slug)
    ]


def keep_changed(article_ids: Collection[int]) -> None:
    """Keep live articles as changed since: each has a new version, which readers do not see.

    Which of them time has ended meanwhile is told by turns.
    """
    for some in _some(article_ids):
        live = Article.with_deleted.filter(pk__in=some, kept_state=State.LIVE)
        live.update(kept_state=State.CHANGED)


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


def _some(article_ids: Collection[int]) -> Iterator[list[int]]:
    """Yield so many keys at a time as a statement takes well, in their order."""
    keys = sorted(article_ids)
    for start in range(0, len(keys), _TOGETHER):
        yield keys[start : start + _TOGETHER]


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
