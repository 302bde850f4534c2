"""The page of a picture: its words, its focus, its rights, where it is used, and its ways out."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.part import link_to
from articles.admin.pictures.anew import SHOWN, show_anew
from articles.admin.pictures.files import picture_address
from articles.admin.pictures.picker import PicturePicker
from articles.admin.pictures.upload import PictureUploads
from articles.admin.typed import ModelForm
from articles.datetimes import format_datetime
from articles.models import Article, Picture
from articles.pictures.shown import focus_classes
from articles.pictures.use import articles_with_picture, is_used, open_editions_with_picture
from articles.pictures.withdraw import (
    PictureUsed,
    bring_back_picture,
    delete_picture,
    withdraw_picture,
)
from articles.publishing.refresh import refresh_pictures

_SHOWN_WIDTH: Final = 960
_ALT_OR_DECORATIVE: Final = gettext_lazy(
    "A decorative picture has no alternative text: leave one of the two."
)
_TEXT: Final = {"rows": 2, "class": "vLargeTextField"}
_LINE: Final = {"class": "vTextField"}
_SLIDER: Final = {"type": "range", "min": 0, "max": 1, "step": 0.01}
GONE: Final = gettext_lazy(
    "The file and all that was written about it are deleted, and cannot be brought back."
)


class PictureForm(ModelForm[Picture]):
    """Describe a picture. Its focus is set by two sliders, which need no script."""

    class Meta:
        model = Picture
        fields = (
            "alt", "is_decorative", "caption", "credit", "copyright", "source", "licence",
            "rights_until", "focus_x", "focus_y",
        )  # fmt: skip
        widgets: ClassVar = {
            "alt": forms.Textarea(attrs=_TEXT),
            "caption": forms.Textarea(attrs=_TEXT),
            "credit": forms.TextInput(attrs=_LINE),
            "copyright": forms.TextInput(attrs=_LINE),
            "source": forms.TextInput(attrs=_LINE),
            "licence": forms.TextInput(attrs=_LINE),
            "focus_x": forms.NumberInput(attrs=_SLIDER),
            "focus_y": forms.NumberInput(attrs=_SLIDER),
        }

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("alt") and data.get("is_decorative"):
            self.add_error("alt", _ALT_OR_DECORATIVE)
        return data


class PicturePage(PictureUploads, PicturePicker):
    """Show one picture, withdraw it, bring it back, delete it."""

    form = PictureForm
    fieldsets = (
        (
            gettext_lazy("For readers who do not see it"),
            {"fields": ("alt", "is_decorative")},
        ),
        (gettext_lazy("Beside it"), {"fields": ("caption", "credit")}),
        (
            gettext_lazy("Rights"),
            {"fields": ("copyright", "source", "licence", "rights_until")},
        ),
        (gettext_lazy("Focus"), {"fields": ("focus_x", "focus_y"), "classes": ("picture-focus",)}),
        (None, {"fields": ("used_in", "file")}),
    )
    readonly_fields = ("used_in", "file")
    delete_confirmation_template = "admin/articles/confirm_deletion.html"

    def get_urls(self) -> list[URLPattern]:
        def acting(view: Any) -> Any:
            return self.admin_site.admin_view(require_POST(view))

        name = "articles_picture"
        return [
            path("<int:pk>/withdraw/", acting(self.withdraw_view), name=f"{name}_withdraw"),
            path("<int:pk>/bring-back/", acting(self.bring_back_view), name=f"{name}_bring_back"),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        picture = context.get("original")
        if picture:
            context |= {
                "address": picture_address(picture.sha256, _SHOWN_WIDTH),
                "focus": focus_classes(picture.focus_x, picture.focus_y),
                "show_save_and_add_another": False,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a picture from readers, for the reason that is given."""
        picture = self._changeable(request, pk)
        reason = request.POST.get("reason", "").strip()
        if not reason:
            text = _("Write why it is withdrawn. Nothing was changed.")
            self.message_user(request, text, messages.ERROR)
        elif picture.withdrawn_at is None:
            withdraw_picture(picture, reason)
            refresh_pictures([picture.sha256])
            self.log_change(request, picture, _("Withdrawn."))
            text = _("Withdrawn. Readers get it no more; caches give it up within an hour.")
            self.message_user(request, text, messages.SUCCESS)
        return self._to_page(picture)

    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let readers see a picture again."""
        picture = self._changeable(request, pk)
        if picture.withdrawn_at:
            bring_back_picture(picture)
            refresh_pictures([picture.sha256])
            self.log_change(request, picture, _("Brought back."))
            text = _("Brought back: readers see it wherever it is used.")
            self.message_user(request, text, messages.SUCCESS)
        return self._to_page(picture)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask, and delete; where it is used, lead back to the page that says where."""
        picture = self.get_object(request, object_id)
        if picture and self.has_delete_permission(request, picture) and is_used(picture.sha256):
            self.message_user(request, str(PictureUsed(picture)), messages.ERROR)
            return self._to_page(picture)
        words = {"title": _("Delete this picture"), "note": GONE}
        return super().delete_view(request, object_id, {**words, **(extra_context or {})})

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Return nothing to list or to refuse: nothing else goes with it."""
        return [], {}, set(), []

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if SHOWN & set(form.changed_data):
            show_anew(self, request, [obj.sha256])

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        delete_picture(obj)

    def _changeable(self, request: HttpRequest, pk: int) -> Picture:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(Picture, pk=pk)

    def _to_page(self, picture: Picture) -> HttpResponse:
        page = reverse("admin:articles_picture_change", args=[picture.pk])
        return HttpResponseRedirect(page)

    @admin.display(description=gettext_lazy("used in"), empty_value="–")
    def used_in(self, picture: Picture) -> SafeString | None:
        """Return where it is used, each with whether readers see it there."""
        live = {edition.article_id for edition in open_editions_with_picture(picture.sha256)}
        found = articles_with_picture(picture.sha256)
        if not found:
            return None
        rows = ((_place(article), _state(article, live)) for article in found)
        return format_html(
            '<ul class="picture-uses">{}</ul>',
            format_html_join("", "<li>{} <small>{}</small></li>", rows),
        )

    @admin.display(description=gettext_lazy("file"))
    def file(self, picture: Picture) -> SafeString:
        """Return what it is, and whence it came."""
        came = format_datetime(picture.uploaded_at)
        if picture.uploaded_by:
            came = _("%(date)s, by %(user)s") % {"date": came, "user": picture.uploaded_by}
        size = f"{picture.width} × {picture.height}"
        facts = [
            picture.name,
            f"{picture.get_content_type_display()}, {size}, {filesizeformat(picture.size)}",
            came,
            picture.fetched_from,
        ]
        original = reverse("admin:articles_picture_original", args=[picture.pk])
        return format_html(
            '<ul class="picture-facts">{}<li><a href="{}">{}</a></li></ul>',
            format_html_join("", "<li>{}</li>", ((fact,) for fact in facts if fact)),
            original,
            _("Download the original"),
        )


def _place(article: Article) -> SafeString | str:
    """Return a link to an article; one in the trash has no page."""
    return article.headline if article.deleted_at else link_to(article)


def _state(article: Article, live: set[int]) -> str:
    if article.deleted_at:
        return _("in the trash")
    return _("readers see it, or will") if article.pk in live else _("on the desk only")
