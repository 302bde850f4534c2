"""The list "Publishers' notices": what publishers say of articles, the longest waiting first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from articles.admin.notices.decide import says
from articles.admin.waiting import WaitingList
from articles.models import SourceNotice


@admin.register(SourceNotice)
class SourceNoticeAdmin(WaitingList[SourceNotice]):
    list_display = ("headline", "publisher", "what", "since", "run")
    list_select_related = ("article__source", "run")
    list_filter = ("kind",)
    search_fields = ("article__headline", "article__external_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceNotice]:
        return super().get_queryset(request).filter(decided_at=None)

    def page_of(self, row: Any) -> str:
        """Return the article's page, where the notice is decided."""
        return reverse("admin:articles_article_change", args=[row.article_id])

    @admin.display(description=gettext_lazy("notice"), ordering="kind")
    def what(self, notice: SourceNotice) -> str:
        return says(notice)
