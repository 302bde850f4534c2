"""The article's source document, block by block; and where one part of the article came from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.access import ArticleAccess
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.admin.part import may_decide_noise, may_see_sources
from articles.admin.source.blocks import ShownSource, show_source
from articles.admin.source.links import block_address
from articles.admin.source.timeline import timeline_of
from articles.models import Article, SourceDocument
from articles.provenance import FollowedSource, Origin, origin_of, sources_of


def source_page(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the source that the article follows, or `?source=`; `?block=`, `?part=` is marked."""
    article = _article(desk, request, pk)
    written = None
    if part := request.GET.get("part"):
        origin = _origin_of(article, part)
        if origin.source and origin.block is not None:
            return HttpResponseRedirect(block_address(article, origin.block, origin.source))
        written = origin
    followed = _each_once(sources_of(article))
    chosen = _chosen(article, followed, request.GET.get("source", ""))
    context = {
        "title": _("Source document"),
        "page_class": "source-page",
        "style": "articles/desk/source.css",
        "original": article,
        "article": article,
        "origin": written,
        "followed": followed,
        "shown": chosen,
        "timeline": timeline_of(article.external_id, article) if article.external_id else [],
        "chosen": integer(request.GET.get("block", "")),
        "may_decide_noise": may_decide_noise(request),
    }
    return desk_page(desk, request, "source/source.html", context)


def origin_panel(desk: ArticleAccess, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the block of one part, a fragment for the editor's panel."""
    article = _article(desk, request, pk)
    origin = origin_of(article, request.GET.get("part", ""))
    context = {
        "article": article,
        "origin": origin,
        "may_decide_noise": may_decide_noise(request),
        **_block_of(article, origin),
    }
    return TemplateResponse(request, "admin/articles/source/origin.html", context)


def _article(desk: ArticleAccess, request: HttpRequest, pk: int) -> Article:
    article = get_object_or_404(desk.get_queryset(request).select_related("source__run"), pk=pk)
    if not (desk.has_view_permission(request, article) and may_see_sources(request)):
        raise PermissionDenied
    return article


def lead_to_origins(form: Any, article: Article, *, to_decide: bool) -> None:
    """Tell the editor's script whom to ask where a part came from, and to call it noise always."""
    attrs = form.fields["body"].widget.attrs
    attrs["data-origins"] = reverse("admin:articles_article_origin", args=[article.pk])
    if to_decide:
        page = reverse("admin:articles_noiserule_decide")
        attrs["data-noise-rule"] = f"{page}?article={article.pk}"


def _origin_of(article: Article, part: str) -> Origin:
    origin = origin_of(article, part)
    if origin is None:
        raise Http404(_("The article as it stands has no such part."))
    return origin


def _block_of(article: Article, origin: Origin | None) -> dict[str, Any]:
    """The block between its neighbours, if the part has one."""
    if origin is None or origin.source is None or origin.block is None:
        return {}
    source = show_source(origin.source, article, origin.followed)
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


def _chosen(article: Article, followed: list[FollowedSource], wanted: str) -> ShownSource | None:
    """The newest if none is wanted; one that it never followed is shown without its places.

    There is no page of a source that is not the article's.
    """
    if not wanted:
        return show_source(followed[0].source, article, followed[0]) if followed else None
    for each in followed:
        if str(each.source.pk) == wanted:
            return show_source(each.source, article, each)
    others = SourceDocument.objects.filter(pk=integer(wanted) or 0, external_id=article.external_id)
    source = others.select_related("run").first() if article.external_id else None
    if source is None:
        raise Http404(_("This source is not one of the article’s."))
    return show_source(source)
