"""The list "Publishers' notices": what publishers say of articles, the longest waiting first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from articles.admin.notices.decide import says
from articles.admin.numbers import integer
from articles.admin.part import PartPage
from articles.datetimes import format_datetime
from articles.models import SourceNotice


class NoticeChangeList(ChangeList):
    def url_for_result(self, result: Any) -> str:
        """Return the article's page, where the notice is decided."""
        return _article_of(result)


@admin.register(SourceNotice)
class SourceNoticeAdmin(PartPage[SourceNotice]):
    list_display = ("headline", "publisher", "what", "since", "run")
    list_select_related = ("article__source", "run")
    list_filter = ("kind",)
    search_fields = ("article__headline", "article__external_id")
    ordering = ("created_at", "pk")
    waiting_template = "admin/articles/sourcenotice/waiting.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceNotice]:
        return super().get_queryset(request).filter(decided_at=None)

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return NoticeChangeList

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        notice = get_object_or_404(SourceNotice, pk=integer(object_id))
        return HttpResponseRedirect(_article_of(notice))

    def waiting(self) -> int:
        """Return how many wait, for the links to this page."""
        return SourceNotice.objects.open().filter(article__deleted_at=None).count()

    @admin.display(description=gettext_lazy("headline"), ordering="article__headline")
    def headline(self, notice: SourceNotice) -> str:
        return notice.article.headline

    @admin.display(description=gettext_lazy("publisher"), ordering="article__source__publisher")
    def publisher(self, notice: SourceNotice) -> str:
        source = notice.article.source
        return source.publisher if source else ""

    @admin.display(description=gettext_lazy("notice"), ordering="kind")
    def what(self, notice: SourceNotice) -> str:
        return says(notice)

    @admin.display(description=gettext_lazy("since"), ordering="created_at")
    def since(self, notice: SourceNotice) -> str:
        return format_datetime(notice.created_at)


def _article_of(notice: SourceNotice) -> str:
    return reverse("admin:articles_article_change", args=[notice.article_id])
