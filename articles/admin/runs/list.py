"""The list of import runs."""

from __future__ import annotations

from typing import Final

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.runs.reparse import ReparsePages
from articles.admin.runs.undo import UndoPages
from articles.formats import format_datetime
from articles.models import ImportRun
from articles.models.import_run import RunKind, RunState
from articles.reporting import words

STATES: Final = {state: state.value.capitalize() for state in RunState}


@admin.register(ImportRun)
class ImportRunAdmin(UndoPages, ReparsePages):
    list_display = (
        "begun", "state_mark", "created_", "updated_", "merged_", "conflict_", "unchanged_",
        "rejected_", "took", "about",
    )  # fmt: skip
    list_display_links = None
    list_select_related = ("started_by",)
    date_hierarchy = "started_at"
    ordering = ("-started_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return ImportRun.objects.storing()

    @admin.display(description="run", ordering="started_at")
    def begun(self, run: ImportRun) -> SafeString:
        page = reverse("admin:articles_importrun_change", args=[run.pk])
        when = format_datetime(run.started_at)
        link = format_html(
            '<a href="{}"><span class="run-number">{}</span> {}</a>', page, run.pk, when
        )
        kind = "" if run.kind == RunKind.IMPORT else run.get_kind_display()
        by = f"by {run.started_by}" if run.started_by else ""
        note = ", ".join(filter(None, (kind, by)))
        return format_html('{} <span class="run-note">{}</span>', link, note) if note else link

    @admin.display(description="state")
    def state_mark(self, run: ImportRun) -> SafeString:
        return format_html(
            '<span class="state run-{}">{}</span> <span class="run-note">{}</span>',
            run.state.value, STATES[run.state], words.describe_progress(run),
        )  # fmt: skip

    @admin.display(description="created", ordering="created")
    def created_(self, run: ImportRun) -> SafeString:
        return _number(run.created)

    @admin.display(description="updated", ordering="updated")
    def updated_(self, run: ImportRun) -> SafeString:
        return _number(run.updated)

    @admin.display(description="merged", ordering="merged")
    def merged_(self, run: ImportRun) -> SafeString:
        return _number(run.merged)

    @admin.display(description="conflict", ordering="conflict")
    def conflict_(self, run: ImportRun) -> SafeString:
        return _number(run.conflict)

    @admin.display(description="unchanged", ordering="unchanged")
    def unchanged_(self, run: ImportRun) -> SafeString:
        return _number(run.unchanged)

    @admin.display(description="rejected", ordering="rejected")
    def rejected_(self, run: ImportRun) -> SafeString:
        return _number(run.rejected)

    @admin.display(description="took")
    def took(self, run: ImportRun) -> SafeString:
        note = format_html('<span class="run-note">{}</span>', words.format_rate(run))
        return format_html("{} {}", words.format_duration(run.duration), note)

    @admin.display(description="about")
    def about(self, run: ImportRun) -> str:
        return words.describe_subject(run)


def _number(number: int) -> SafeString:
    """None of a sort is not worth a look."""
    if not number:
        return format_html('<span class="run-none">{}</span>', number)
    return format_html("{}", f"{number:,}")
