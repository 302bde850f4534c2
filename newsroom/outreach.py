"""What the site tells the world of itself: whom it lets in, whom to write to, and who is told.

Wrong values raise `ImproperlyConfigured`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# https://www.indexnow.org/documentation
_KEY: Final = re.compile(r"[A-Za-z0-9-]{8,128}")


def robots_of(text: str) -> str:
    """Return "" for a site that search engines may show, "none" for one that they may not."""
    if text not in ("", "none"):
        raise ImproperlyConfigured(f"NEWSROOM_ROBOTS is {text!r}; it takes none, or nothing.")
    return text


def security_of(contact: str, expires: str) -> tuple[str, date]:
    """Return whom to tell of a hole, as an address with its scheme, and the day it expires."""
    if not contact:
        return "", date.min
    if urlsplit(contact).scheme not in ("mailto", "https", "tel"):
        raise ImproperlyConfigured(
            f"NEWSROOM_SECURITY_CONTACT is {contact!r}; it takes mailto:…, https://… or tel:…."
        )
    try:
        return contact, date.fromisoformat(expires)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"NEWSROOM_SECURITY_EXPIRES is {expires!r}; with NEWSROOM_SECURITY_CONTACT it takes a "
            "day within a year, such as 2027-06-30."
        ) from error


def indexnow_of(key: str) -> str:
    """Return the key by which search engines know that it is this site that tells them."""
    if key and not _KEY.fullmatch(key):
        raise ImproperlyConfigured(
            "NEWSROOM_INDEXNOW_KEY takes 8 to 128 letters of a-z, digits and hyphens."
        )
    return key


def hub_of(address: str) -> str:
    """Return the address of a WebSub hub."""
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise ImproperlyConfigured(
            f"NEWSROOM_WEBSUB_HUB is {address!r}; it takes an address such as https://hub.example/."
        )
    return address
