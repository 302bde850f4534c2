"""The list "Source updates": the articles that wait for a decision, the longest waiting first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from articles.admin.waiting import WaitingList
from articles.models import Article, Conflict


@admin.register(Conflict)
class ConflictAdmin(WaitingList[Conflict]):
    list_display = ("headline", "publisher", "updates", "since", "run")
    list_select_related = ("article__source", "run")
    search_fields = ("article__headline", "article__source__publisher", "article__external_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conflict]:
        trash = Article.with_deleted.in_trash().order_by().values("pk")
        return Conflict.objects.first_of_each_article().exclude(article__in=trash)

    def figured(self, rows: Any) -> Any:
        """Return them with how much of each article waits."""
        return rows.with_number()

    def page_of(self, row: Any) -> str:
        """Return the page where all of the article's conflicts are decided."""
        return reverse("admin:articles_article_source_updates", args=[row.article_id])

    @admin.display(description=gettext_lazy("updates"))
    def updates(self, conflict: Any) -> int:
        return int(conflict.number)
