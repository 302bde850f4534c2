"""What programs are told of the site before they ask for more: robots.txt and security.txt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

_TEXT: Final = "text/plain; charset=utf-8"
_FOR_A_DAY: Final = {"Cache-Control": "public, max-age=86400"}
_NOBODY: Final = "User-agent: *\nDisallow: /\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return what search engines may ask for (RFC 9309), and where the sitemaps are."""
    return HttpResponse(_rules(request), content_type=_TEXT, headers=_FOR_A_DAY)


def _rules(request: HttpRequest) -> str:
    if settings.ROBOTS == "none":
        return _NOBODY
    closed = [reverse("admin:index"), reverse("search"), "/articles/*/report/"]
    maps = [reverse("sitemap"), reverse("news_sitemap")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        *(f"Sitemap: {request.build_absolute_uri(path)}" for path in maps),
    ]
    return "\n".join(lines) + "\n"


@require_safe
def indexnow_key(request: HttpRequest) -> HttpResponse:
    """Return the key by which search engines know that it is this site that tells them."""
    if not settings.INDEXNOW_KEY:
        raise Http404("no search engine is told")
    return HttpResponse(settings.INDEXNOW_KEY, content_type=_TEXT, headers=_FOR_A_DAY)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Return whom to tell of a hole (RFC 9116); 404 where nobody is named, or it has expired."""
    expires = settings.SECURITY_EXPIRES
    if not settings.SECURITY_CONTACT or expires <= timezone.localdate():
        raise Http404("nobody is named, or what is named has expired")
    moment = datetime(expires.year, expires.month, expires.day, tzinfo=UTC)
    address = request.build_absolute_uri(request.path)
    text = (
        f"Contact: {settings.SECURITY_CONTACT}\n"
        f"Expires: {moment:%Y-%m-%dT%H:%M:%SZ}\n"
        f"Canonical: {address}\n"
    )
    return HttpResponse(text, content_type=_TEXT, headers=_FOR_A_DAY)
