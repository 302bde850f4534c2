"""Who may see more of the site than whether it is well: its machine, its token, its superusers."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from django.utils.crypto import constant_time_compare

# By these a proxy says that it speaks for somebody else.
_FORWARDED: Final = (
    "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP",
)  # fmt: skip
_LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")


def may_see(request: HttpRequest) -> bool:
    """Return whether a request may see details."""
    return _is_local(request) or _has_token(request) or _is_of_superuser(request)


def _is_local(request: HttpRequest) -> bool:
    """Return whether it comes from this machine, for this machine and not for another."""
    if any(name in request.META for name in _FORWARDED):
        return False
    # A proxy that sends no such header, and a page that calls a name of its own this machine.
    host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    if not validate_host(host, _LOCAL_NAMES):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and scheme == "Bearer" and constant_time_compare(token, wanted)


def _is_of_superuser(request: HttpRequest) -> bool:
    """Return whether a superuser is logged in; only who sends a cookie is looked up."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    request.session = SessionStore(key)
    try:
        user = get_user(request)
    except DatabaseError:
        return False
    # Read with the user; see `articles.accounts.backend`.
    return user.is_superuser and not getattr(user, "owes_second_factor", False)
