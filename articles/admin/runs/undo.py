"""The page that undoes a run: what would happen first, then the button."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import author_of
from articles.admin.typed import ModelAdmin
from articles.models import ImportRun
from articles.models.import_run import RunState
from articles.undo.undo import StillRunning, Undo, UndoSummary, preview_undo
from articles.undo.work import undo_run

# More than a request has time for is done by a worker.
MOST_AT_ONCE: Final = 2_000
_GOES_ON: Final = gettext_lazy("It is being undone, in the background; this takes a while.")


class UndoForm(forms.Form):
    force = forms.BooleanField(
        label=gettext_lazy("Also those changed since"),
        required=False,
        help_text=gettext_lazy(
            "What was done to them after the import is lost: the text of an edited article stays "
            "in its history, a new article is deleted with its history."
        ),
    )


class UndoPages(ModelAdmin[ImportRun]):
    """Add the page to an admin of runs; `undo_tool.html` is the link to it."""

    def has_undo_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        may_undo = request.user.has_perm("articles.undo_importrun")
        return may_undo and self.has_view_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/undo/", view, name="articles_importrun_undo"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {"may_undo": self.has_undo_permission(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        # Before anything tells which runs there are.
        if not self.has_undo_permission(request):
            raise PermissionDenied
        run = get_object_or_404(ImportRun.objects.select_related("undone_by"), pk=pk)
        total = Undo(run).total
        is_possible = run.state is not RunState.RUNNING and total > 0
        form = UndoForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and is_possible and form.is_valid():
            do = self._undo if total <= MOST_AT_ONCE else self._hand_over
            return do(request, run, force=form.cleaned_data["force"])
        return TemplateResponse(
            request,
            "admin/articles/importrun/undo.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Undo %(run)s") % {"run": run.name_in_sentence},
                "opts": self.opts,
                "original": run,
                "page_class": "undo-page",
                "run": run,
                "total": total,
                "is_running": run.state is RunState.RUNNING,
                "most": MOST_AT_ONCE,
                "command": f"{settings.COMMAND} import_runs undo {run.pk} --dry-run",
                "form": form,
                "seen": _seen(run) if is_possible and total <= MOST_AT_ONCE else None,
            },
        )

    def _hand_over(self, request: HttpRequest, run: ImportRun, *, force: bool) -> HttpResponse:
        """Leave the undo to a worker."""
        by = author_of(request)
        undo_run.enqueue(run=run.pk, by=by.pk if by else None, force=force)
        self.log_change(request, run, _("Its undo was asked for."))
        self.message_user(request, _GOES_ON, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))

    def _undo(self, request: HttpRequest, run: ImportRun, *, force: bool) -> HttpResponse:
        undo = Undo(run, force=force, by=author_of(request))
        try:
            for _each in undo:
                pass
        except StillRunning as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.path)
        text = _("Undone: %(summary)s.") % {"summary": undo.summary}
        self.log_change(request, run, text)
        if undo.summary.left:
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(request.path)
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))


def _seen(run: ImportRun) -> UndoSummary | None:
    """Return what the undo would come to; nothing if the run has gone on meanwhile."""
    try:
        return preview_undo(run)
    except StillRunning:
        return None
