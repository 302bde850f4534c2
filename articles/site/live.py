"""A slug -> the edition that is live under it, or what became of it, by statements compiled once.

Django spends twice as long on building and compiling such a query as on all the rest of it, and no
page is asked for as often as an article's, or as one that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.query import RawQuerySet
from django.utils import timezone

from articles.models.edition import Edition
from articles.publishing.masthead import with_masthead
from articles.site.around import beside_edition

_SOME_SLUG: Final = "some-slug"
# Of an edition that has ended.
_TOLD: Final = ("live_from", "live_until", "withdrawal", "withdrawal_note", "leads_to")


@dataclass(frozen=True, slots=True)
class LiveRow:
    """An edition as its row came from the database, and what stands beside it.

    Most who ask have the page, or another asked for it: to read all of a row costs as much as to
    find it, so that is left until somebody needs it.
    """

    values: Mapping[str, Any]

    def moment(self, name: str) -> datetime | None:
        value: datetime | None = self.values[name]
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value

    def is_live_at(self, now: datetime) -> bool:
        until = self.moment("live_until")
        return until is None or until > now

    def edition(self) -> Edition:
        """Return the edition, with what stands beside it as attributes."""
        fields, converters = _reading()
        compiler = Edition.objects.all().query.get_compiler(DEFAULT_DB_ALIAS)
        row = [self.values[field.column] for field in fields]
        [converted] = compiler.apply_converters([row], converters)
        edition = Edition.from_db(DEFAULT_DB_ALIAS, [each.attname for each in fields], converted)
        for name in self.values.keys() - {field.column for field in fields}:
            setattr(edition, name, self.values[name])
        return edition


def live_row(slug: str) -> tuple[LiveRow | None, LiveRow | None]:
    """Return the live edition under a slug, and one that is or was live there. One query.

    Of two it is the later published. Both come with the stamp of the masthead.
    """
    now = timezone.now()
    sql, places_of_slug = _statement(_newest)
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(sql, [slug if is_slug else moment for is_slug in places_of_slug])
        names = [column[0] for column in cursor.description]
        begun = [LiveRow(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    live = [each for each in begun if each.is_live_at(now)]
    # Ordered here: there is hardly ever more than one.
    newest = max(live, key=lambda row: (row.moment("live_from"), row.values["id"]), default=None)
    return newest, next(iter(begun), None)


def live_under(slug: str) -> tuple[Edition | None, Edition | None]:
    """Return the same as editions."""
    live, begun = live_row(slug)
    edition = live.edition() if live else None
    return edition, edition or (begun.edition() if begun else None)


@cache
def _reading() -> tuple[Sequence[Any], Any]:
    """Return the fields of an edition, and how their values are read."""
    fields = Edition._meta.concrete_fields
    compiler = Edition.objects.all().query.get_compiler(DEFAULT_DB_ALIAS)
    table = Edition._meta.db_table
    return fields, compiler.get_converters([field.get_col(table) for field in fields])


def former_edition(slug: str) -> Edition:
    """Return what was live last under a slug, of an article that no longer is. One query.

    It has the slug that the article has now as `slug_now`, None if readers see it no more, and what
    they are told then.
    """
    return max(_raw(_former, slug, timezone.now()), key=attrgetter("live_from", "pk"))


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
    former = Edition.objects.begun().filter(slug=_SOME_SLUG).only(*_TOLD)
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
