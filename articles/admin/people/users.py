"""The pages of users. What allauth keeps of their logins has none: it holds secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import store

admin.site.unregister([EmailAddress, Authenticator, UserSession, User])

# What makes a login mightier than the person who gives it out: superusers alone may.
_SUPERUSERS: Final = ("is_superuser", "user_permissions")


if TYPE_CHECKING:
    _UserAdmin = UserAdmin[User]
    _UserForm = UserChangeForm[User]
else:
    _UserAdmin = UserAdmin
    _UserForm = UserChangeForm


class _ClosingForm(_UserForm):
    hand_over_to = forms.ModelChoiceField(
        label=_("When closed, articles go to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody: whoever takes them"),
        help_text=_("Of a login that is no longer active: who has its articles from then on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("hand_over_to"):
            staff = User.objects.filter(is_active=True, is_staff=True).exclude(pk=self.instance.pk)
            field.queryset = staff.order_by("username")  # type: ignore[attr-defined]


@admin.register(User)
class UserPage(_UserAdmin):
    form = _ClosingForm
    list_display = ("username", "email", "first_name", "last_name", "is_staff", "has_second_factor")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        factors = Authenticator.objects.filter(user=OuterRef("pk"))
        users: QuerySet[User] = super().get_queryset(request)
        return users.annotate(has_factor=Exists(factors))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets
        return [*fieldsets, (_("Articles"), {"fields": ["hand_over_to"]})]

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[str] | tuple[str, ...] | tuple[()]:
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, *_SUPERUSERS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Return whether the user may: a superuser is changed by superusers alone."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and not obj.is_active and "is_active" in form.changed_data:
            to = form.cleaned_data.get("hand_over_to")
            self._report(request, store.give_articles(obj, to), to)

    def _report(self, request: HttpRequest, number: int, to: User | None) -> None:
        if not number:
            return
        if to is None:
            text = ngettext(
                "%(number)d article has nobody now.", "%(number)d articles have nobody now.", number
            )
        else:
            text = ngettext(
                "%(number)d article goes to %(name)s.",
                "%(number)d articles go to %(name)s.",
                number,
            )
        values = {"number": number, "name": to}
        self.message_user(request, text % values, messages.SUCCESS)

    @admin.display(description=_("second factor"), boolean=True, ordering="has_factor")
    def has_second_factor(self, user: Any) -> bool:
        return bool(user.has_factor)


def _may_touch(request: HttpRequest, user: User | None) -> bool:
    return user is None or not user.is_superuser or request.user.is_superuser
