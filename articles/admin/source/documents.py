"""Source documents: the list of what came in, and a page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.lists.filters import ValueFilter
from articles.admin.lists.keyset_list import Order
from articles.admin.lists.search import articles_found, beginning_with
from articles.admin.part import ReadOnlyPage, may_decide_noise, may_see_articles
from articles.admin.source.blocks import show_source
from articles.admin.source.timeline import timeline_of
from articles.counts import CAP
from articles.models import Article, SourceDocument
from articles.provenance import sources_of


class FormatFilter(ValueFilter):
    title = gettext_lazy("format")
    parameter_name = field = "format"

    def rows(self) -> QuerySet[SourceDocument]:
        return SourceDocument.objects.all()


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyPage[SourceDocument]):
    list_display = ("external_id", "publisher", "format", "file_size", "run")
    list_filter = (FormatFilter,)
    list_select_related = ("run",)
    keysets: ClassVar[Mapping[str, Order]] = {"external_id": ("external_id", "digest")}
    sortable_by = ("external_id",)
    search_fields = ("external_id", "file", "url", "publisher")
    fields = (
        "external_id", "articles", "file", "position", "format", "url", "publisher", "published_at",
        "version", "updated_at", "status", "embargoed_until", "run", "file_size", "download",
        "erasure",
    )  # fmt: skip
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        sources = super().get_queryset(request)
        return sources.defer("content")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return those whose key begins so, and those of articles that a search finds."""
        term = search_term.strip()
        if not term:
            return queryset, False
        begun = SourceDocument.objects.filter(beginning_with("external_id", term)).order_by()
        keys = set(begun.values_list("pk", flat=True)[:CAP])
        articles = Article.objects.filter(pk__in=articles_found(term))
        keys.update(articles.order_by().values_list("source", flat=True))
        return queryset.filter(pk__in=keys), False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download_view)
        return [
            path("<int:pk>/content/", view, name="articles_sourcedocument_content"),
            *super().get_urls(),
        ]

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the very bytes, never shown by the browser: they are somebody else's."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = get_object_or_404(SourceDocument, pk=pk)
        name = PurePath(source.file).name or "document"
        disposition = content_disposition_header(as_attachment=True, filename=name)
        return HttpResponse(
            source.content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition or "attachment"},
        )

    @admin.display(description=gettext_lazy("size"), ordering="size")
    def file_size(self, source: SourceDocument) -> str:
        return filesizeformat(source.size)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        article = _article_of(obj) if may_see_articles(request) else None
        sources = sources_of(article) if article else []
        followed = next((f for f in sources if f.source == obj), None)
        context |= {
            "article": article,
            "timeline": timeline_of(obj.external_id, article),
            "shown": show_source(obj, article, followed),
            "may_decide_noise": may_decide_noise(request),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=gettext_lazy("bytes"))
    def download(self, source: SourceDocument) -> SafeString:
        page = reverse("admin:articles_sourcedocument_content", args=[source.pk])
        return format_html('<a href="{}" download>{}</a>', page, _("Download as received"))

    @admin.display(description=gettext_lazy("article"))
    def articles(self, source: SourceDocument) -> SafeString | str:
        article = _article_of(source)
        if article is None:
            return _("None, or no longer there")
        page = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', page, article.headline)


def _article_of(source: SourceDocument) -> Article | None:
    return Article.objects.with_external_ids([source.external_id]).select_related("source").first()
