"""The proxies before the site that keep its pages, by one variable."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def proxies_at(addresses: Sequence[str]) -> tuple[str, ...]:
    """Return the addresses at which proxies take PURGE; raises `ImproperlyConfigured`."""
    for address in addresses:
        parts = urlsplit(address)
        try:
            is_whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            is_whole = False
        if not is_whole or parts.path.strip("/") or parts.query:
            raise ImproperlyConfigured(
                "NEWSROOM_PURGE takes addresses of proxies, such as http://127.0.0.1:6081."
            )
    return tuple(addresses)
