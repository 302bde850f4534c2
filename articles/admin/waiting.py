"""Lists of what waits for an editor: each row leads to the page where it is decided."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from articles.admin.lists.keyset_list import KeysetChangeList
from articles.admin.numbers import integer
from articles.admin.part import PartPage, Row
from articles.datetimes import format_datetime


class WaitingChangeList(KeysetChangeList):
    """Lead from each row to where it is decided."""

    def url_for_result(self, result: Any) -> str:
        """Return the address of that page."""
        desk: Any = self.model_admin
        return str(desk.page_of(result))


class WaitingList(PartPage[Row]):
    """List what waits, the longest waiting first; the desk's first page says how much that is.

    The columns are those of a row that has an `article`, and `created_at`.
    """

    ordering = ("created_at", "pk")
    sortable_by = ("since",)

    def page_of(self, row: Any) -> str:
        """Return the address of the page where a row is decided."""
        raise NotImplementedError

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WaitingChangeList

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.model, pk=integer(object_id))
        return HttpResponseRedirect(self.page_of(row))

    @admin.display(description=gettext_lazy("headline"), ordering="article__headline")
    def headline(self, row: Any) -> str:
        return str(row.article.headline)

    @admin.display(description=gettext_lazy("publisher"), ordering="article__source__publisher")
    def publisher(self, row: Any) -> str:
        source = row.article.source
        return source.publisher if source else ""

    @admin.display(description=gettext_lazy("since"), ordering="created_at")
    def since(self, row: Any) -> str:
        return format_datetime(row.created_at)
