"""Files of pictures for those who may see them on the desk: renditions at once, originals to keep.

Unlike readers, they see what no edition shows, and what is withdrawn.
"""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.part import may_see_articles
from articles.admin.typed import ModelAdmin
from articles.models import Picture
from articles.pictures.renditions import MEDIA_TYPES, widths_of
from articles.pictures.stored import open_file, original_name, rendition_name

THUMBNAIL: Final = 480
_SUFFIX: Final = "jpg"
# It never changes, but may be deleted, and a right may be taken away.
_CACHE_CONTROL: Final = "private, max-age=3600"
_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/gif": "gif",
}


def picture_address(sha256: str, width: int = THUMBNAIL) -> str:
    """Return the address on the desk of the rendition of about that width."""
    return reverse("admin:articles_picture_rendition", args=[sha256, width])


def rendition_address(sha256: str, width: int, suffix: str) -> str:
    """Return the address on the desk of the rendition of a width and format."""
    return reverse("admin:articles_picture_file", args=[sha256, width, suffix])


class PictureFiles(ModelAdmin[Picture]):
    """Add the addresses of files to the admin of pictures."""

    def get_urls(self) -> list[URLPattern]:
        seen = self.admin_site.admin_view
        shown, kept = seen(self.rendition_view, cacheable=True), seen(self.original_view)
        return [
            path("<slug:sha256>/<int:width>/", shown, name="articles_picture_rendition"),
            path("<slug:sha256>/<int:width>.<slug:suffix>", shown, name="articles_picture_file"),
            path("<int:pk>/original/", kept, name="articles_picture_original"),
            *super().get_urls(),
        ]

    def rendition_view(
        self, request: HttpRequest, sha256: str, width: int, suffix: str = _SUFFIX
    ) -> HttpResponseBase:
        """Return the widest rendition that is no wider, or the smallest of all."""
        if suffix not in MEDIA_TYPES:
            raise Http404(_("There is no such format."))
        # Who sees articles sees their pictures.
        if not (self.has_view_permission(request) or may_see_articles(request)):
            raise PermissionDenied
        picture = get_object_or_404(Picture, sha256=sha256)
        widths = widths_of(picture.width)
        fitting = max((each for each in widths if each <= width), default=widths[0])
        data = _read(rendition_name(picture.sha256, fitting, suffix))
        headers = {"Cache-Control": _CACHE_CONTROL}
        return HttpResponse(data, content_type=MEDIA_TYPES[suffix], headers=headers)

    def original_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Return the file as it came in, to be kept and never to be shown by the browser."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        picture = get_object_or_404(Picture, pk=pk)
        name = f"{picture.sha256[:12]}.{_ENDINGS[picture.content_type]}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        data = _read(original_name(picture.sha256))
        return HttpResponse(data, content_type=picture.content_type, headers=headers)


def _read(name: str) -> bytes:
    try:
        with open_file(name) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise Http404(_("Its file is not there.")) from error
