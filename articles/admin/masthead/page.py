"""The page of the masthead. There is one row, so the desk leads straight to it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from articles.admin.masthead.form import MastheadForm
from articles.admin.pictures.chosen import ChoosesPictures
from articles.models import Masthead

ONLY_KEY = "1"


@admin.register(Masthead)
class MastheadAdmin(ChoosesPictures):
    form = MastheadForm
    autocomplete_fields = ("logo",)
    fieldsets = (
        (None, {"fields": ("name", "tagline", "logo")}),
        (
            gettext_lazy("Colours"),
            {
                "fields": ("accent", "accent_on_dark"),
                "description": gettext_lazy(
                    "One colour for what can be acted on: links, buttons, what is chosen. Each "
                    "page has light paper or dark, as its reader’s device asks for."
                ),
            },
        ),
        (
            gettext_lazy("Links"),
            {
                "fields": ("navigation", "footer"),
                "description": gettext_lazy(
                    "An address begins with / or https://. The name of a topic, author, publisher "
                    "or static page will do, too. Numbers put rows in order; a row that is empty "
                    "goes. Saving brings more empty ones."
                ),
            },
        ),
        (gettext_lazy("Moved here"), {"fields": ("former_hosts",)}),
    )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Masthead | None:
        return Masthead.get() if object_id == ONLY_KEY else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Masthead | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_masthead_change", args=[ONLY_KEY]))

    def response_post_save_change(
        self, request: HttpRequest, obj: Masthead
    ) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_masthead_change", args=[ONLY_KEY]))
