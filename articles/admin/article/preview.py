"""The preview: the public page as it would be of what the form holds, or of the saved article."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.access import ArticleAccess
from articles.admin.article.form import ArticleForm
from articles.admin.pictures.files import rendition_address
from articles.documents.article.model import ArticleDocument
from articles.models import Article
from articles.publishing.masthead import masthead
from articles.publishing.page import page_context, page_policy
from articles.publishing.publish import draft_edition
from articles.store import load


def preview_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the preview of the saved article; of the form's text, if that is posted."""
    article = get_object_or_404(desk.get_queryset(request), pk=pk)
    if request.method != "POST":
        if not desk.has_view_permission(request, article):
            raise PermissionDenied
        return _preview(request, article, load(article))
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    return _preview_of_form(desk, request, article)


def _preview_of_form(desk: ArticleAccess, request: HttpRequest, article: Article) -> HttpResponse:
    """Return the preview of what was typed so far; nothing of it is saved, and it may be stale."""
    form_class = desk.get_form(request, article, change=True, form=ArticleForm)
    form = form_class(request.POST, instance=article)
    form.is_valid()
    document = getattr(form, "document", None)
    if document is None:
        return TemplateResponse(
            request, "admin/articles/article/no_preview.html", {"form": form}, status=422
        )
    return _preview(request, article, document)


def _preview(request: HttpRequest, article: Article, document: ArticleDocument) -> HttpResponse:
    address = request.build_absolute_uri(reverse("article", args=[article.slug]))
    edition = draft_edition(article, document, rendition_address)
    shown = masthead()
    context = {**page_context(edition, address, shown), "masthead": shown}
    page = TemplateResponse(request, "admin/articles/article/preview.html", context)
    if policy := page_policy(edition):
        page.headers["Content-Security-Policy"] = policy
    return page
