"""The article's history: its versions, each with its page, each to be restored."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import store
from articles.admin.access import ArticleAccess, author_of
from articles.admin.article.comparison import side_by_side
from articles.admin.article.conflicts import decided
from articles.admin.numbers import integer
from articles.models import Article, Version
from articles.models.version import Reason


class VersionPages(ArticleAccess):
    object_history_template = "admin/articles/article/history.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.version_view)
        address = "<int:pk>/history/<int:number>/"
        return [path(address, view, name="articles_article_version"), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, unquote(object_id))
        # Before anything tells which articles there are.
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        versions = (
            Version.objects.filter(article=article)
            .select_related("created_by", "run")
            .prefetch_related("editions")
            .defer("content", "imported")
        )
        context = {"versions": versions, "decided": decided(article) if article else []}
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        version = get_object_or_404(
            Version.objects.select_related("created_by", "run"), article=article, number=number
        )
        if request.method == "POST":
            return self._restore(request, article, version)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return TemplateResponse(
            request,
            "admin/articles/article/version.html",
            {
                **self.admin_site.each_context(request),
                "title": f"Version {version.number}",
                "opts": self.opts,
                "article": article,
                "version": version,
                "document": version.document(),
                "stretches": _changes_of(version),
                "may_restore": number != article.version
                and self.has_change_permission(request, article),
            },
        )

    def _restore(self, request: HttpRequest, article: Article, version: Version) -> HttpResponse:
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        try:
            saved = store.save(
                article.pk,
                store.with_origins_of_source(article, version.document(), version.number),
                base=integer(request.POST.get("base", "")) or 0,
                reason=Reason.RESTORE,
                author=author_of(request),
                parser_version=version.parser_version,
            )
        except store.StaleSave as stale:
            text = f"Not restored: version {stale.article.version} was saved meanwhile."
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.path)
        if saved.changed:
            self.log_change(request, article, f"Restored version {version.number}.")
        text = f"Version {version.number} is restored, as version {saved.version}."
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _changes_of(version: Version) -> list[Any]:
    """What the version changed of the one before; nothing for the first."""
    before = Version.objects.filter(article=version.article_id, number=version.number - 1).first()
    return side_by_side(before.document(), version.document()) if before else []
