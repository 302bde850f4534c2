"""Django's list with pages found by the row beside them: the last costs what the first does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ALL_VAR, ORDER_VAR, SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.numbers import integer
from articles.admin.typed import ModelAdmin
from articles.counts import CappedCount, capped_count
from articles.keyset import AFTER, BEFORE, Keyset, KeysetPage

if TYPE_CHECKING:
    _Page = ModelAdmin[Any]
else:
    _Page = object

Order = tuple[str, ...]
_CURSORS: Final = (AFTER, BEFORE)


@dataclass(frozen=True, slots=True)
class Menu:
    """Filters that open together: each has its title and choices, as Django's filters name them."""

    title: str
    filters: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]
    is_set: bool


class KeysetChangeList(ChangeList):
    """Page by a keyset, and count up to a cap alone.

    The page that works it out may say `keysets`: by the column that a list is sorted by, the order
    that an index has; else it is that column, then the key.
    """

    page: KeysetPage[Any]

    # Parameters of an address that filter nothing.
    own_parameters: ClassVar[tuple[str, ...]] = ()

    def get_filters_params(self, params: Any = None) -> Any:
        # Not the rows beside the page: they are no filter, and another list has others.
        found = super().get_filters_params(params)
        left = (*_CURSORS, *self.own_parameters)
        return {name: value for name, value in found.items() if name not in left}

    def get_query_string(self, new_params: Any = None, remove: Any = None) -> str:
        return super().get_query_string(new_params, [*(remove or ()), *_CURSORS])

    def get_results(self, request: HttpRequest) -> None:
        size = self.list_max_show_all if self.show_all else self.list_per_page
        self.page = self.found_page(request, size)
        self.result_list = self.shown(request, self.page.rows)
        is_whole = not (self.page.has_previous or self.page.has_next)
        number = len(self.page.rows)
        self.result_count = CappedCount(number) if is_whole else self.counted()
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = bool(self.result_list)
        self.multi_page = not is_whole
        self.can_show_all = number < self.result_count <= self.list_max_show_all
        self.previous_address = self.page.previous_address(request.GET)
        self.next_address = self.page.next_address(request.GET)
        self.all_address = self.get_query_string({ALL_VAR: ""})
        # How the number of rows is said: some lists have words of their own.
        own = f"{self.opts.app_label}/{self.opts.model_name}"
        self.number_templates = [f"admin/{own}/number.html", "admin/number.html"]

    def found_page(self, request: HttpRequest, size: int) -> KeysetPage[Any]:
        """Return the page that the address asks for."""
        return Keyset(*self.order()).page(self.paged(self.queryset), request.GET, size)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Return the order that is asked for, by the columns that offer one alone."""
        if asked := self.params.pop(ORDER_VAR, ""):
            columns = dict(enumerate(map(str, self.list_display)))
            kept = [
                each
                for each in asked.split(".")
                if columns.get(integer(each.removeprefix("-")) or 0) in (self.sortable_by or ())
            ]
            if kept:
                self.params[ORDER_VAR] = ".".join(kept)
        found: list[Any] = super().get_ordering(request, queryset)
        return found

    def order(self) -> Order:
        """Return the order of the list as an index has it."""
        first = str(self.queryset.query.order_by[0])
        name = first.removeprefix("-")
        keysets: Mapping[str, Order] = getattr(self.model_admin, "keysets", {})
        order = keysets.get(name, (name,) if name == "pk" else (name, "pk"))
        if first.startswith("-") != order[0].startswith("-"):
            order = tuple(_turned(each) for each in order)
        return order

    def paged(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows with no more than it takes to page them."""
        columns = [each.removeprefix("-") for each in self.order()]
        own = [each for each in columns if each not in rows.query.annotations]
        return rows.select_related(None).only("pk", *own)

    def shown(self, request: HttpRequest, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the rows of the page with all that the list shows of them."""
        desk: Any = self.model_admin
        keys = [row.pk for row in rows]
        full = self.apply_select_related(self.root_queryset.filter(pk__in=keys).order_by())
        found = {row.pk: row for row in desk.figured(full)}
        return [found[key] for key in keys if key in found]

    def counted(self) -> CappedCount:
        """Return how many rows the list has."""
        return capped_count(self.queryset)

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """Return what another search keeps of this list's address."""
        left = (SEARCH_VAR, ALL_VAR, *_CURSORS)
        return [(name, value) for name, value in self.params.items() if name not in left]

    @cached_property
    def menus(self) -> list[Menu]:
        """Return the filters for the bar above the list: those of a group open together."""
        grouped: dict[str, list[Any]] = {}
        for spec in self.filter_specs:
            grouped.setdefault(str(getattr(spec, "group", spec.title)), []).append(spec)
        return [self._menu(title, specs) for title, specs in grouped.items()]

    def _menu(self, title: str, specs: Iterable[Any]) -> Menu:
        filters = [(capfirst(str(spec.title)), list(spec.choices(self))) for spec in specs]
        # The first choice of each is all.
        chosen = [
            str(choice["display"])
            for _, choices in filters
            for choice in choices[1:]
            if choice["selected"]
        ]
        return Menu(", ".join(chosen) or capfirst(title), filters, bool(chosen))


class KeysetList(_Page):
    """Give a page of the desk such a list."""

    keysets: ClassVar[Mapping[str, Order]] = {}
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KeysetChangeList

    # By this name it stands in the place of Django's, whose form costs more than all else of a row.
    def action_checkbox(self, obj: Any) -> SafeString:
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">',
            ACTION_CHECKBOX_NAME,
            obj.pk,
            _("Select “%(row)s”") % {"row": obj},
        )

    def figured(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of one page with the figures that the list shows of each."""
        return rows


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
