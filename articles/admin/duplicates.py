"""The list "Duplicates": pairs of articles that carry the same story, the longest waiting first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.waiting import WaitingList
from articles.datetimes import format_datetime
from articles.models import Article, Duplicate


@admin.register(Duplicate)
class DuplicateAdmin(WaitingList[Duplicate]):
    list_display = ("headline", "carried_by", "carried_as", "in_common", "since", "run")
    list_select_related = ("earlier", "later", "run")
    search_fields = (
        "earlier__headline", "later__headline", "earlier__publisher", "later__publisher",
        "earlier__external_id", "later__external_id",
    )  # fmt: skip
    ordering = ("found_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Duplicate]:
        return Duplicate.objects.open()

    def page_of(self, row: Any) -> str:
        """Return the page where the two are compared."""
        return reverse("admin:articles_article_duplicates", args=[row.later_id])

    @admin.display(description=gettext_lazy("headline"), ordering="later__headline")
    def headline(self, row: Any) -> str:
        return str(row.later.headline)

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
    def since(self, row: Any) -> str:
        return format_datetime(row.found_at)


def _who(article: Article) -> str:
    return article.publisher or article.external_id or _("written here")
