"""Addresses of logins, under that of the desk; allauth finds them by these names.

Left out of allauth's are those to sign up and to manage mail addresses: an administrator does both.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.accounts.views import (
    LoginPage,
    OwnLoginPage,
    PasskeyLogin,
    ResetPage,
    end_own_sessions,
    on_desk,
)

_own_login = on_desk(OwnLoginPage.as_view(), _("Your login"))

urlpatterns = [
    # In the place of the admin's own.
    path("login/", on_desk(LoginPage.as_view(), _("Log in")), name="account_login"),
    path(
        "password_change/",
        on_desk(account.password_change, _("Change password")),
        name="account_change_password",
    ),
    path("account/", _own_login, name="mfa_index"),
    path("account/", _own_login, name="mfa_list_webauthn"),
    path("account/sessions/", end_own_sessions, name="end_own_sessions"),
    path(
        "account/closed/",
        on_desk(account.account_inactive, _("No way in")),
        name="account_inactive",
    ),
    # Back from a login that is half done.
    path("account/cancel/", require_POST(account.logout), name="account_logout"),
    path(
        "account/password/",
        on_desk(account.password_set, _("Set a password")),
        name="account_set_password",
    ),
    path(
        "account/confirm/",
        on_desk(account.reauthenticate, _("Confirm that it is you")),
        name="account_reauthenticate",
    ),
    path(
        "account/confirm/code/",
        on_desk(second_factors.reauthenticate, _("Confirm that it is you")),
        name="mfa_reauthenticate",
    ),
    path(
        "account/confirm/passkey/",
        on_desk(passkeys.reauthenticate_webauthn, _("Confirm that it is you")),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/second-factor/",
        on_desk(second_factors.authenticate, _("One more step")),
        name="mfa_authenticate",
    ),
    path(
        "account/app/",
        on_desk(totp.activate_totp, _("Set up an authenticator app")),
        name="mfa_activate_totp",
    ),
    path(
        "account/app/remove/",
        on_desk(totp.deactivate_totp, _("Remove the authenticator app")),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/recovery-codes/",
        on_desk(recovery_codes.view_recovery_codes, _("Recovery codes")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/new/",
        on_desk(recovery_codes.generate_recovery_codes, _("New recovery codes")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(
        "account/passkeys/login/",
        PasskeyLogin.as_view(),
        name="mfa_login_webauthn",
    ),
    path(
        "account/passkeys/add/",
        on_desk(passkeys.add_webauthn, _("Add a passkey")),
        name="mfa_add_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/name/",
        on_desk(passkeys.edit_webauthn, _("Rename the passkey")),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        on_desk(passkeys.remove_webauthn, _("Remove the passkey")),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/reset/",
        on_desk(ResetPage.as_view(), _("Forgotten password")),
        name="account_reset_password",
    ),
    path(
        "account/reset/sent/",
        on_desk(account.password_reset_done, _("Look into your mail")),
        name="account_reset_password_done",
    ),
    path(
        "account/reset/done/",
        on_desk(account.password_reset_from_key_done, _("Your password is set")),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        on_desk(account.password_reset_from_key, _("Set a new password")),
        name="account_reset_password_from_key",
    ),
]
