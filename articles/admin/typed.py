"""Django's generic classes under their type parameters, which only a type checker gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin
    ModelForm = forms.ModelForm
else:

    class ModelAdmin(admin.ModelAdmin):
        def __class_getitem__(cls, _: Any) -> type[Self]:
            return cls

    class ModelForm(forms.ModelForm):
        def __class_getitem__(cls, _: Any) -> type[Self]:
            return cls
