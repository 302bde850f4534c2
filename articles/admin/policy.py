"""Policies: for whom, whose text is kept where both changed it, and whether updates go live."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.typed import ModelAdmin, ModelForm
from articles.models import Policy, SourceDocument
from articles.publishing.work import apply_policies_anew

PRECEDENCE: Final = gettext_lazy(
    "Of the policies that fit a document the closest counts: the one with the longest key pattern, "
    "then one for its publisher, then the one for every document. Without any, editors are asked."
)
# What a browser still offers without haste.
_MOST_NAMES: Final = 500


class KnownNames(forms.TextInput):
    """Offer the publishers of what came in; another name may be written."""

    template_name = "admin/articles/policy/known_names.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_known"
        context["widget"]["attrs"]["list"] = list_id
        return {**context, "list_id": list_id, "names": _publishers()}


def _publishers() -> QuerySet[SourceDocument, str]:
    named = SourceDocument.objects.exclude(publisher="").order_by("publisher")
    return named.values_list("publisher", flat=True).distinct()[:_MOST_NAMES]


class PolicyForm(ModelForm[Policy]):
    class Meta:
        model = Policy
        fields = (
            "publisher", "external_ids", "headline", "standfirst", "bylines", "text", "metadata",
            "updates", "retractions", "copies", "pictures", "feeds", "canonical",
            "provenance", "max_loss",
        )  # fmt: skip
        widgets = {"publisher": KnownNames(attrs={"class": "vTextField"})}  # noqa: RUF012


@admin.register(Policy)
class PolicyAdmin(ModelAdmin[Policy]):
    form = PolicyForm
    list_display = (
        "for_whom", "headline", "standfirst", "bylines", "text", "metadata",
        "updates", "retractions", "copies", "pictures", "feeds", "canonical", "provenance", "loss",
    )  # fmt: skip
    search_fields = ("publisher", "external_ids")
    # In the order in which they hold.
    sortable_by = ()
    fieldsets = (
        (
            gettext_lazy("For whom"),
            {"fields": ("publisher", "external_ids"), "description": PRECEDENCE},
        ),
        (
            gettext_lazy("Who wins where an editor and the source both changed it"),
            {"fields": ("headline", "standfirst", "bylines", "text", "metadata")},
        ),
        (gettext_lazy("Updates"), {"fields": ("updates", "retractions", "copies", "max_loss")}),
        (gettext_lazy("Pictures"), {"fields": ("pictures",)}),
        (gettext_lazy("Out to the world"), {"fields": ("feeds", "canonical", "provenance")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        return Policy.objects.by_precedence()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-pattern_length", "-publisher_length", "pk")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return super().changelist_view(request, {"precedence": PRECEDENCE, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Policy, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        apply_policies_anew.enqueue()

    def delete_model(self, request: HttpRequest, obj: Policy) -> None:
        super().delete_model(request, obj)
        apply_policies_anew.enqueue()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Policy]) -> None:
        super().delete_queryset(request, queryset)
        apply_policies_anew.enqueue()

    @admin.display(description=gettext_lazy("for whom"))
    def for_whom(self, policy: Policy) -> str:
        return str(policy)

    @admin.display(description=gettext_lazy("greatest loss"))
    def loss(self, policy: Policy) -> str:
        return _("No limit") if policy.max_loss is None else f"{policy.max_loss} %"
