"""What came in: source documents, byte for byte."""

from __future__ import annotations

from pathlib import PurePath

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

from articles.admin.part import ReadOnlyPage
from articles.models import Article, SourceDocument


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyPage[SourceDocument]):
    list_display = ("key", "publisher", "format", "file_size", "run")
    list_filter = ("format",)
    list_select_related = ("run",)
    search_fields = ("key", "file", "url", "publisher")
    fields = (
        "key", "articles", "file", "position", "format", "url", "publisher", "published_at",
        "run", "file_size", "download", "verbatim",
    )  # fmt: skip
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        sources = super().get_queryset(request)
        return sources.defer("content")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.download_view)
        return [
            path("<int:pk>/content/", view, name="articles_sourcedocument_content"),
            *super().get_urls(),
        ]

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The very bytes, never shown by the browser: they are somebody else's."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = get_object_or_404(SourceDocument, pk=pk)
        name = PurePath(source.file).name or "document"
        disposition = content_disposition_header(as_attachment=True, filename=name)
        return HttpResponse(
            bytes(source.content),
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition or "attachment"},
        )

    @admin.display(description="size", ordering="size")
    def file_size(self, source: SourceDocument) -> str:
        return filesizeformat(source.size)

    @admin.display(description="bytes")
    def download(self, source: SourceDocument) -> SafeString:
        page = reverse("admin:articles_sourcedocument_content", args=[source.pk])
        return format_html('<a href="{}" download>Download as received</a>', page)

    @admin.display(description="as received")
    def verbatim(self, source: SourceDocument) -> SafeString:
        text = bytes(source.content).decode("utf-8", errors="replace")
        return format_html('<pre class="verbatim" tabindex="0">{}</pre>', text)

    @admin.display(description="article")
    def articles(self, source: SourceDocument) -> SafeString | str:
        article = Article.objects.filter(key=source.key).first()
        if article is None:
            return "None (any more)"
        page = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', page, article.headline)
