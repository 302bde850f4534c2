"""Filters of lists whose counts are capped, and those of values that an index begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.lookups import Exact
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.lists.values import indexed_values
from articles.counts import capped_count

if TYPE_CHECKING:
    _Simple = admin.SimpleListFilter
else:
    _Simple = admin.SimpleListFilter

UNKNOWN: Final = "-"


class ChoiceFilter(_Simple):
    """Offer choices, and how many rows each has where that is asked for.

    Those of the same `group` open together.
    """

    def __init__(self, request: Any, *args: Any) -> None:
        if getattr(request, "counts_alone", False):
            # What is counted for a view offers no choice.
            self.lookups = lambda *_: [("", "")]  # type: ignore[method-assign]
        super().__init__(request, *args)

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:
        """Return the number of each choice: Django's own counts every row of the table."""
        rows = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        before = dict(self.used_parameters)
        counts: dict[str, int] = {}
        for index, (value, _title) in enumerate(self.lookup_choices):
            self.used_parameters = {str(self.parameter_name): value}
            found = self.queryset(self.request, rows)
            counts[f"{index}__c"] = capped_count(rows if found is None else found)
        self.used_parameters = before
        return counts


class ValueFilter(ChoiceFilter):
    """Offer the values that a column has, and the rows without one.

    `field` is a column that an index begins with, or an expression that one does.
    """

    field: str | Combinable

    def rows(self) -> QuerySet[Any]:
        """Return all rows whose values are offered."""
        raise NotImplementedError

    def title_of(self, value: str) -> str:
        return value

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        known = [(value, self.title_of(value)) for value in indexed_values(self.rows(), self.field)]
        return [*known, (UNKNOWN, _("Unknown"))] if known else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        column = F(self.field) if isinstance(self.field, str) else self.field
        return queryset.filter(Exact(column, "" if value == UNKNOWN else value))
