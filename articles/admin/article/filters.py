"""The filters of the list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any, Final

from django.contrib.admin.options import IS_FACETS_VAR
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.lists.count import capped_count
from articles.admin.lists.filters import UNKNOWN, ChoiceFilter, ValueFilter
from articles.models import Article, Conflict, Duplicate, LabelReview
from articles.models.article import Beginning, State

_TO_DO: Final = gettext_lazy("To do")
_CHANGED: Final = gettext_lazy("Changed")
# Up to so many rows that wait, their articles are looked up; of more, one is soon met on the way.
_FEW: Final = 2000


class WaitingFilter(ChoiceFilter):
    """Offer the articles with something that waits for an editor, and how many they are."""

    group = _TO_DO
    waits: tuple[str, Any]
    rest: tuple[str, Any]
    # From what waits to its articles.
    sides: tuple[str, ...] = ("article",)

    def articles(self) -> QuerySet[Article]:
        """Return the articles of which something waits."""
        raise NotImplementedError

    def waiting(self) -> QuerySet[Any]:
        """Return what waits."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        value, title = self.waits
        # Where all counts are shown, they are of what is filtered.
        if IS_FACETS_VAR not in request.GET:
            number = capped_count(self.articles())
            title = _("%(title)s (%(number)s)") % {"title": title, "number": number}
        return [(value, title), self.rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == self.rest[0]:
            return queryset.exclude(self.condition())
        if self.value() != self.waits[0]:
            return queryset
        if len(keys := self.some_keys()) > _FEW:
            return queryset.filter(self.condition())
        return queryset.filter(pk__in=keys)

    def some_keys(self) -> set[int]:
        """Return the articles of which something waits, or of more than `_FEW` so many."""
        waiting = self.waiting().order_by().values_list(*self.sides)[: _FEW + 1]
        return {key for keys in waiting for key in keys}

    def condition(self) -> Q:
        """Return that of an article of which something waits, asked of each."""
        of_article = reduce(or_, (Q(**{side: OuterRef("pk")}) for side in self.sides))
        return Q(Exists(self.waiting().filter(of_article).order_by()))


class ReviewFilter(WaitingFilter):
    title = gettext_lazy("needs a look")
    parameter_name = "look"
    waits = ("needed", gettext_lazy("Needs a look"))
    rest = ("none", gettext_lazy("Needs none"))

    def articles(self) -> QuerySet[Article]:
        return Article.objects.needing_review()

    def waiting(self) -> QuerySet[Any]:
        return LabelReview.objects.open()

    # A headline of the import's making is asked about as well.
    def some_keys(self) -> set[int]:
        provisional = Article.objects.filter(headline_provisional=True).order_by()
        return {*super().some_keys(), *provisional.values_list("pk", flat=True)[: _FEW + 1]}

    def condition(self) -> Q:
        return super().condition() | Q(headline_provisional=True)


class ConflictFilter(WaitingFilter):
    title = gettext_lazy("source changed")
    parameter_name = "source_updates"
    waits = ("waiting", gettext_lazy("To decide"))
    rest = ("none", gettext_lazy("Nothing to decide"))

    def articles(self) -> QuerySet[Article]:
        return Article.objects.needing_a_decision()

    def waiting(self) -> QuerySet[Any]:
        return Conflict.objects.open()


class DuplicateFilter(WaitingFilter):
    title = gettext_lazy("likely duplicate")
    parameter_name = "duplicates"
    waits = ("waiting", gettext_lazy("To choose from"))
    rest = ("none", gettext_lazy("None to choose from"))
    sides = ("earlier", "later")

    def articles(self) -> QuerySet[Article]:
        return Article.objects.carried_twice()

    def waiting(self) -> QuerySet[Any]:
        return Duplicate.objects.open()


class StateFilter(ChoiceFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(value, str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kept_state=self.value()) if self.value() else queryset


class HeadlineFilter(ChoiceFilter):
    group = _TO_DO
    title = gettext_lazy("headline")
    parameter_name = "headline"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("provisional", _("Provisional")), ("confirmed", _("Confirmed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(headline_provisional=self.value() == "provisional")


class ChangedFilter(ChoiceFilter):
    """Offer spans of time that end today, so that a saved view goes with the days."""

    group = _CHANGED
    title = gettext_lazy("when")
    parameter_name = "changed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [
            ("today", _("Changed today")),
            ("week", _("Changed in the last 7 days")),
            ("month", _("Changed this month")),
            ("year", _("Changed this year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        since = {
            "today": today,
            "week": today - timedelta(days=7),
            "month": today.replace(day=1),
            "year": today.replace(month=1, day=1),
        }.get(self.value() or "")
        return queryset.filter(changed_at__gte=since) if since else queryset


class MineFilter(ChoiceFilter):
    group = _CHANGED
    title = gettext_lazy("last by")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("1", _("Changed by you"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(changed_by=request.user) if self.value() else queryset


class ArticleValueFilter(ValueFilter):
    def rows(self) -> QuerySet[Article]:
        return Article.objects.all()


class LanguageFilter(ArticleValueFilter):
    title = gettext_lazy("language")
    parameter_name = field = "language"

    def title_of(self, value: str) -> str:
        """Return its name, if Django knows it, and the tag."""
        with suppress(KeyError):
            return f"{get_language_info(value.lower())['name_translated']} ({value})"
        return value


class PublisherFilter(ArticleValueFilter):
    title = gettext_lazy("publisher")
    parameter_name = "publisher"
    field = Beginning("publisher")

    def value(self) -> str | None:
        """Return as much of it as the index has: an older link may have more."""
        value = super().value()
        return value[: Beginning.LENGTH] if value and value != UNKNOWN else value
