"""The list "Source updates": the articles that wait for a decision, the longest waiting first."""

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

from articles.admin.numbers import integer
from articles.admin.part import PartPage
from articles.datetimes import format_datetime
from articles.models import Article, Conflict


class ConflictChangeList(ChangeList):
    def url_for_result(self, result: Any) -> str:
        """Return the page where all of the article's conflicts are decided."""
        return _page_of(result)


@admin.register(Conflict)
class ConflictAdmin(PartPage[Conflict]):
    list_display = ("headline", "publisher", "updates", "since", "run")
    list_select_related = ("article__source", "run")
    search_fields = ("article__headline", "article__source__publisher", "article__external_id")
    ordering = ("created_at", "pk")
    waiting_template = "admin/articles/conflict/waiting.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conflict]:
        return Conflict.objects.open().first_of_each_article().filter(article__deleted_at=None)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ConflictChangeList

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = integer(object_id)
        return HttpResponseRedirect(_page_of(get_object_or_404(Conflict, pk=key)))

    def waiting(self) -> int:
        """Return how many articles wait, for the links to this page."""
        return Article.objects.needing_a_decision().count()

    @admin.display(description=gettext_lazy("headline"), ordering="article__headline")
    def headline(self, conflict: Conflict) -> str:
        return conflict.article.headline

    @admin.display(description=gettext_lazy("publisher"), ordering="article__source__publisher")
    def publisher(self, conflict: Conflict) -> str:
        source = conflict.article.source
        return source.publisher if source else ""

    @admin.display(description=gettext_lazy("updates"))
    def updates(self, conflict: Any) -> int:
        return int(conflict.number)

    @admin.display(description=gettext_lazy("since"), ordering="created_at")
    def since(self, conflict: Conflict) -> str:
        return format_datetime(conflict.created_at)


def _page_of(conflict: Conflict) -> str:
    return reverse("admin:articles_article_source_updates", args=[conflict.article_id])
