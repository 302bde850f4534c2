"""The page of a group, which may ask its members for a second factor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.typed import ModelForm
from articles.models import SecondFactorDemand


class _GroupForm(ModelForm[Group]):
    needs_second_factor = forms.BooleanField(
        label=_("Members need a second factor"),
        required=False,
        help_text=_(
            "A passkey, or a code from an authenticator app. Members without one set it up "
            "before they see anything else of the desk."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs_second_factor"].initial = bool(
            self.instance.pk and SecondFactorDemand.objects.filter(pk=self.instance.pk).exists()
        )


admin.site.unregister(Group)


@admin.register(Group)
class GroupPage(GroupAdmin):
    form = _GroupForm
    fields = ("name", "needs_second_factor", "permissions")

    def save_model(self, request: HttpRequest, obj: Group, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.cleaned_data["needs_second_factor"]:
            SecondFactorDemand.objects.get_or_create(group=obj)
        else:
            SecondFactorDemand.objects.filter(group=obj).delete()
