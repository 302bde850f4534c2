"""Release sets on the desk: their list, and the page where one is released or scheduled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import author_of
from articles.admin.lists.keyset_list import KeysetList
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.admin.part import may_see_articles
from articles.admin.release_sets.rows import SetState, set_rows, state_of
from articles.admin.typed import ModelAdmin
from articles.datetimes import format_datetime
from articles.models import Article, ReleaseSet
from articles.publishing.publish import PublishRefused
from articles.publishing.release_sets import (
    SetRefused,
    cancel_release,
    release_together,
    take_newest,
    take_out,
)

_NAMES: Final = {
    SetState.GATHERED: gettext_lazy("Being put together"),
    SetState.SCHEDULED: gettext_lazy("Scheduled"),
    SetState.RELEASED: gettext_lazy("Released"),
}


class SetMomentForm(forms.Form):
    at = forms.DateTimeField(
        label=gettext_lazy("Moment"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": gettext_lazy("Choose the moment at which it goes live.")},
    )


@admin.register(ReleaseSet)
class ReleaseSetAdmin(KeysetList, ModelAdmin[ReleaseSet]):
    list_display = ("name", "state", "moment", "articles")
    list_per_page = 50
    search_fields = ("name",)
    fields = ("name",)
    actions = None
    ordering = ("-made_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReleaseSet]:
        return ReleaseSet.objects.annotate(number=Count("entries"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see_articles(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may publish: a set is nothing else, for many at once."""
        return request.user.has_perms(["articles.publish_article", "articles.change_article"])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether it can go: what is scheduled is cancelled first, by a decision."""
        is_scheduled = obj is not None and obj.is_scheduled(timezone.now())
        return not is_scheduled and self.has_change_permission(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return nothing to list or to refuse: its articles stay, and go their own ways."""
        return [], {}, set(), []

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: ReleaseSet) -> SafeString:
        state = state_of(row, timezone.now())
        return format_html('<span class="state state-{}">{}</span>', state, _NAMES[state])

    @admin.display(description=gettext_lazy("moment"))
    def moment(self, row: ReleaseSet) -> str:
        return format_datetime(row.at) if row.at else ""

    @admin.display(description=gettext_lazy("articles"))
    def articles(self, row: Any) -> int:
        return int(row.number)

    def save_model(self, request: HttpRequest, obj: ReleaseSet, form: Any, change: bool) -> None:
        obj.made_by_id = author_of(request).pk
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: ReleaseSet, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._to(obj)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return the page of a set; do with it what is posted."""
        row = get_object_or_404(self.get_queryset(request), pk=integer(object_id) or 0)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        form = SetMomentForm(initial={"at": row.at}, label_suffix="")
        refusals: dict[int, str] = {}
        if request.method == "POST":
            if not self.has_change_permission(request, row):
                raise PermissionDenied
            if "schedule" in request.POST:
                form = SetMomentForm(request.POST, label_suffix="")
            if not form.is_bound or form.is_valid():
                try:
                    return self._done(request, row, form)
                except PublishRefused as refused:
                    form.add_error("at", str(refused))
                except SetRefused as refused:
                    self.message_user(request, str(refused), messages.ERROR)
                    refusals = dict(refused.refusals)
        return self._page(request, row, form, refusals)

    def _page(
        self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm, refusals: dict[int, str]
    ) -> HttpResponse:
        state = state_of(row, timezone.now())
        rows = set_rows(row)
        context = {
            "title": row.name,
            "page_class": "release-set-page",
            "style": "articles/desk/release_sets.css",
            "row": row,
            "state": state,
            "state_name": _NAMES[state],
            "rows": [(each, refusals.get(each.article.pk) or each.refusal) for each in rows],
            "stopping": sum(bool(each.refusal) for each in rows),
            "form": form,
            "may_change": self.has_change_permission(request, row),
            "may_delete": self.has_delete_permission(request, row),
            "zone": timezone.get_current_timezone_name(),
        }
        return desk_page(self, request, "releaseset/page.html", context)

    def _done(self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm) -> HttpResponse:
        acts: dict[str, Callable[[HttpRequest, ReleaseSet, SetMomentForm], None]] = {
            "rename": self._rename,
            "release": self._release,
            "schedule": self._release,
            "cancel": self._cancel,
            "newest": self._take_newest,
            "out": self._take_out,
        }
        for name, act in acts.items():
            if name in request.POST:
                act(request, row, form)
                break
        return self._to(row)

    def _rename(self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm) -> None:
        name = request.POST.get("name", "").strip()[:120]
        if name and name != row.name:
            ReleaseSet.objects.filter(pk=row.pk).update(name=name)
            self.log_change(request, row, _("Renamed."))

    def _release(self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm) -> None:
        at: datetime | None = form.cleaned_data["at"] if form.is_bound else None
        begins = release_together(row, by=author_of(request), at=at)
        moment = format_datetime(begins)
        if begins > timezone.now():
            text = _("All of it goes live on %(moment)s.") % {"moment": moment}
        else:
            text = _("All of it is live, since %(moment)s.") % {"moment": moment}
        self.message_user(request, text, messages.SUCCESS)
        self.log_change(request, row, text)
        logged = _("Released with the set “%(name)s”: %(moment)s.")
        for article in Article.objects.filter(release_entries__release_set=row):
            self.log_change(request, article, logged % {"name": row.name, "moment": moment})

    def _cancel(self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm) -> None:
        cancel_release(row)
        text = _("Cancelled: nothing of it is scheduled now.")
        self.message_user(request, text, messages.SUCCESS)
        self.log_change(request, row, _("Schedule cancelled."))

    def _take_newest(self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm) -> None:
        take_newest(row, integer(request.POST["newest"]) or 0, by=author_of(request))
        self.message_user(request, _("Its newest version is in the set."), messages.SUCCESS)
        self.log_change(request, row, _("Took the newest version of an article."))

    def _take_out(self, request: HttpRequest, row: ReleaseSet, form: SetMomentForm) -> None:
        take_out(row, integer(request.POST["out"]) or 0)
        self.message_user(request, _("It is not in the set any more."), messages.SUCCESS)
        self.log_change(request, row, _("Took an article out."))

    def _to(self, row: ReleaseSet) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_releaseset_change", args=[row.pk]))
