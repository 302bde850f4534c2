"""The list of erasures: when, by whom, on what ground, from how many rows."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from articles.admin.erasure.page import name_of_count
from articles.admin.part import ReadOnlyPage
from articles.models import Erasure


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyPage[Erasure]):
    list_display = ("__str__", "kind", "ground", "created_by")
    list_filter = ("kind",)
    list_select_related = ("created_by",)
    search_fields = ("ground",)
    date_hierarchy = "created_at"
    fields = ("kind", "ground", "created_at", "created_by", "places")

    @admin.display(description=gettext_lazy("erased from"))
    def places(self, erasure: Erasure) -> SafeString:
        counts = erasure.counts.items()
        rows = ((name_of_count(table), number) for table, number in counts)
        return format_html_join("", "<div>{}: {}</div>", rows)
