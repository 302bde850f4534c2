"""Static pages: a list, and a page to write one in the editor of articles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from articles.admin.article.widget import editor_widget
from articles.admin.typed import ModelAdmin, ModelForm
from articles.documents.article.model import ArticleDocument
from articles.documents.editing.html import BodyRejected
from articles.models import StaticPage
from articles.publishing.static_pages import save_static_page, static_document


class StaticPageForm(ModelForm[StaticPage]):
    """`clean` makes the document of what was written; it saves nothing."""

    written = forms.CharField(
        required=False, strip=False, label=gettext_lazy("Text"), widget=editor_widget()
    )

    class Meta:
        model = StaticPage
        fields = ("title", "written", "slug", "is_public", "in_footer", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document: ArticleDocument | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            self.document = static_document(cleaned.get("title", ""), cleaned.get("written", ""))
        except BodyRejected as error:
            self.add_error("written", str(error))
        return cleaned


@admin.register(StaticPage)
class StaticPageAdmin(ModelAdmin[StaticPage]):
    form = StaticPageForm
    list_display = ("title", "slug", "is_public", "in_footer", "position")
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}  # noqa: RUF012
    fieldsets = (
        (None, {"fields": ("title", "written")}),
        (
            gettext_lazy("For readers"),
            {"fields": ("slug", "is_public", "in_footer", "position")},
        ),
    )

    def save_model(
        self, request: HttpRequest, obj: StaticPage, form: StaticPageForm, change: bool
    ) -> None:
        before = form.initial.get("slug", "") if change else ""
        former = [*obj.former_slugs, before] if before else obj.former_slugs
        obj.former_slugs = [each for each in dict.fromkeys(former) if each != obj.slug]
        assert form.document is not None
        save_static_page(obj, form.document)
