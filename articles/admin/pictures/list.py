"""The library: all pictures as a grid, found by words, by use, and by what they lack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.lists.filters import ChoiceFilter
from articles.admin.lists.keyset_list import KeysetList
from articles.admin.pictures.anew import show_anew
from articles.admin.pictures.files import picture_address
from articles.admin.pictures.page import PicturePage
from articles.admin.runs.pictures import offered_pictures
from articles.models import ArticlePicture, Edition, EditionPicture, Picture


class CreditForm(ActionForm):
    """Beside the choice of an action, the credit that one of them sets."""

    credit = forms.CharField(label=gettext_lazy("Credit:"), required=False)


class _Filter(ChoiceFilter):
    """Offers one set of pictures, and the rest."""

    has: tuple[str, Any]
    rest: tuple[str, Any]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [self.has, self.rest]

    def condition(self) -> Q:
        """Return what the first set has in common."""
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == self.has[0]:
            return queryset.filter(self.condition())
        return queryset.exclude(self.condition()) if self.value() == self.rest[0] else queryset


class AltFilter(_Filter):
    title = gettext_lazy("alternative text")
    parameter_name = "alt"
    has = ("none", gettext_lazy("To be written"))
    rest = ("there", gettext_lazy("Written, or decorative"))

    def condition(self) -> Q:
        return Q(alt="", is_decorative=False)


class UseFilter(_Filter):
    title = gettext_lazy("use")
    parameter_name = "use"
    has = ("used", gettext_lazy("In an article"))
    rest = ("unused", gettext_lazy("In none"))

    def condition(self) -> Q:
        open_editions = Edition.objects.live() | Edition.objects.scheduled()
        shown = EditionPicture.objects.filter(sha256=OuterRef("sha256"), edition__in=open_editions)
        return Q(Exists(ArticlePicture.objects.filter(sha256=OuterRef("sha256")))) | Q(
            Exists(shown)
        )


class ShowableFilter(_Filter):
    title = gettext_lazy("readers")
    parameter_name = "readers"
    has = ("see", gettext_lazy("May see it"))
    rest = ("not", gettext_lazy("Withdrawn, or past its rights"))

    def condition(self) -> Q:
        return Q(pk__in=Picture.objects.showable().order_by().values("pk"))


@admin.register(Picture)
class PictureAdmin(KeysetList, PicturePage):
    list_display = ("thumbnail", "said")
    list_display_links = ("thumbnail",)
    list_filter = (AltFilter, UseFilter, ShowableFilter)
    list_per_page = 60
    search_fields = ("name", "alt", "caption", "credit", "copyright", "source", "sha256")
    sortable_by = ()
    actions = ("set_credit",)
    action_form = CreditForm

    class Media:
        css: ClassVar = {
            "all": [
                "articles/site/focus.css",
                "articles/desk/pictures.css",
                "articles/desk/fetching.css",
            ]
        }

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"offer": offered_pictures(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_actions(self, request: HttpRequest) -> Any:
        """Return them without deletion: what is deleted is looked at, and for where it is used."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, picture: Picture) -> SafeString:
        words = picture.alt or picture.caption or str(picture)
        address = picture_address(picture.sha256)
        return format_html('<img src="{}" alt="{}" loading="lazy">', address, words)

    @admin.display(description=gettext_lazy("what is known of it"))
    def said(self, picture: Picture) -> SafeString:
        marks = [
            *([_("no alternative text")] if picture.lacks_alt else []),
            *([_("withdrawn")] if picture.withdrawn_at else []),
            *([_("rights are over")] if picture.is_past_rights else []),
        ]
        return format_html(
            '<span class="picture-name">{}</span><span class="picture-credit">{}</span>{}',
            picture,
            picture.credit or _("no credit"),
            format_html_join("", ' <span class="mark">{}</span>', ((mark,) for mark in marks)),
        )

    @admin.action(description=gettext_lazy("Set the credit"), permissions=["change"])
    def set_credit(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        """Give all selected pictures the credit that stands beside the action."""
        credit = " ".join(request.POST.get("credit", "").split())
        if not credit:
            text = _("Write the credit beside the action. Nothing was changed.")
            self.message_user(request, text, messages.WARNING)
            return
        changed = list(queryset.exclude(credit=credit))
        queryset.update(credit=credit)
        for picture in changed:
            self.log_change(request, picture, _("Changed credit."))
        words = ngettext(
            "%(number)s picture has the credit “%(credit)s” now.",
            "%(number)s pictures have the credit “%(credit)s” now.",
            len(changed),
        )
        values = {"number": f"{len(changed):,}", "credit": credit}
        self.message_user(request, words % values, messages.SUCCESS)
        show_anew(self, request, [picture.sha256 for picture in changed])
