"""Several listings of a kind -> one, once an editor has said which stays."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.listings.follow import follow_listing
from articles.admin.numbers import integer
from articles.admin.page import desk_page
from articles.admin.typed import ModelAdmin
from articles.listings.change import merge_listings
from articles.models import Listing

_KEPT = "kept"


class MergeListings(ModelAdmin[Any]):
    """Add the action to a list of listings."""

    @admin.action(description=gettext_lazy("Merge into one"), permissions=["change"])
    def merge_selected(
        self, request: HttpRequest, queryset: QuerySet[Listing]
    ) -> HttpResponse | None:
        """Ask which of the selected stays, and let it have what the others had."""
        found = list(queryset.order_by("slug"))
        if len(found) < 2:
            text = _("Choose two or more to merge. Nothing was changed.")
            self.message_user(request, text, messages.WARNING)
            return None
        number = integer(request.POST.get(_KEPT, ""))
        kept = next((each for each in found if each.pk == number), None)
        if kept is None:
            return self._ask(request, found)
        self._merge(request, kept, found)
        return None

    def _ask(self, request: HttpRequest, found: list[Listing]) -> HttpResponse:
        context = {
            "title": _("Merge into one"),
            "found": self.with_counts(found),
            "name_of_kept": _KEPT,
            "action": request.POST["action"],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
            "page_class": "confirm-page",
        }
        return desk_page(self, request, "listing/merge.html", context)

    def with_counts(self, found: list[Listing]) -> list[Any]:
        """Return them with the number of articles of each, the one with the most first."""
        raise NotImplementedError

    def _merge(self, request: HttpRequest, kept: Listing, found: list[Listing]) -> None:
        others = [each for each in found if each.pk != kept.pk]
        names = ", ".join(each.name for each in others)
        merge_listings(kept, others)
        self.log_change(request, kept, _("Merged in: %(names)s.") % {"names": names})
        text = _(
            "Merged into “%(kept)s”: %(names)s. Their addresses lead there. To take it back, split "
            "the spelling off on its page."
        )
        values = {"kept": kept.name, "names": names}
        self.message_user(request, text % values, messages.SUCCESS)
        follow_listing(self, request, kept)
