"""A slug -> the edition that is live under it, or what became of it, by statements compiled once.

Django spends twice as long on building and compiling such a query as on all the rest of it, and no
page is asked for as often as an article's, or as one that is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.query import RawQuerySet
from django.utils import timezone

from articles.models.edition import Edition
from articles.publishing.masthead import with_masthead
from articles.site.around import beside_edition

_SOME_SLUG: Final = "some-slug"


def live_under(slug: str) -> tuple[Edition | None, Edition | None]:
    """Return the live edition under a slug, and one that is or was live there. One query.

    Of two it is the later published. Both come with the stamp of the masthead.
    """
    now = timezone.now()
    begun = list(_raw(_newest, slug, now))
    live = [each for each in begun if each.live_until is None or each.live_until > now]
    # Ordered here: there is hardly ever more than one.
    edition = max(live, key=attrgetter("live_from", "pk"), default=None)
    return edition, next(iter(begun), None)


def slug_since(slug: str) -> str:
    """Return the slug that the article has now which once was live under this one. One query.

    It is "" if readers see the article no more.
    """
    former = max(_raw(_former, slug, timezone.now()), key=attrgetter("live_from", "pk"))
    return former.slug_now or ""  # type: ignore[attr-defined]


def _newest() -> QuerySet[Edition]:
    """The live editions under a slug, and the newest: it tells that there were some."""
    begun = Edition.objects.begun().filter(slug=_SOME_SLUG)
    live = Edition.objects.live().filter(slug=_SOME_SLUG).order_by().values("pk")
    newest = begun.order_by().values("slug").annotate(newest=Max("pk")).values("newest")
    found = begun.filter(Q(pk__in=live) | Q(pk__in=newest)).annotate(**beside_edition())
    return with_masthead(found)


def _former() -> QuerySet[Edition, Any]:
    # An article's editions follow one another: one is live at most.
    successor = Edition.objects.live().filter(article=OuterRef("article")).order_by().values("slug")
    former = Edition.objects.begun().filter(slug=_SOME_SLUG).only("live_from")
    return former.annotate(slug_now=Subquery(successor[:1]))


def _raw(
    query: Callable[[], QuerySet[Edition, Any]], slug: str, now: datetime
) -> RawQuerySet[Edition]:
    sql, places_of_slug = _statement(query)
    return Edition.objects.raw(sql, [slug if is_slug else now for is_slug in places_of_slug])


@cache
def _statement(query: Callable[[], QuerySet[Edition, Any]]) -> tuple[str, tuple[bool, ...]]:
    """The statement, and for each of its parameters whether it is the slug: the others are now."""
    sql, parameters = query().order_by().query.sql_with_params()
    return sql, tuple(value == _SOME_SLUG for value in parameters)
