"""The pages of logins: allauth's, in the look of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView, PasswordResetView
from allauth.core import ratelimit
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.accounts.browsers import browser_in_words

Page = Callable[..., HttpResponseBase]


class LoginPage(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(mail_is_set=settings.MAIL_IS_SET, **kwargs)


class PasskeyLogin(LoginWebAuthnView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Each question keeps a session, of somebody who is not known yet.
        refusal = ratelimit.consume_or_429(request, action="login", limit_get=True)
        return refusal or super().get(request, *args, **kwargs)


class ResetPage(PasswordResetView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.MAIL_IS_SET:
            raise Http404(_("This site sends no mail."))
        return super().dispatch(request, *args, **kwargs)


class OwnLoginPage(IndexView):
    """One's own login on a page: password, second factors, sessions."""

    template_name = "account/own_login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert isinstance(self.request.user, User)
        sessions = UserSession.objects.purge_and_list(self.request.user)
        sessions.sort(key=lambda session: session.created_at, reverse=True)
        named = [(session, browser_in_words(session.user_agent)) for session in sessions]
        return super().get_context_data(sessions=named, **kwargs)


@login_required
@require_POST
def end_own_sessions(request: HttpRequest) -> HttpResponseBase:
    """End one of the user's other sessions, or all of them; this one ends by the logout."""
    sessions = UserSession.objects.filter(user_id=request.user.pk)
    if which := request.POST.get("session"):
        sessions = sessions.filter(session_key=which)
    others = [session for session in sessions if not session.is_current()]
    get_adapter().end_sessions(others)
    ended = ngettext("%(number)d session ended.", "%(number)d sessions ended.", len(others))
    messages.success(request, ended % {"number": len(others)})
    return redirect("mfa_index")


def on_desk(page: Page, title: Any) -> Page:
    """Return a page of allauth as one of the desk, which has a title."""

    @wraps(page)
    def desk_like(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = page(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            own = response.context_data or {}
            for form in own.values():
                if isinstance(form, BaseForm):
                    _adapt(form)
            common = {**admin.site.each_context(request), "title": title}
            response.context_data = {**common, **own}
        return response

    return desk_like


def _adapt(form: BaseForm) -> None:
    """Give its fields the desk's attributes; placeholders only repeat their labels."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        if field.widget.attrs.get("autocomplete") == "one-time-code":
            field.widget.attrs["inputmode"] = "numeric"
