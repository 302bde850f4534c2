"""Tracking parameters: what imports take out of addresses, beside what they always take out."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.typed import ModelAdmin
from articles.documents.urls.tracking import TRACKING
from articles.models import TrackingRule

ABOUT: Final = gettext_lazy(
    "Imports take parameters that only follow readers about out of the addresses of links, "
    "documents and pictures. Rules here add to those that always go, or keep some of them. They "
    "hold for documents that come in from now on."
)


@admin.register(TrackingRule)
class TrackingRuleAdmin(ModelAdmin[TrackingRule]):
    list_display = ("pattern", "site", "fate")
    list_filter = ("fate",)
    search_fields = ("pattern", "host")
    fieldsets = ((None, {"fields": ("pattern", "host", "fate"), "description": ABOUT}),)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        context = {"about": ABOUT, "always": sorted(TRACKING)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    @admin.display(description=gettext_lazy("site"), ordering="host")
    def site(self, rule: TrackingRule) -> str:
        return rule.host or _("Every site")
