"""The page of an import run: its arguments, what became of every document, and downloads."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header

from articles.admin.part import ReadOnlyPage
from articles.admin.runs.items import items_context
from articles.models import ImportRun
from articles.models.import_run import Outcome, RunState
from articles.reporting import words
from articles.reporting.files import csv_lines, json_lines
from articles.reporting.left_out import reasons_left_out
from articles.reporting.removals import describe_run_removals, removals_of

# Documents may hold attributes of any names, and so a run any number of them.
MOST_REMOVED: Final = 50


class RunPage(ReadOnlyPage[ImportRun]):
    class Media:
        css: ClassVar = {"all": ["articles/desk/runs.css", "articles/desk/fetching.css"]}

    def get_urls(self) -> list[URLPattern]:
        views = {
            "progress": ("progress/", self.progress_view),
            "csv": ("rejected.csv", self.csv_view),
            "json_lines": ("rejected.jsonl", self.json_lines_view),
        }
        seen = self.admin_site.admin_view
        return [
            *(
                path(f"<int:pk>/{address}", seen(view), name=f"articles_importrun_{name}")
                for name, (address, view) in views.items()
            ),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        run = self._run(request, unquote(object_id))
        return self.run_view(request, run, extra_context or {})

    def run_view(
        self, request: HttpRequest, run: ImportRun, extra_context: dict[str, Any]
    ) -> HttpResponse:
        removed = removals_of(run)
        context = {
            **self.admin_site.each_context(request),
            "title": run.name,
            "page_class": "run-page",
            "opts": self.opts,
            "media": self.media,
            "run": run,
            "state": run.state.value,
            "is_running": run.state is RunState.RUNNING,
            "parts": parts_of(run),
            "arguments": words.describe_arguments(run),
            "left_out": reasons_left_out(run),
            "duplicates": words.describe_duplicates(run),
            "removed": removed[:MOST_REMOVED],
            "removed_rest": max(len(removed) - MOST_REMOVED, 0),
            "removals_summary": describe_run_removals(removed),
            "sees_sources": request.user.has_perm("articles.view_sourcedocument"),
            **items_context(request, run),
            **extra_context,
        }
        return TemplateResponse(request, "admin/articles/importrun/run.html", context)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return what has changed, for the script of the page of a run that is running."""
        run = self._run(request, pk)
        return JsonResponse(
            {
                "state": run.state.value,
                "is_running": run.state is RunState.RUNNING,
                "done": run.done,
                "total": run.total,
                "parts": parts_of(run),
            }
        )

    def csv_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        run = self._run(request, pk)
        lines = csv_lines(rejected_of(run))
        return _download(lines, f"import-{run.pk}-rejected.csv", "text/csv; charset=utf-8")

    def json_lines_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        run = self._run(request, pk)
        lines = json_lines(rejected_of(run))
        return _download(lines, f"import-{run.pk}-rejected.jsonl", "application/jsonl")

    def _run(self, request: HttpRequest, pk: str | int) -> ImportRun:
        # Before anything tells which runs there are.
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            return ImportRun.objects.select_related("started_by", "undone_by", "preview").get(pk=pk)
        except (ImportRun.DoesNotExist, ValueError) as error:
            raise Http404 from error


def parts_of(run: ImportRun) -> dict[str, str]:
    """Return what the page shows of a run that changes while it is running."""
    numbers = {outcome.value: f"{number:,}" for outcome, number in run.counts.items()}
    shared = words.describe_parts(run)
    return {
        **numbers,
        **({"shared": shared} if shared else {}),
        "summary": words.describe_run(run),
        "all": f"{run.done:,}",
        "progress": words.describe_progress(run),
    }


def rejected_of(run: ImportRun) -> Any:
    return run.items.filter(outcome=Outcome.REJECTED).order_by("pk").iterator(chunk_size=2000)


def _download(lines: Any, name: str, content_type: str) -> StreamingHttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return StreamingHttpResponse(
        lines,
        content_type=content_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )
