"""The pages of Help: its contents with a search, a page for each chapter, its pictures."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from articles.admin.help.chapters import PICTURES, Chapter, chapters, groups
from articles.admin.help.markdown import as_page
from articles.admin.help.search import search


def contents(request: HttpRequest) -> HttpResponse:
    """Return the page of all chapters; with `?q=`, also the places that hold these words."""
    words = request.GET.get("q", "").strip()
    context = {
        "title": _("Help"),
        "groups": groups(),
        "words": words,
        "hits": search(words, chapters().values()),
    }
    return _page(request, "admin/help/contents.html", context)


def chapter(request: HttpRequest, name: str) -> HttpResponse:
    found = chapters().get(name)
    if found is None:
        raise Http404(_("The handbook has no such chapter."))
    order = list(chapters().values())
    place = order.index(found)
    context = {
        "title": found.title,
        "chapter": found,
        "text": as_page(found.nodes[1:], lambda address: address_on_desk(found, address)),
        "next": order[place + 1] if place + 1 < len(order) else None,
    }
    return _page(request, "admin/help/chapter.html", context)


def picture(request: HttpRequest, name: str) -> FileResponse:
    names = {file.name for file in PICTURES.glob("*.png")}
    if name not in names:
        raise Http404(_("The handbook has no such picture."))
    response = FileResponse((PICTURES / name).open("rb"), content_type="image/png")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def address_on_desk(chapter: Chapter, address: str) -> str:
    """Return where a link or picture of a chapter is on the desk; another address as it is."""
    file, hash_, anchor = address.partition("#")
    meant = PurePosixPath(chapter.file_of(file))
    if meant.suffix == ".md":
        return reverse("help:chapter", args=[meant.with_suffix("")]) + hash_ + anchor
    if meant.suffix == ".png":
        return reverse("help:picture", args=[meant.name])
    return address


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context})


app_name = "help"
urlpatterns = [
    path("", admin.site.admin_view(contents), name="contents"),
    path("pictures/<str:name>", admin.site.admin_view(picture), name="picture"),
    path("<path:name>/", admin.site.admin_view(chapter), name="chapter"),
]
