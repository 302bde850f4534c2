"""A signed link -> the page as readers would see it, and its pictures; kept and indexed by nobody.

Unlike the site it reads the working copy, so it is a face of its own.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.documents.article.model import ArticleDocument
from articles.models import PreviewLink
from articles.pictures.renditions import MEDIA_TYPES
from articles.pictures.stored import open_file, rendition_name
from articles.pictures.use import pictures_of_paragraphs
from articles.publishing.masthead import masthead
from articles.publishing.page import page_context, page_date, page_policy
from articles.publishing.publish import draft_edition
from articles.store import load

_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # No page that it leads to learns its address.
    "Referrer-Policy": "no-referrer",
}
_OVER: Final = "articles/previews/over.html"


@require_safe
def preview_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Return the preview that a link leads to; 410 once it is over, 404 for what is no link."""
    if ratelimit.consume_or_429(request, action="preview", limit_get=True):
        return _page("429.html", {}, 429)
    link = PreviewLink.objects.with_token(token)
    if link is None:
        return _page("404.html", {}, 404)
    if not _leads(link):
        return _page(_OVER, {}, 410)
    edition = draft_edition(link.article, _document(link), partial(_picture_address, token))
    shown = masthead()
    context = {
        **page_context(edition, request.build_absolute_uri(edition.get_absolute_url()), shown),
        "masthead": shown,
        "number": link.version.number if link.version else 0,
        "until": page_date(link.expires_at),
    }
    answer = _page("articles/previews/preview.html", context, 200)
    if policy := page_policy(edition):
        answer.headers["Content-Security-Policy"] = policy
    return answer


@require_safe
def preview_picture(
    request: HttpRequest, token: str, sha256: str, width: int, suffix: str
) -> HttpResponseBase:
    """Return a rendition of a picture that the preview shows."""
    link = PreviewLink.objects.with_token(token)
    if link is None or not _leads(link) or suffix not in MEDIA_TYPES:
        raise Http404("no preview has this picture")
    if sha256 not in pictures_of_paragraphs(_document(link).paragraphs()):
        raise Http404("the preview does not show this picture")
    try:
        with open_file(rendition_name(sha256, width, suffix)) as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404("there is no such width, or its file is lost") from error
    return HttpResponse(data, content_type=MEDIA_TYPES[suffix], headers=_HEADERS)


def _leads(link: PreviewLink) -> bool:
    return link.is_open and link.article.deleted_at is None


def _document(link: PreviewLink) -> ArticleDocument:
    return link.version.document() if link.version else load(link.article)


def _picture_address(token: str, sha256: str, width: int, suffix: str) -> str:
    return reverse("preview_picture", args=[token, sha256, width, suffix])


def _page(template: str, context: dict[str, object], status: int) -> HttpResponse:
    """Return a page rendered without the request: no session is touched, no cookie set."""
    surroundings = {"masthead": masthead(), "site_name": masthead().name, **context}
    return HttpResponse(render_to_string(template, surroundings), status=status, headers=_HEADERS)
