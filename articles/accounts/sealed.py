"""The secrets of second factors, which a copy of the database does not give away.

They are sealed by the site's secret key, which is no part of the database.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Final

from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

_SALT: Final = "articles.accounts.sealed"


def seal(secret: str) -> str:
    return _cipher().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret; one that nobody knows where another key has sealed it."""
    try:
        return _cipher().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return generate_totp_secret()


def _cipher() -> Fernet:
    key = salted_hmac(_SALT, "second factors", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
