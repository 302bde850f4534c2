"""Settings: all lists and forms of the desk that nobody works on all day, by what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The names of the models whose pages stand together; what is in none stands under the last.
_SHELVES: Final[tuple[tuple[Any, tuple[str, ...]], ...]] = (
    (
        gettext_lazy("The site"),
        ("Arrangement", "ReleaseSet", "Masthead", "StaticPage", "Topic", "Author", "Publisher"),
    ),
    (gettext_lazy("Pictures"), ("Picture", "PictureAddress")),
    (gettext_lazy("What comes in"), ("Policy", "NoiseRule", "TrackingRule", "SourceDocument")),
    (gettext_lazy("Parts of articles"), ("Section", "Paragraph", "Link")),
    (gettext_lazy("What is gone"), ("TrashedArticle", "Tombstone", "Erasure")),
    (gettext_lazy("People and work"), ("User", "Group", "Job", "LogLine")),
)
# They have a place of their own in the menu, or in the inbox.
_ELSEWHERE: Final = (
    "Article", "ImportRun", "Conflict", "SourceNotice", "Duplicate", "ReaderReport",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    title: Any
    pages: Sequence[dict[str, Any]]


def settings_view(request: HttpRequest) -> HttpResponse:
    """Show the pages that the user may open, by what they are for."""
    shelves = shelves_for(request)
    if not shelves:
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": _("Settings"),
        "shelves": shelves,
    }
    return TemplateResponse(request, "admin/articles/home/settings.html", context)


def shelves_for(request: HttpRequest) -> list[Shelf]:
    """Return the shelves that have a page for the user."""
    pages = {
        model["object_name"]: model
        for app in admin.site.get_app_list(request)
        for model in app["models"]
        if model["object_name"] not in _ELSEWHERE and model["admin_url"]
    }
    placed = [
        Shelf(title, [pages.pop(name) for name in names if name in pages])
        for title, names in _SHELVES
    ]
    shelves = [*placed, Shelf(_("More"), list(pages.values()))]
    return [shelf for shelf in shelves if shelf.pages]
