"""The filters of the list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.models.article import State

_UNKNOWN: Final = "-"


class ReviewFilter(admin.SimpleListFilter):
    """Offers the articles of which the import asks an editor something, and how many they are."""

    title = gettext_lazy("questions")
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        number = Article.objects.needing_review().count()
        needed = _("Needs a look (%(number)s)") % {"number": f"{number:,}"}
        return [("needed", needed), ("none", _("Needs none"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "needed":
                return queryset.needing_review()
            case "none":
                return queryset.needing_no_review()
        return queryset


class ConflictFilter(admin.SimpleListFilter):
    """Offers the articles with a source update that waits for a decision, and how many they are."""

    title = gettext_lazy("source updates")
    parameter_name = "source_updates"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        number = Article.objects.needing_a_decision().count()
        waiting = _("To decide (%(number)s)") % {"number": f"{number:,}"}
        return [("waiting", waiting), ("none", _("Nothing to decide"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "waiting":
                return queryset.needing_a_decision()
            case "none":
                return queryset.needing_no_decision()
        return queryset


class DuplicateFilter(admin.SimpleListFilter):
    """Offers the articles whose story another one carries, too, and how many wait for a choice."""

    title = gettext_lazy("duplicates")
    parameter_name = "duplicates"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        number = Article.objects.carried_twice().count()
        waiting = _("To choose from (%(number)s)") % {"number": f"{number:,}"}
        return [("waiting", waiting), ("none", _("None to choose from"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "waiting":
                return queryset.carried_twice()
            case "none":
                return queryset.carried_once()
        return queryset


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(value, str(label)) for value, label in State.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


class HeadlineFilter(admin.SimpleListFilter):
    title = gettext_lazy("headline")
    parameter_name = "headline"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("provisional", _("Provisional")), ("confirmed", _("Confirmed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(headline_provisional=self.value() == "provisional")


class ValueFilter(admin.SimpleListFilter):
    """Offers the values that a column has, and the articles without one."""

    field: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        articles = Article.objects.order_by(self.field).distinct()
        values = articles.values_list(self.field, flat=True)
        known = [(value, value) for value in values if value]
        return [*known, (_UNKNOWN, _("Unknown"))] if known else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        if self.value() == _UNKNOWN:
            return queryset.filter(Q(**{self.field: ""}) | Q(**{f"{self.field}__isnull": True}))
        return queryset.filter(**{self.field: self.value()})


class ChangedFilter(admin.DateFieldListFilter):
    """Offers days and months by a plain title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("last changed")


class LanguageFilter(ValueFilter):
    title = gettext_lazy("language")
    parameter_name = field = "language"


class PublisherFilter(ValueFilter):
    title = gettext_lazy("publisher")
    parameter_name = field = "publisher"
