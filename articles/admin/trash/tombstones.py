"""Tombstones: what was deleted for good and imports leave out, until somebody lifts them."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.part import ReadOnlyPage
from articles.models import Tombstone

ABOUT: Final = gettext_lazy(
    "Each stands for an article that was deleted for good: imports leave its document out. Lift "
    "one, and the next import makes the article again."
)


@admin.register(Tombstone)
class TombstoneAdmin(ReadOnlyPage[Tombstone]):
    list_display = ("external_id", "headline", "deleted_at", "deleted_by")
    list_select_related = ("deleted_by",)
    search_fields = ("external_id", "headline")
    fields = ("external_id", "headline", "deleted_at", "deleted_by")
    date_hierarchy = "deleted_at"
    actions = ("delete_selected",)
    delete_confirmation_template = "admin/articles/confirm_deletion.html"

    def has_delete_permission(self, request: HttpRequest, obj: Tombstone | None = None) -> bool:
        return request.user.has_perm("articles.delete_tombstone")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return super().changelist_view(request, {"about": ABOUT, **(extra_context or {})})

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        note = _("The next import that has its document makes the article again.")
        words = {"title": _("Lift the tombstone"), "note": note}
        return super().delete_view(request, object_id, {**words, **(extra_context or {})})

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        self._report(request, 1)
        return HttpResponseRedirect(reverse("admin:articles_tombstone_changelist"))

    def _report(self, request: HttpRequest, number: int) -> None:
        text = ngettext(
            "%(number)d tombstone is lifted: an import may make its article again.",
            "%(number)d tombstones are lifted: imports may make their articles again.",
            number,
        )
        self.message_user(request, text % {"number": number}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Lift selected tombstones"), permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Tombstone]) -> None:
        self.log_deletions(request, queryset)
        self._report(request, queryset.delete()[0])
