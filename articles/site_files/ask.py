"""An address -> what the site's own view answers there, in this process and without a server.

No middleware is on the way: no session, no cookie, nothing for browsers alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponseBase
from django.urls import get_resolver, resolve


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What stands at an address; `kind` is its media type. 404 and 304 have no body."""

    status: int
    kind: str = ""
    body: bytes = field(default=b"", repr=False)
    etag: str = ""
    location: str = ""


class ExportRequest(WSGIRequest):
    """Be asked at the address where the files will be, whatever hosts this machine answers for."""

    # Pages leave out what files cannot do, such as the report of an error.
    is_for_files = True

    def get_host(self) -> str:
        return str(self.META["HTTP_HOST"])

    @property
    def scheme(self) -> str:
        return str(self.META["wsgi.url_scheme"])


def site_answer(base: str, address: str, etag: str = "") -> SiteAnswer:
    """Return what the site answers at an address; 304 where it is what `etag` names."""
    request = _request(base, address, etag)
    try:
        match = resolve(request.path_info)
        request.resolver_match = match
        response = match.func(request, *match.args, **match.kwargs)
        return _answer(response)
    except (Http404, BadRequest):
        return SiteAnswer(404)


def site_answer_for_nothing(base: str) -> SiteAnswer:
    """Return the page of an address at which there is nothing."""
    handler: Any = get_resolver().resolve_error_handler(404)
    return _answer(handler(_request(base, "/404.html"), exception=Http404()))


def _request(base: str, address: str, etag: str = "") -> ExportRequest:
    site, parts = urlsplit(base), urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        # As WSGI has it: bytes, each as a character.
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "HTTP_HOST": site.netloc,
        "SERVER_NAME": site.hostname or "",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
    }
    if etag:
        environ["HTTP_IF_NONE_MATCH"] = etag
    return ExportRequest(environ)


def _answer(response: HttpResponseBase) -> SiteAnswer:
    render = getattr(response, "render", None)
    if render and not getattr(response, "is_rendered", True):
        response = render()
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip()
    body: Any = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    # It is not closed: Django would take a request for ended, and end the connection to PostgreSQL.
    return SiteAnswer(
        response.status_code,
        kind,
        b"".join(body),
        response.headers.get("ETag", ""),
        response.headers.get("Location", ""),
    )
