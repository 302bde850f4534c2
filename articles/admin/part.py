"""Lists that are only looked at: sections, paragraphs, links, and what came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.admin.lists.keyset_list import KeysetList
from articles.admin.typed import ModelAdmin
from articles.models import Article

Row = TypeVar("Row", bound=Model)


class ReadOnlyPage(KeysetList, ModelAdmin[Row]):
    """Rows to be looked at and searched."""

    list_per_page = 50
    actions: Sequence[str] | None = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return False


class PartPage(ReadOnlyPage[Row]):
    """A part of an article goes with it: whoever may see or change the one may the other.

    `of_article` is the way from a part to its article; what is in the trash is not listed.
    """

    of_article = "article"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        # Not by a join with all articles, of which a database might read those first.
        trash = Article.with_deleted.in_trash().order_by().values("pk")
        return super().get_queryset(request).exclude(**{f"{self.of_article}__in": trash})

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return may_see_articles(request)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return _followed(super().get_list_display(request), request)

    def get_fields(self, request: HttpRequest, obj: Row | None = None) -> Any:
        return _followed(super().get_fields(request, obj), request)


def _followed(columns: Iterable[Any], request: HttpRequest) -> list[Any]:
    """Return the columns without the way to the source, for those who may not go it."""
    sees_sources = may_see_sources(request)
    return [each for each in columns if sees_sources or each != "in_source"]


def may_see_articles(request: HttpRequest) -> bool:
    rights = ("articles.view_article", "articles.change_article")
    return any(map(request.user.has_perm, rights))


def may_see_sources(request: HttpRequest) -> bool:
    """Return whether documents may be seen as they came in, wherever a page shows them."""
    rights = ("articles.view_sourcedocument", "articles.change_sourcedocument")
    return any(map(request.user.has_perm, rights))


def may_decide_noise(request: HttpRequest) -> bool:
    """Return whether noise may be decided.

    It changes articles, and its page shows lines of sources: those rights are needed, too.
    """
    rights = ("articles.decide_noise", "articles.change_article")
    return all(map(request.user.has_perm, rights)) and may_see_sources(request)


def link_to(article: Article) -> SafeString:
    """Return a link to the article's page on the desk."""
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}">{}</a>', address, Truncator(article.headline).chars(70))
