"""The list "Duplicates": pairs of articles that carry the same story, the longest waiting first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.numbers import integer
from articles.admin.part import PartPage
from articles.datetimes import format_datetime
from articles.models import Article, Duplicate


class DuplicateChangeList(ChangeList):
    def url_for_result(self, result: Any) -> str:
        """Return the page where the two are compared."""
        return _page_of(result)


@admin.register(Duplicate)
class DuplicateAdmin(PartPage[Duplicate]):
    list_display = ("headline", "carried_by", "carried_as", "in_common", "since", "run")
    list_select_related = ("earlier", "later", "run")
    search_fields = (
        "earlier__headline", "later__headline", "earlier__publisher", "later__publisher",
        "earlier__external_id", "later__external_id",
    )  # fmt: skip
    ordering = ("found_at", "pk")
    waiting_template = "admin/articles/duplicate/waiting.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Duplicate]:
        return Duplicate.objects.open()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DuplicateChangeList

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
        return HttpResponseRedirect(_page_of(get_object_or_404(Duplicate, pk=key)))

    def waiting(self) -> int:
        """Return how many pairs wait, for the links to this page."""
        return Duplicate.objects.open().count()

    @admin.display(description=gettext_lazy("headline"), ordering="later__headline")
    def headline(self, duplicate: Duplicate) -> str:
        return duplicate.later.headline

    @admin.display(description=gettext_lazy("publisher"), ordering="later__publisher")
    def carried_by(self, duplicate: Duplicate) -> str:
        return _who(duplicate.later)

    @admin.display(description=gettext_lazy("also carried as"), ordering="earlier__headline")
    def carried_as(self, duplicate: Duplicate) -> str:
        earlier = duplicate.earlier
        names = {"headline": earlier.headline, "publisher": _who(earlier)}
        return _("%(headline)s (%(publisher)s)") % names

    @admin.display(description=gettext_lazy("in common"), ordering="shared")
    def in_common(self, duplicate: Duplicate) -> str:
        return f"{duplicate.shared} %"

    @admin.display(description=gettext_lazy("since"), ordering="found_at")
    def since(self, duplicate: Duplicate) -> str:
        return format_datetime(duplicate.found_at)


def _who(article: Article) -> str:
    return article.publisher or article.external_id or _("written here")


def _page_of(duplicate: Duplicate) -> str:
    return reverse("admin:articles_article_duplicates", args=[duplicate.later_id])
