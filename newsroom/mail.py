"""How the site sends mail, from the one variable that says it."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_WRONG: Final = (
    "NEWSROOM_MAIL is no address of a mail server; write "
    "smtp://user:password@host:587?from=newsroom@news.example."
)
_PATIENCE: Final = 10


def mail_at(address: str) -> dict[str, Any]:
    """Return Django's settings for a mail server; those that send nothing for an empty address.

    `smtp` is encrypted by STARTTLS, but on this machine; `smtps` from the first byte.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(_WRONG) from error
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in {"smtp", "smtps"} or not host or "@" not in sender:
        # The address itself is not told: it may hold a password.
        raise ImproperlyConfigured(_WRONG)
    is_here = _is_this_machine(host)
    with_starttls = parts.scheme == "smtp" and not is_here
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or (465 if parts.scheme == "smtps" else 25 if is_here else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": with_starttls,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": _PATIENCE,
        "DEFAULT_FROM_EMAIL": sender,
    }


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
