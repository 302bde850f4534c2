"""The log of the site: who did what, to be read, narrowed down and taken along, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.page import desk_page
from articles.admin.part import ReadOnlyPage
from articles.models import LogLine
from articles.reporting.desk_log import (
    RUNS,
    LogFilter,
    LogPlace,
    csv_of_log,
    json_of_log,
    log_page,
)

_BESIDE: Final = ("older", "newer")
_EXPORTS: Final[dict[str, tuple[str, Callable[[LogFilter], Iterator[str]]]]] = {
    "csv": ("text/csv; charset=utf-8", csv_of_log),
    "jsonl": ("application/jsonl", json_of_log),
}


class LogForm(forms.Form):
    """What the log is narrowed down by."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(label=_("What it is about"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    article = forms.IntegerField(
        label=_("Number of the article"), required=False, min_value=1, max_value=2**63 - 1
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        people = get_user_model().objects.filter(is_staff=True).order_by("username")
        self._offer("person", _("Everybody"), [(each.pk, str(each)) for each in people])
        self._offer("kind", _("Everything"), [*_kinds(), (RUNS, _("Imports and other runs"))])

    def _offer(self, name: str, every: Any, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> LogFilter:
        """Return what is chosen; what is none of the choices is left out."""
        self.is_valid()
        found: dict[str, Any] = self.cleaned_data
        since: date | None = found.get("since")
        person = found.get("person")
        return LogFilter(
            int(person) if person else None,
            found.get("kind", ""),
            since,
            found.get("until"),
            found.get("article"),
        )


@admin.register(LogLine)
class LogAdmin(ReadOnlyPage[LogLine]):
    def has_view_permission(self, request: HttpRequest, obj: LogLine | None = None) -> bool:
        return request.user.has_perm("admin.view_logentry")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[URLPattern]:
        """Return the log and its exports: no line of it has a page to be changed on."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_logline_changelist"),
            *(
                path(f"{form}/", view(self.export), {"form": form}, name=f"articles_logline_{form}")
                for form in _EXPORTS
            ),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = LogForm(request.GET)
        older, newer = (LogPlace.read(request.GET.get(name, "")) for name in _BESIDE)
        kept = request.GET.copy()
        for name in _BESIDE:
            kept.pop(name, None)
        context = {
            "title": capfirst(str(self.opts.verbose_name_plural)),
            "page_class": "log-page",
            "style": "articles/desk/log.css",
            "form": form,
            "page": log_page(form.chosen(), before=older, after=newer),
            "kept": kept.urlencode(),
            "is_chosen": any(kept.values()),
        }
        return desk_page(self, request, "logline/log.html", context)

    def export(self, request: HttpRequest, form: str) -> StreamingHttpResponse:
        """Stream the lines that are chosen, as a table or as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        content_type, lines = _EXPORTS[form]
        response = StreamingHttpResponse(
            lines(LogForm(request.GET).chosen()), content_type=content_type
        )
        response.headers["Content-Disposition"] = f'attachment; filename="log.{form}"'
        return response


def _kinds() -> list[tuple[int, str]]:
    """Return what the desk has pages of, by the names that people read there."""
    models = [model for model in admin.site._registry if model is not LogLine]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    found = [(kind.pk, capfirst(str(m._meta.verbose_name_plural))) for m, kind in types.items()]
    return sorted(found, key=lambda each: each[1])
