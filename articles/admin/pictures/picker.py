"""Pictures as JSON, for whatever script shows them to be chosen from: the editor, above all."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from articles.admin.pictures.files import PictureFiles, picture_address
from articles.models import Picture

ON_A_PAGE: Final = 40


class PicturePicker(PictureFiles):
    """Add the list of pictures as JSON to their admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.pick_view))
        return [path("pick/", view, name="articles_picture_pick"), *super().get_urls()]

    def pick_view(self, request: HttpRequest) -> HttpResponse:
        """Return a page of pictures that have the words of `q`, newest first; or those of `sha256`.

        What readers may not see is left out, but where it is asked for by that.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        if wanted := request.GET.getlist("sha256"):
            found = Picture.objects.filter(sha256__in=wanted[:ON_A_PAGE])
            return JsonResponse({"pictures": [described(each) for each in found], "next": None})
        words = request.GET.get("q", "")
        pictures, _ = self.get_search_results(request, Picture.objects.showable(), words)
        page = Paginator(pictures.order_by("-uploaded_at", "-pk"), ON_A_PAGE).get_page(
            request.GET.get("page")
        )
        following = page.next_page_number() if page.has_next() else None
        return JsonResponse({"pictures": [described(each) for each in page], "next": following})


def described(picture: Picture) -> dict[str, Any]:
    """Return what a script is told of a picture; `picture` is its key in an article."""
    return {
        "picture": picture.sha256,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "decorative": picture.is_decorative,
        "caption": picture.caption,
        "credit": picture.credit,
        "focus": [picture.focus_x, picture.focus_y],
        "name": picture.name,
        "showable": picture.is_showable,
        "thumbnail": picture_address(picture.sha256),
        "page": reverse("admin:articles_picture_change", args=[picture.pk]),
    }
