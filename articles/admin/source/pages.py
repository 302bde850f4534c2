"""The article's source document, block by block; and where one part of the article came from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.access import ArticleAccess
from articles.admin.numbers import integer
from articles.admin.part import may_decide_noise
from articles.admin.source.blocks import shown
from articles.admin.source.links import block_address
from articles.models import Article
from articles.provenance import FollowedSource, Origin, origin_of, sources_of


class SourcePages(ArticleAccess):
    def get_urls(self) -> list[URLPattern]:
        pages, part = map(self.admin_site.admin_view, (self.source_view, self.origin_view))
        return [
            path("<int:pk>/source/", pages, name="articles_article_source"),
            path("<int:pk>/source/part/", part, name="articles_article_origin"),
            *super().get_urls(),
        ]

    def source_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The source that the article follows, or `?source=`; `?block=` or `?part=` is marked."""
        article = self._article(request, pk)
        written = None
        if part := request.GET.get("part"):
            origin = _origin_of(article, part)
            if origin.source and origin.block is not None:
                return HttpResponseRedirect(block_address(article, origin.block, origin.source))
            written = origin
        followed = _each_once(sources_of(article))
        chosen = _chosen(followed, request.GET.get("source", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": "Source document",
            "opts": self.opts,
            "article": article,
            "origin": written,
            "followed": followed,
            "shown": shown(chosen.source, article, chosen) if chosen else None,
            "chosen": integer(request.GET.get("block", "")),
            "may_decide_noise": may_decide_noise(request),
        }
        return TemplateResponse(request, "admin/articles/article/source.html", context)

    def origin_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The block of one part, a fragment for the editor's panel."""
        article = self._article(request, pk)
        origin = origin_of(article, request.GET.get("part", ""))
        context = {
            "article": article,
            "origin": origin,
            "may_decide_noise": may_decide_noise(request),
            **_block_of(article, origin),
        }
        return TemplateResponse(request, "admin/articles/article/origin.html", context)

    def _article(self, request: HttpRequest, pk: int) -> Article:
        article = get_object_or_404(self.get_queryset(request).select_related("source__run"), pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article


def lead_to_origins(form: Any, article: Article, *, to_rulings: bool) -> None:
    """Tell the editor's script whom to ask where a part came from, and to call it noise always."""
    attrs = form.fields["body"].widget.attrs
    attrs["data-origins"] = reverse("admin:articles_article_origin", args=[article.pk])
    if to_rulings:
        page = reverse("admin:articles_noiserule_decide")
        attrs["data-noise-rule"] = f"{page}?article={article.pk}"


def _origin_of(article: Article, part: str) -> Origin:
    origin = origin_of(article, part)
    if origin is None:
        raise Http404("The article as it stands has no such part.")
    return origin


def _block_of(article: Article, origin: Origin | None) -> dict[str, Any]:
    """The block between its neighbours, if the part has one."""
    if origin is None or origin.source is None or origin.block is None:
        return {}
    source = shown(origin.source, article, origin.followed)
    return {
        "shown": source,
        "before": source.block(origin.block - 1),
        "block": source.block(origin.block),
        "after": source.block(origin.block + 1),
        "address": block_address(article, origin.block, origin.source),
    }


def _each_once(followed: list[FollowedSource]) -> list[FollowedSource]:
    """One that was followed twice, by its latest time."""
    return list({f.source.pk: f for f in reversed(followed)}.values())[::-1]


def _chosen(followed: list[FollowedSource], wanted: str) -> FollowedSource | None:
    """The newest if none is wanted; there is no page of a source that is not the article's."""
    if not wanted:
        return followed[0] if followed else None
    for each in followed:
        if str(each.source.pk) == wanted:
            return each
    raise Http404("The article never followed this source.")
