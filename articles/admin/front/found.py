"""Articles for the front page: those that stand there, and those that an editor looks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from articles.models import Article
from articles.models.article import State
from articles.search.find import matching
from articles.search.query import parse_query

_LOOKED_AT: Final = 60
_FOUND: Final = 20
_LIVE: Final = (State.LIVE, State.CHANGED)


def slot_articles(keys: Collection[int]) -> Mapping[int, Any]:
    """Return articles by their keys, those in the trash too, each with what a slot says of it."""
    rows = Article.with_deleted.with_state().filter(pk__in=keys)
    found = rows.only("headline", "language", "deleted_at")
    return {article.pk: _told(article) for article in found}


def articles_to_place(words: str, placed: Collection[int]) -> Sequence[Any]:
    """Return articles that have the words and stand nowhere yet: the live ones first, the newest.

    Without words, the newest.
    """
    keys = matching(Article.objects.all(), parse_query(words)).values_list("pk", flat=True)
    left = [key for key in keys[:_LOOKED_AT] if key not in placed]
    told = slot_articles(left)
    found = [told[key] for key in left if key in told]
    return sorted(found, key=lambda article: not article.is_shown)[:_FOUND]


def _told(article: Any) -> Any:
    state = State(article.state)
    article.state_told = state
    article.is_shown = state in _LIVE and article.deleted_at is None
    return article
