"""The filters of the list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

from django.contrib.admin.options import IS_FACETS_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property, lazy
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.lists.filters import UNKNOWN, ChoiceFilter, ValueFilter
from articles.admin.lists.waiting import CONFLICTS, DUPLICATES, REVIEWS, Waiting
from articles.counts import CappedCount, capped_count
from articles.models import Article
from articles.models.article import Beginning, State

_TO_DO: Final = gettext_lazy("To do")
_CHANGED: Final = gettext_lazy("Changed")


class WaitingFilter(ChoiceFilter):
    """Offer the articles with something that waits for an editor, and how many they are."""

    group = _TO_DO
    waiting: Waiting
    waits: tuple[str, Any]
    rest: tuple[str, Any]

    @cached_property
    def number(self) -> CappedCount:
        """Return how many articles something waits in; the same for whatever else is filtered."""
        return capped_count(*self.waiting.counted())

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        value, title = self.waits
        # Where all counts are shown, they are of what is filtered. An export shows none.
        with_number = lazy(self._with_number, str)
        return [(value, title if IS_FACETS_VAR in request.GET else with_number(title)), self.rest]

    def _with_number(self, title: str) -> str:
        return _("%(title)s (%(number)s)") % {"title": title, "number": self.number}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == self.rest[0]:
            return self.waiting.left_of(queryset)
        return self.waiting.of(queryset) if self.value() == self.waits[0] else queryset


class ReviewFilter(WaitingFilter):
    title = gettext_lazy("needs a look")
    parameter_name = "look"
    waiting = REVIEWS
    waits = ("needed", gettext_lazy("Needs a look"))
    rest = ("none", gettext_lazy("Needs none"))


class ConflictFilter(WaitingFilter):
    title = gettext_lazy("source changed")
    parameter_name = "source_updates"
    waiting = CONFLICTS
    waits = ("waiting", gettext_lazy("To decide"))
    rest = ("none", gettext_lazy("Nothing to decide"))


class DuplicateFilter(WaitingFilter):
    title = gettext_lazy("likely duplicate")
    parameter_name = "duplicates"
    waiting = DUPLICATES
    waits = ("waiting", gettext_lazy("To choose from"))
    rest = ("none", gettext_lazy("None to choose from"))


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
    title = gettext_lazy("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("1", _("Yours")), ("changed", _("Last changed by you"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "1":
                return queryset.filter(owner=request.user)
            case "changed":
                return queryset.filter(changed_by=request.user)
        return queryset


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
