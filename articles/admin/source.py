"""What came in: source documents byte for byte, and the runs that brought them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from articles.admin.part import ReadOnlyPage
from articles.admin.undoing import UndoPages
from articles.models import Article, ImportRun, SourceDocument


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyPage[SourceDocument]):
    list_display = ("key", "publisher", "format", "size", "run")
    list_filter = ("format",)
    list_select_related = ("run",)
    search_fields = ("key", "file", "url", "publisher")
    fields = (
        "key", "articles", "file", "position", "format", "url", "publisher", "published_at",
        "run", "size", "download", "verbatim",
    )  # fmt: skip
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        sources = super().get_queryset(request)
        return sources.defer("content").annotate(bytes=Length("content"))

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

    @admin.display(ordering="bytes")
    def size(self, source: Any) -> str:
        return filesizeformat(source.bytes)

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


@admin.register(ImportRun)
class ImportRunAdmin(UndoPages, ReadOnlyPage[ImportRun]):
    list_display = (
        "started_at", "finished_at", "started_by", "created", "updated", "unchanged", "rejected",
    )  # fmt: skip
    list_select_related = ("started_by",)
    list_filter = ("started_at",)
    fields = (
        "started_at", "finished_at", "started_by", "created", "updated", "unchanged", "rejected",
        "documents", "arguments", "parser_version",
    )  # fmt: skip

    @admin.display
    def documents(self, run: ImportRun) -> SafeString:
        page = reverse("admin:articles_sourcedocument_changelist")
        number = run.documents.count()
        return format_html('<a href="{}?run__id__exact={}">{} stored</a>', page, run.pk, number)
