"""The admin site itself: Django's, under the newsroom's name.

It stands apart from its pages in `articles.admin`: they register with it when they are imported, so
importing it must not import them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults

from newsroom.lookups import CheckedLookups

# From what an editor opens all day to what an administrator needs once a year.
_ORDER: Final = (
    "Article", "Arrangement", "ReleaseSet", "ReaderReport", "Picture", "PictureAddress",
    "Conflict", "SourceNotice", "Duplicate", "NoiseRule", "Section", "Paragraph", "Link",
    "SourceDocument", "ImportRun", "Job", "TrashedArticle", "Tombstone", "Erasure", "Masthead",
    "StaticPage",
    "Topic", "Author", "Publisher", "Policy", "TrackingRule", "User", "Group",
)  # fmt: skip


class Desk(admin.AdminSite):
    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = gettext_lazy("Desk")
    # Its room is the text's; `admin/base_site.html` has the same links in one line.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._pages: list[tuple[str, Callable[..., HttpResponse], str]] = []
        # What the first page shows, and what the menu offers: the pages bring both.
        self.first_page: Callable[[HttpRequest], dict[str, Any]] = lambda _request: {}
        self.menu: Callable[[HttpRequest], Iterable[Any]] = lambda _request: ()

    def add_page(self, address: str, view: Callable[..., HttpResponse], name: str) -> None:
        """Add a page that belongs to no model, for whoever may open the desk."""
        self._pages.append((address, view, name))

    def get_urls(self) -> list[Any]:
        own: list[URLPattern] = [
            path(address, self.admin_view(view), name=name) for address, view, name in self._pages
        ]
        return [*own, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        menu = list(self.menu(request)) if self.has_permission(request) else []
        return {**super().each_context(request), "menu": menu}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().index(request, {**self.first_page(request), **(extra_context or {})})

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register a page, with what holds for every page here: none can forget it."""
        own = admin_class or admin.ModelAdmin
        checked = type(own.__name__, (CheckedLookups, own), {"__module__": own.__module__})
        super().register(model_or_iterable, checked, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        # Django's own sorts by names, which are translated each time that two are compared.
        apps = self._build_app_dict(request, app_label).values()
        for app in apps:
            app["models"].sort(key=_place)
        return sorted(apps, key=lambda app: min(map(_place, app["models"])))


def _place(model: dict[str, Any]) -> int:
    name = model["object_name"]
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Return the page of what somebody may not do: on the desk for whoever has come in there."""
    desk = admin.site
    if not request.path.startswith(reverse("admin:index")) or not desk.has_permission(request):
        return defaults.permission_denied(request, exception)
    context = {**desk.each_context(request), "title": _("Not allowed")}
    return render(request, "admin/403.html", context, status=403)
