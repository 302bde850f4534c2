"""Where a group asks for a second factor, its members set one up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

# Pages that are open without it: the way in and out, and to it.
_OPEN = ("mfa_index", "account_login", "account_change_password", "admin:logout", "script_messages")


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return _sent_to_set_up(request) or self.get_response(request)


def _sent_to_set_up(request: HttpRequest) -> HttpResponse | None:
    if not request.path.startswith(reverse("admin:index")):
        return None
    if request.path.startswith(tuple(reverse(name) for name in _OPEN)):
        return None
    # Only a session's user was asked for it; a test's own has none.
    if not getattr(request.user, "owes_second_factor", False):
        return None
    return redirect("mfa_index")
