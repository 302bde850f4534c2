"""Addresses of pictures: what came of asking for each, and why one did not come."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.part import ReadOnlyPage
from articles.models import PictureAddress
from articles.models.picture_address import AddressState


@admin.register(PictureAddress)
class PictureAddressAdmin(ReadOnlyPage[PictureAddress]):
    list_display = ("address", "state", "problem", "attempts", "tried_at", "next_at")
    list_filter = ("state",)
    search_fields = ("address", "host", "problem")
    fields = ("address", "state", "problem", "attempts", "tried_at", "next_at")
    readonly_fields = fields
    ordering = ("-tried_at", "-pk")
    actions = ("ask_again",)

    def has_view_permission(self, request: HttpRequest, obj: PictureAddress | None = None) -> bool:
        return request.user.has_perm("articles.view_picture")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_ask_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_picture")

    @admin.action(description=gettext_lazy("Ask again with the next run"), permissions=["ask"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[PictureAddress]) -> None:
        """Let the selected be asked for again, as if nobody had, but for those that came."""
        waiting = queryset.exclude(state=AddressState.FETCHED)
        number = waiting.update(state=AddressState.LATER, next_at=timezone.now(), attempts=0)
        words = ngettext(
            "%(number)s address is asked for again.",
            "%(number)s addresses are asked for again.",
            number,
        )
        self.message_user(request, words % {"number": f"{number:,}"}, messages.SUCCESS)
