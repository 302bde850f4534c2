"""What this site answers where allauth asks."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.accounts.failures import log_failed_login
from articles.accounts.sealed import seal, unseal

_log = logging.getLogger("newsroom.mail")

_WRONG_CODE = _("This code is wrong, too old or used already.")


class DeskAccounts(DefaultAccountAdapter):
    error_messages: dict[str, Any] = {  # noqa: RUF012 - as allauth declares it
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password is wrong."),
        "incorrect_password": _("This password is wrong."),
        "enter_current_password": _("This password is wrong."),
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait five minutes, then try again. A passkey works at once."
        ),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, **told: Any
    ) -> HttpResponse | None:
        """Let nobody in whose login does not open the desk."""
        if isinstance(user, AbstractUser) and user.is_active and user.is_staff:
            return None
        clear_login(request)
        return self.respond_user_inactive(request, user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raise `ValidationError` after too many wrong passwords, before this one is looked at."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            log_failed_login(request, credentials["username"], "too many tries")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log_failed_login(request, credentials["username"], "wrong password")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's begins with the host as the client names it: by `Host: news.example:1`, `:2`
        # and so on, tries would never be counted together.
        return str(credentials["username"]).lower()

    def is_safe_url(self, url: str | None) -> bool:
        """Return whether the login may lead there: to a page of this host only."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_password_reset_mail(
        self, user: AbstractBaseUser, email: str, context: dict[str, Any]
    ) -> None:
        """Send it to the address on file, which may be written otherwise than the one typed."""
        super().send_password_reset_mail(user, _address_of(user), context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the user of a change by mail, where there is an address."""
        if address := email or _address_of(user):
            super().send_notification_mail(template_prefix, user, context, address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it; what was done is done where the mail server does not answer."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            _log.error("A mail (%s) was not sent: %s", template_prefix, error)


class DeskSecondFactors(DefaultMFAAdapter):
    error_messages: dict[str, Any] = {  # noqa: RUF012 - as allauth declares it
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def _address_of(user: AbstractBaseUser) -> str:
    return user.email if isinstance(user, AbstractUser) else ""
