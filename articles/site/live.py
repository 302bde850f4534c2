"""A slug -> the edition that is live under it, or what became of it, by statements compiled once.

Django spends twice as long on building and compiling such a query as on all the rest of it, and no
page is asked for as often as an article's, or as one that is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Final

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.query import RawQuerySet
from django.utils import timezone

from articles.models.edition import Edition

_SOME_SLUG: Final = "some-slug"


def live_under(slug: str) -> Edition | None:
    """Return the live edition under a slug, the later published of two. One query."""
    # Ordered here: there is hardly ever more than one.
    return max(_raw(_live, slug), key=attrgetter("live_from", "pk"), default=None)


def slug_since(slug: str) -> str | None:
    """Return the slug that the article has now which once was live under this one. One query.

    It is "" if readers see the article no more, and `None` if none was ever live under this slug.
    """
    former = max(_raw(_former, slug), key=attrgetter("live_from", "pk"), default=None)
    return None if former is None else former.slug_now or ""  # type: ignore[attr-defined]


def _live() -> QuerySet[Edition]:
    return Edition.objects.live().filter(slug=_SOME_SLUG)


def _former() -> QuerySet[Edition, Any]:
    # An article's editions follow one another: one is live at most.
    successor = Edition.objects.live().filter(article=OuterRef("article")).order_by().values("slug")
    former = Edition.objects.begun().filter(slug=_SOME_SLUG).only("live_from")
    return former.annotate(slug_now=Subquery(successor[:1]))


def _raw(query: Callable[[], QuerySet[Edition, Any]], slug: str) -> RawQuerySet[Edition]:
    sql, places_of_slug = _statement(query)
    now = timezone.now()
    return Edition.objects.raw(sql, [slug if is_slug else now for is_slug in places_of_slug])


@cache
def _statement(query: Callable[[], QuerySet[Edition, Any]]) -> tuple[str, tuple[bool, ...]]:
    """The statement, and for each of its parameters whether it is the slug: the others are now."""
    sql, parameters = query().order_by().query.sql_with_params()
    return sql, tuple(value == _SOME_SLUG for value in parameters)
