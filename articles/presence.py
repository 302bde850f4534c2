"""Who has which article open, and in which part of it: in the cache alone, for less than a minute.

Each opening of an article's form holds one of so many places, which are read in one go. Nothing is
locked by it: who saves what is decided when it is saved.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import DEFAULT_DB_ALIAS, router

from articles.models import Article

# Seconds. A form tells every few seconds that it is open; it is written down at most so often,
# except where somebody went to another part and writing costs the articles' database nothing.
WRITTEN_EVERY: Final = 15
_MOVED_AFTER: Final = 2
# Whoever was not heard of for so long is away: three times were missed.
AWAY_AFTER: Final = 45
_FORGOTTEN_AFTER: Final = 75
# Since when somebody who has an article open does not write in it.
IDLE_AFTER: Final = 60
# Beyond it, some are not shown; they save as everybody does.
_PLACES: Final = tuple(f"newsroom.presence.{number}" for number in range(120))


@dataclass(frozen=True, slots=True)
class Presence:
    """One opening of an article's form, by moments in seconds since 1970.

    `tab` names it; `part` is the identifier of the part where the cursor is.
    """

    person: int
    name: str
    article: int
    tab: str
    part: str
    typed_at: float
    seen_at: float

    @property
    def is_writing(self) -> bool:
        """Return whether something was typed not long ago."""
        return time.time() - self.typed_at < IDLE_AFTER


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article that a person has open: writing in it, or idle since a moment."""

    person: int
    name: str
    article: int
    headline: str
    is_writing: bool
    idle_since: datetime


def here(article: int, user: AbstractBaseUser, tab: str, part: str = "", idle: float = 0) -> None:
    """Note that a person has an article open, in this part, and typed so many seconds ago."""
    now = time.time()
    found = cache.get_many(_PLACES)
    fresh = Presence(user.pk, _name(user), article, tab[:36], part[:64], now - max(idle, 0), now)
    for place, entry in found.items():
        if _is_of(entry, fresh):
            if _is_due(_read(entry), fresh):
                cache.set(place, asdict(fresh), _FORGOTTEN_AFTER)
            return
    for place in _PLACES:
        # Another may have taken it meanwhile.
        if place not in found and cache.add(place, asdict(fresh), _FORGOTTEN_AFTER):
            return


def left(article: int, user: AbstractBaseUser, tab: str) -> None:
    """Note that a person has closed an article, or looks at something else.

    Where the cache is in the articles' database, whoever was just written down is forgotten by
    itself instead.
    """
    gone = Presence(user.pk, "", article, tab[:36], "", 0, time.time())
    for place, entry in cache.get_many(_PLACES).items():
        if _is_of(entry, gone) and (not _is_in_database_of_articles() or _is_old(_read(entry))):
            cache.delete(place)


def who_is_at(article: int) -> list[Presence]:
    """Return who has an article open, whoever came first first."""
    return [presence for presence in _everybody() if presence.article == article]


def open_now() -> list[OpenArticle]:
    """Return what people have open, each article of a person once; who typed last first."""
    latest = {
        (presence.person, presence.article): presence
        for presence in sorted(_everybody(), key=lambda each: each.typed_at)
    }
    articles = Article.objects.filter(pk__in={article for _, article in latest})
    headlines = dict(articles.values_list("pk", "headline"))
    return [
        OpenArticle(
            presence.person,
            presence.name,
            presence.article,
            headlines[presence.article],
            presence.is_writing,
            datetime.fromtimestamp(presence.typed_at, UTC),
        )
        for presence in reversed(latest.values())
        if presence.article in headlines
    ]


def _everybody() -> Sequence[Presence]:
    since = time.time() - AWAY_AFTER
    found = cache.get_many(_PLACES)
    present = [_read(found[place]) for place in _PLACES if place in found]
    return [presence for presence in present if presence.seen_at > since]


def _read(entry: dict[str, Any]) -> Presence:
    return Presence(**entry)


def _is_of(entry: dict[str, Any], presence: Presence) -> bool:
    mine = (presence.person, presence.article, presence.tab)
    return (entry["person"], entry["article"], entry["tab"]) == mine


def _is_due(before: Presence, now: Presence) -> bool:
    """Return whether it is to be written down once more."""
    if _is_old(before):
        return True
    has_moved = replace(before, typed_at=now.typed_at, seen_at=now.seen_at) != now
    begins = now.is_writing and not before.is_writing
    is_news = (has_moved or begins) and now.seen_at - before.seen_at >= _MOVED_AFTER
    return is_news and not _is_in_database_of_articles()


def _is_old(before: Presence) -> bool:
    return time.time() - before.seen_at >= WRITTEN_EVERY


def _is_in_database_of_articles() -> bool:
    store = caches["default"]
    if not isinstance(store, DatabaseCache):
        return False
    return router.db_for_write(store.cache_model_class) == DEFAULT_DB_ALIAS


def _name(user: AbstractBaseUser) -> str:
    full = getattr(user, "get_full_name", str)()
    return str(full or user.get_username())
