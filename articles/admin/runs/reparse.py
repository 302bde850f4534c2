"""Stored documents parsed again from the desk: which, what that would change, and doing it.

A preview is a run that changes nothing: its items are what would change, and the differences in
them are worked out when a page of them is looked at. A few documents are parsed in the request
itself, more by a worker, whose progress the run's page shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.part import may_see_articles
from articles.admin.policy import KnownNames
from articles.admin.runs.changes import ShownChange, changes_context
from articles.admin.runs.page import RunPage, parts_of
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.revisions.diff import differences
from articles.importing.plan import Options
from articles.importing.record import begin_run
from articles.importing.reparse import go_on_with, preview
from articles.importing.sources.selection import Selection
from articles.importing.work import hand_over
from articles.models import ImportRun, RunItem
from articles.models.import_run import Outcome, RunKind, RunState
from articles.reporting import words

# What a request has time for, two seconds or so.
MOST_AT_ONCE: Final = 200
# No document of a re-parse is new, and those that stay as they are are counted alone.
_NOT_LISTED: Final = (Outcome.CREATED,)


class SelectionForm(forms.Form):
    publisher = forms.CharField(
        required=False,
        widget=KnownNames(attrs={"class": "vTextField"}),
        label=gettext_lazy("Publisher"),
        help_text=gettext_lazy("As the documents name it; empty for every publisher."),
    )
    keys = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        label=gettext_lazy("Keys"),
        help_text=gettext_lazy(
            "A pattern such as wire-* that a document's key (its id, address or file name) must "
            "fit; empty for every document."
        ),
    )
    outdated = forms.BooleanField(
        label=gettext_lazy("Only what an older parser read"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = _("Today's is parser %(number)s.") % {"number": PARSER_VERSION}
        self.fields["outdated"].help_text = today

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not self.selection(found).count():
            raise forms.ValidationError(self.selection(found).why_empty())
        return found

    def selection(self, found: dict[str, Any]) -> Selection:
        return Selection(found["publisher"], found["keys"], outdated=found["outdated"])


class ReparsePages(RunPage):
    """Add the pages to an admin of runs."""

    def has_reparse_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may parse again and see articles, which its pages show."""
        may_reparse = request.user.has_perm("articles.reparse_importrun")
        return may_reparse and self.has_view_permission(request) and may_see_articles(request)

    def get_urls(self) -> list[URLPattern]:
        seen = self.admin_site.admin_view
        return [
            path("reparse/", seen(self.reparse_view), name="articles_importrun_reparse"),
            path(
                "<int:pk>/apply/",
                seen(require_POST(self.apply_view)),
                name="articles_importrun_apply",
            ),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_reparse": self.has_reparse_permission(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def run_view(
        self, request: HttpRequest, run: ImportRun, extra_context: dict[str, Any]
    ) -> HttpResponse:
        if run.kind != RunKind.PREVIEW:
            return super().run_view(request, run, extra_context)
        self._check(request)
        context = {
            **self._page(request, run.name),
            "page_class": "run-page",
            "run": run,
            "state": run.state.value,
            "is_running": run.state is RunState.RUNNING,
            "may_apply": _may_apply(run),
            "changing": run.done - run.rejected - run.unchanged,
            "stored": _stored(run),
            "parts": parts_of(run),
            "arguments": words.describe_arguments(run),
            **changes_context(request, run, _shown, without=_NOT_LISTED),
        }
        return TemplateResponse(request, "admin/articles/importrun/preview.html", context)

    def reparse_view(self, request: HttpRequest) -> HttpResponse:
        self._check(request)
        form = SelectionForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            selection = form.selection(form.cleaned_data)
            return self._do(request, RunKind.PREVIEW, selection)
        context = {
            **self._page(request, _("Parse stored documents again")),
            "form": form,
            "parser_version": PARSER_VERSION,
            "most": MOST_AT_ONCE,
        }
        return TemplateResponse(request, "admin/articles/importrun/reparse.html", context)

    def apply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._check(request)
        shown = get_object_or_404(ImportRun, pk=pk, kind=RunKind.PREVIEW)
        if not _may_apply(shown):
            self.message_user(request, _NOT_SHOWN, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[pk]))
        return self._do(request, RunKind.REPARSE, Selection.from_json(shown.arguments))

    def _do(self, request: HttpRequest, kind: RunKind, selection: Selection) -> HttpResponse:
        """Do a run, here or in the background, and redirect to its page."""
        assert isinstance(request.user, User)
        total = selection.count()
        options = Options(total=total, started_by=request.user, arguments=selection.to_json())
        run = begin_run(kind, options)
        if total > MOST_AT_ONCE:
            hand_over(run)
        else:
            for _each in go_on_with(run):
                pass
        if kind == RunKind.REPARSE:
            parsed = _("Parsed %(documents)s again.")
            self.log_change(request, run, parsed % {"documents": words.format_documents(total)})
        return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))

    def _check(self, request: HttpRequest) -> None:
        if not self.has_reparse_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, title: str) -> dict[str, Any]:
        site = self.admin_site.each_context(request)
        return {
            **site,
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "page_class": "reparse-page",
        }


def _may_apply(preview: ImportRun) -> bool:
    """Return whether all of it could be looked at, and there is anything to do."""
    return preview.state is RunState.FINISHED and preview.done > preview.rejected


_NOT_SHOWN: Final = gettext_lazy(
    "Nothing was done: what would change has not been looked at to the end."
)


def _stored(shown: ImportRun) -> ImportRun | None:
    """Return the run that has stored since what a preview showed, unless it was undone."""
    runs = ImportRun.objects.filter(kind=RunKind.REPARSE, arguments=shown.arguments)
    ended = runs.filter(pk__gt=shown.pk, finished_at__isnull=False, undone_at=None)
    return ended.order_by("-pk").first()


def _shown(items: Sequence[RunItem]) -> Iterator[ShownChange]:
    """Yield what would change in each now, which may not be what would when it was made."""
    changing = [item for item in items if item.outcome != Outcome.REJECTED]
    seen = preview([item.article_id for item in changing if item.article_id])
    reread = {result.article: each for result, each in seen.changes}
    for item in items:
        if item.outcome == Outcome.REJECTED:
            yield ShownChange(item)
        elif found := reread.get(item.article_id):
            rows = differences(*found)
            yield ShownChange(item, rows, "" if rows else str(_READS_THE_SAME))
        else:
            yield ShownChange(item, note=str(_NOTHING_ANY_MORE))


_READS_THE_SAME: Final = gettext_lazy("It reads the same; only what is kept of its source differs.")
_NOTHING_ANY_MORE: Final = gettext_lazy("Nothing would change in it any more.")
