"""Who gets a mail with a link to a new password."""

from __future__ import annotations

from allauth.account.forms import ResetPasswordForm
from django.contrib.auth.models import User


class ResetForm(ResetPasswordForm):
    """By the address that an administrator gave: a login has no other."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        found = User.objects.filter(email__iexact=email, is_active=True, is_staff=True)
        # A database may hold other letters for equal, such as ı and i.
        self.users = [
            user
            for user in found
            if user.email.lower() == email.lower() and user.has_usable_password()
        ]
        return email
