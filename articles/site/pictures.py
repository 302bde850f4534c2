"""The renditions of pictures that live editions show. Originals have no public address at all."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models.picture import Picture
from articles.pictures.renditions import MEDIA_TYPES
from articles.pictures.stored import open_file, rendition_name

# What is at an address never changes, so a year would be right but for one thing: what is withdrawn
# must not stay for a year in caches that nobody here can empty. So they keep it for an hour, and
# then ask, which costs one query and not a byte of the picture.
CACHE_CONTROL_OF_PICTURES: Final = "public, max-age=3600"


@require_safe
def rendition(request: HttpRequest, sha256: str, width: int, suffix: str) -> HttpResponseBase:
    """Return a rendition of a picture that readers see now; 410 if they once did, else 404."""
    if suffix not in MEDIA_TYPES:
        raise Http404("there is no such format")
    if not Picture.objects.published().filter(sha256=sha256).exists():
        return _departed(sha256)
    etag = f'"{sha256[:32]}-{width}-{suffix}"'
    return get_conditional_response(request, etag) or _file(sha256, width, suffix, etag)


def _file(sha256: str, width: int, suffix: str, etag: str) -> HttpResponse:
    try:
        with open_file(rendition_name(sha256, width, suffix)) as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404("there is no such width, or its file is lost") from error
    headers = {"Cache-Control": CACHE_CONTROL_OF_PICTURES, "ETag": etag}
    return HttpResponse(data, content_type=MEDIA_TYPES[suffix], headers=headers)


def _departed(sha256: str) -> HttpResponse:
    if not Picture.objects.once_published().filter(sha256=sha256).exists():
        raise Http404("no live edition has this picture")
    text = "Readers do not see this picture any more.\n"
    headers = {"Cache-Control": "public, no-cache"}
    return HttpResponse(text, content_type="text/plain", status=410, headers=headers)
