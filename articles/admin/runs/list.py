"""The list of import runs."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.runs.import_documents import ImportPages
from articles.admin.runs.pictures import PictureRuns
from articles.admin.runs.reparse import ReparsePages
from articles.admin.runs.undo import UndoPages
from articles.datetimes import format_datetime
from articles.models import ImportRun
from articles.models.import_run import RunKind
from articles.reporting import words


@admin.register(ImportRun)
class ImportRunAdmin(UndoPages, ImportPages, ReparsePages, PictureRuns):
    list_display = (
        "started", "state_mark", "created_", "updated_", "merged_", "conflict_", "unchanged_",
        "left_out_", "rejected_", "took", "subject",
    )  # fmt: skip
    list_display_links = None
    list_select_related = ("started_by",)
    date_hierarchy = "started_at"
    ordering = ("-started_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        return ImportRun.objects.storing()

    @admin.display(description=gettext_lazy("run"), ordering="started_at")
    def started(self, run: ImportRun) -> SafeString:
        page = reverse("admin:articles_importrun_change", args=[run.pk])
        when = format_datetime(run.started_at)
        link = format_html(
            '<a href="{}"><span class="run-number">{}</span> {}</a>', page, run.pk, when
        )
        kind = "" if run.kind == RunKind.IMPORT else run.get_kind_display()
        by = _("by %(user)s") % {"user": run.started_by} if run.started_by else ""
        note = ", ".join(filter(None, (kind, by)))
        return format_html('{} <span class="run-note">{}</span>', link, note) if note else link

    @admin.display(description=gettext_lazy("state"))
    def state_mark(self, run: ImportRun) -> SafeString:
        return format_html(
            '<span class="state run-{}">{}</span> <span class="run-note">{}</span>',
            run.state.value, capfirst(words.format_state(run.state)), words.describe_progress(run),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("created"), ordering="created")
    def created_(self, run: ImportRun) -> SafeString:
        return _number(run.created)

    @admin.display(description=gettext_lazy("updated"), ordering="updated")
    def updated_(self, run: ImportRun) -> SafeString:
        return _number(run.updated)

    @admin.display(description=gettext_lazy("merged"), ordering="merged")
    def merged_(self, run: ImportRun) -> SafeString:
        return _number(run.merged)

    @admin.display(description=gettext_lazy("conflict"), ordering="conflict")
    def conflict_(self, run: ImportRun) -> SafeString:
        return _number(run.conflict)

    @admin.display(description=gettext_lazy("unchanged"), ordering="unchanged")
    def unchanged_(self, run: ImportRun) -> SafeString:
        return _number(run.unchanged)

    @admin.display(description=gettext_lazy("left out"), ordering="skipped")
    def left_out_(self, run: ImportRun) -> SafeString:
        return _number(run.skipped)

    @admin.display(description=gettext_lazy("rejected"), ordering="rejected")
    def rejected_(self, run: ImportRun) -> SafeString:
        return _number(run.rejected)

    @admin.display(description=gettext_lazy("took"))
    def took(self, run: ImportRun) -> SafeString:
        note = format_html('<span class="run-note">{}</span>', words.format_rate(run))
        return format_html("{} {}", words.format_duration(run.duration), note)

    @admin.display(description=gettext_lazy("about"))
    def subject(self, run: ImportRun) -> str:
        return words.describe_subject(run)


def _number(number: int) -> SafeString:
    """Return a number for a column, a quiet one for none."""
    if not number:
        return format_html('<span class="run-none">{}</span>', number)
    return format_html("{}", f"{number:,}")
